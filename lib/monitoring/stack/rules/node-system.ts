import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../../observability/alert-rule';
import type { NodeAlertOptions } from '../cluster-alert-options';
import { Job } from '../jobs';
import { ofJob, share } from './expressions';

/** What node-exporter tells of the network, the kernel's tables and the clock. */
export function nodeSystemAlerts(options: NodeAlertOptions = {}): AlertRule[] {
  const { networkErrorPercent = 1, conntrackPercent = 75, openFilesPercent = 80, clockSeconds = 0.05 } = options;
  return [
    networkErrors(networkErrorPercent),
    connectionsNearlyFull(conntrackPercent),
    filesNearlyUsed(openFilesPercent),
    clockSkewed(clockSeconds),
    clockNotSynchronized(),
  ];
}

const NODE = ofJob(Job.NODE_EXPORTER);

const CLOCK: { readonly checks: readonly string[]; readonly remedies: readonly string[] } = {
  checks: [
    'What the node says, on it: `timedatectl` and `chronyc tracking`, or `timedatectl timesync-status`.',
    'Whether it reaches its servers of time: UDP port 123 may be closed.',
  ],
  remedies: [
    'Start its service of time anew: `systemctl restart chronyd` or `systemd-timesyncd`.',
    'No server is reached: open the way, or name one that is.',
    'It stays wrong: drain the node, and replace it.',
  ],
};

function networkErrors(percent: number): AlertRule {
  const rate = (what: string): string => `max by (node, device) (rate(node_network_${what}_total${NODE}[5m]))`;
  const broken = (direction: string): string =>
    `${rate(`${direction}_errs`)} / (${rate(`${direction}_packets`)} > 0) > ${share(percent)}`;
  return {
    name: 'NodeNetworkErrors',
    expression: `${broken('receive')}\nor\n${broken('transmit')}`,
    duration: Duration.hours(1),
    severity: AlertSeverity.WARNING,
    summary:
      '{{ $value | humanizePercentage }} of the packets of {{ $labels.device }} of node {{ $labels.node }} are broken',
    description:
      'Connections of its pods are slow, for packets are sent again. Replace the node where it is a virtual one.',
    runbook: {
      meaning:
        'A network device of a node sends or receives broken packets. They are sent again: connections are slow, some break.',
      checks: [
        'Whether it is one node or all of a zone.',
        'What the device counts, on the node: `ip -s link show DEVICE`.',
        'Whether the size of packets fits: a tunnel of the pod network needs room for its own headers.',
      ],
      remedies: ['A virtual machine: drain it, and replace it.', 'Hardware: cable, port, card, in this order.'],
    },
  };
}

function connectionsNearlyFull(percent: number): AlertRule {
  return {
    name: 'NodeConnectionsNearlyFull',
    expression: `max by (node) (node_nf_conntrack_entries${NODE})\n/ (max by (node) (node_nf_conntrack_entries_limit${NODE}) > 0)\n> ${share(percent)}`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.WARNING,
    summary: 'node {{ $labels.node }} uses {{ $value | humanizePercentage }} of its table of connections',
    description: 'When it is full new connections are dropped without a word, DNS first. See who opens so many.',
    runbook: {
      meaning:
        'The kernel of a node keeps a table of the connections that pass, and it is nearly full. Then it drops new ones without a word: names do not resolve, connections time out, only on this node.',
      checks: [
        "Who opens so many, on the node: `conntrack -L | awk '{print $4,$5}' | sort | uniq -c | sort -n | tail`.",
        'Whether a program opens a connection for each request, or asks DNS for each.',
      ],
      remedies: [
        'Let the program keep its connections and the answers of DNS.',
        'Raise the bound: `net.netfilter.nf_conntrack_max` in the settings of the nodes.',
      ],
    },
  };
}

function filesNearlyUsed(percent: number): AlertRule {
  return {
    name: 'NodeFilesNearlyUsed',
    expression: `max by (node) (node_filefd_allocated${NODE})\n/ (max by (node) (node_filefd_maximum${NODE}) > 0)\n> ${share(percent)}`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: 'node {{ $labels.node }} has {{ $value | humanizePercentage }} of the files open that it may',
    description: 'When no more may be opened, programs on it fail in strange ways. See which has so many.',
    runbook: {
      meaning: 'The kernel of a node lets so many files and connections be open in all, and nearly as many are.',
      checks: [
        'Who has them, on the node: `for p in /proc/[0-9]*; do echo $(ls $p/fd | wc -l) $(cat $p/comm); done | sort -n | tail`.',
      ],
      remedies: [
        'A program that never closes what it opens: start it anew, and have it mended.',
        'All of it is needed: raise `fs.file-max` in the settings of the nodes.',
      ],
    },
  };
}

function clockSkewed(seconds: number): AlertRule {
  return {
    name: 'NodeClockSkewed',
    expression: `max by (node) (abs(node_timex_offset_seconds${NODE}))\n> ${seconds}`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.WARNING,
    summary: 'the clock of node {{ $labels.node }} is {{ $value | humanizeDuration }} off',
    description:
      'Times of its programs are wrong: of logs, of tokens, of leases, of orders. See why it is not corrected.',
    runbook: {
      meaning:
        'The clock of a node differs from true time. What its programs stamp is wrong; further off, tokens are refused and leases are taken too early.',
      checks: [...CLOCK.checks],
      remedies: [...CLOCK.remedies],
    },
  };
}

function clockNotSynchronized(): AlertRule {
  return {
    name: 'NodeClockNotSynchronized',
    expression: `max by (node) (max_over_time(node_timex_sync_status${NODE}[10m])) == 0\nand\nmax by (node) (node_timex_maxerror_seconds${NODE}) >= 16`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.WARNING,
    summary: 'nobody corrects the clock of node {{ $labels.node }}',
    description: 'It may be right still, and goes wrong from now on. See whether its service of time runs.',
    runbook: {
      meaning:
        'The kernel of a node has not heard from a server of time for so long that it does not vouch for its clock any more. It goes wrong from now on.',
      checks: [...CLOCK.checks],
      remedies: [...CLOCK.remedies],
    },
  };
}
