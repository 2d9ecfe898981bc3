import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../../observability/alert-rule';
import type { NodeAlertOptions } from '../cluster-alert-options';
import { Job } from '../jobs';
import { ofJob, share } from './expressions';

/** What node-exporter tells of memory and processor. */
export function nodeMemoryAlerts(options: NodeAlertOptions = {}): AlertRule[] {
  const { memoryPercent = 90, majorFaultsPerSecond = 500, stealPercent = 10, loadPerCore = 2 } = options;
  return [nearlyFull(memoryPercent), thrashing(majorFaultsPerSecond), stolen(stealPercent), overloaded(loadPerCore)];
}

const NODE = ofJob(Job.NODE_EXPORTER);

const RELIEF: readonly string[] = [
  'A pod that uses far more than it requests: give it requests that are true, and limits.',
  'In general too little: more nodes, or larger ones.',
];

function nearlyFull(percent: number): AlertRule {
  const bytes = (what: string): string => `max by (node) (node_memory_${what}_bytes${NODE})`;
  return {
    name: 'NodeMemoryNearlyFull',
    expression: `1 - ${bytes('MemAvailable')} / ${bytes('MemTotal')}\n> ${share(percent)}`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: 'node {{ $labels.node }} uses {{ $value | humanizePercentage }} of its memory',
    description:
      'When it is used up the kubelet evicts pods, or the kernel kills one. See who uses it: kubectl top pods -A --sort-by=memory',
    runbook: {
      meaning:
        'Nearly all memory of a node is used. A little more, and its kubelet evicts pods, or the kernel ends one of them without asking.',
      checks: [
        'Who uses it: `kubectl top pods -A --sort-by=memory`, those on this node.',
        'Who uses more than it requested: compare with `kubectl describe node NODE`.',
        'Whether all nodes are like that.',
      ],
      remedies: [...RELIEF],
    },
  };
}

function thrashing(rate: number): AlertRule {
  return {
    name: 'NodeMemoryThrashing',
    expression: `max by (node) (rate(node_vmstat_pgmajfault${NODE}[5m]))\n> ${rate}`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: 'node {{ $labels.node }} reads memory from its disk {{ $value | humanize }} times a second',
    description: 'It has too little memory for the files that its programs use, and is slow. See who uses it.',
    runbook: {
      meaning:
        'A node reads parts of programs and files from its disk again and again, for it has no memory to keep them in. All on it is slow, and may become so slow that the node counts as NotReady.',
      checks: [
        'How much memory is left: NodeMemoryNearlyFull, and `kubectl top node NODE`.',
        'Which pod is near its own limit: a container that is short reads its own program again and again.',
      ],
      remedies: ['The container that is short: raise the limit of its memory.', ...RELIEF],
    },
  };
}

function stolen(percent: number): AlertRule {
  return {
    name: 'NodeCpuStolen',
    expression: `max by (node) (avg by (node, instance) (rate(node_cpu_seconds_total${ofJob(Job.NODE_EXPORTER, 'mode="steal"')}[10m])))\n> ${share(percent)}`,
    duration: Duration.minutes(30),
    severity: AlertSeverity.WARNING,
    summary: 'the hypervisor keeps {{ $value | humanizePercentage }} of the processor of node {{ $labels.node }}',
    description: 'Programs on it are slow, and nothing inside of the cluster shows why. Replace the node.',
    runbook: {
      meaning:
        'The node is a virtual machine, and its hypervisor gives part of its processor to others. Programs are slow, and their own numbers do not show why.',
      checks: [
        'Whether the machine is of a kind that has credits for bursts, and has used them up.',
        'Whether other nodes have it: then it is the kind of machine, else its neighbours.',
      ],
      remedies: [
        'One node: drain it, and replace it: it comes up elsewhere.',
        'All nodes: machines with processors of their own.',
      ],
    },
  };
}

function overloaded(perCore: number): AlertRule {
  return {
    name: 'NodeOverloaded',
    expression: [
      `max by (node) (node_load5${NODE})`,
      `/ count by (node) (count by (node, cpu) (node_cpu_seconds_total${ofJob(Job.NODE_EXPORTER, 'mode="idle"')}))`,
      `> ${perCore}`,
    ].join('\n'),
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: '{{ $value | humanize }} processes want each core of node {{ $labels.node }}',
    description:
      'What runs there waits for the processor or for a disk. See who uses it: kubectl top pods -A --sort-by=cpu',
    runbook: {
      meaning:
        'More processes than a node has cores want to run, or wait for a disk, for a while already. What runs there is slow.',
      checks: [
        'Who uses the processor: `kubectl top pods -A --sort-by=cpu`, those on this node.',
        'Whether they wait for a disk instead: NodeDiskSaturated, and the share of `iowait`.',
      ],
      remedies: [...RELIEF],
    },
  };
}
