import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../../observability/alert-rule';
import type { KubeletAlertOptions } from '../cluster-alert-options';
import { share } from './expressions';

/** What the cluster says of its nodes, by way of kube-state-metrics. */
export function nodeStateAlerts({ podPercent = 95 }: KubeletAlertOptions = {}): AlertRule[] {
  return [notReady(), flapping(), underPressure(), nearlyFullOfPods(podPercent)];
}

function notReady(): AlertRule {
  return {
    name: 'NodeNotReady',
    expression: [
      'max by (node) (kube_node_status_condition{condition="Ready",status=~"false|unknown"}) > 0',
      'unless on (node)',
      'max by (node) (kube_node_spec_unschedulable) > 0',
    ].join('\n'),
    duration: Duration.minutes(10),
    severity: AlertSeverity.WARNING,
    summary: 'node {{ $labels.node }} is not ready',
    description:
      'Its pods are replaced elsewhere, but not those of StatefulSets. See what it says: kubectl describe node {{ $labels.node }}',
    runbook: {
      meaning:
        'A node has not been ready for a while, and nobody has cordoned it. Pods of Deployments are replaced on other nodes where there is room; pods of StatefulSets are not, see PodOnDeadNode.',
      checks: [
        'Why: `kubectl describe node NODE`, under Conditions. `Kubelet stopped posting node status` is a node that is off or cut off.',
        'Whether others of its zone or pool have it, too.',
        'Whether the machine runs: ask the cloud or the hypervisor.',
      ],
      remedies: [
        'The machine is off: replace it, or start it. A pool that scales by itself does so.',
        'It runs: restart its kubelet, or k3s.',
        'It stays away, and a StatefulSet waits for it: PodOnDeadNode says how it is fenced.',
      ],
    },
  };
}

function flapping(): AlertRule {
  return {
    name: 'NodeFlapping',
    expression: 'max by (node) (changes(kube_node_status_condition{condition="Ready",status="true"}[15m])) > 2',
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: 'node {{ $labels.node }} is ready and not ready in turn',
    description:
      'It changed {{ $value }} times within 15 minutes: its pods come and go from their Services with it. See its load and its network.',
    runbook: {
      meaning:
        'A node becomes ready and not ready again and again. Its pods are taken from their Services and put back each time, and some are replaced for nothing.',
      checks: [
        'What it says: `kubectl describe node NODE`, and `kubectl get events --field-selector involvedObject.name=NODE`.',
        'Whether it is overloaded: NodeOverloaded, NodeMemoryThrashing, KubeletRelistSlow.',
        'Whether its network loses packets: NodeNetworkErrors.',
      ],
      remedies: [
        'Cordon it: `kubectl cordon NODE`, drain it, and replace it.',
        'Overloaded: see what runs there without requests.',
      ],
    },
  };
}

function underPressure(): AlertRule {
  return {
    name: 'NodeUnderPressure',
    expression:
      'max by (node, condition) (kube_node_status_condition{condition=~"DiskPressure|MemoryPressure|PIDPressure",status="true"}) > 0',
    duration: Duration.minutes(10),
    severity: AlertSeverity.WARNING,
    summary: 'node {{ $labels.node }} has {{ $labels.condition }}',
    description:
      'Its kubelet evicts pods and takes no new ones. See who uses so much: kubectl describe node {{ $labels.node }}',
    runbook: {
      meaning:
        'A kubelet has too little memory, disk or process numbers left. It evicts pods, those first that use more than they requested, and takes no new ones.',
      checks: [
        'What is short: the condition in the alert. What was evicted: `kubectl get events -A --field-selector reason=Evicted`.',
        'DiskPressure: images, logs and emptyDir volumes on the node; NodeFileSystemNearlyFull.',
        'MemoryPressure: `kubectl top pods -A --sort-by=memory`, those on this node.',
      ],
      remedies: [
        'A pod that uses far more than it requests: give it requests that are true.',
        'Images and logs: remove what is unused, `crictl rmi --prune` on the node; larger disks for the pool.',
        'In general too little: more nodes.',
      ],
    },
  };
}

function nearlyFullOfPods(percent: number): AlertRule {
  return {
    name: 'NodeNearlyFullOfPods',
    expression: [
      'count by (node) (',
      '  max by (namespace, pod, node) (kube_pod_info{node!=""})',
      '  * on (namespace, pod) group_left ()',
      '  max by (namespace, pod) (kube_pod_status_phase{phase="Running"} == 1)',
      ')',
      '/ max by (node) (kube_node_status_allocatable{resource="pods"})',
      `> ${share(percent)}`,
    ].join('\n'),
    duration: Duration.minutes(15),
    severity: AlertSeverity.INFO,
    summary: 'node {{ $labels.node }} runs {{ $value | humanizePercentage }} of the pods that it may',
    description: 'No further pod is placed on it, however much memory and processor is free.',
    runbook: {
      meaning:
        'A node may run a certain number of pods, and nearly does. More are not placed there, even where memory and processor are free.',
      checks: [
        'How many it may: `kubectl get node NODE -o jsonpath={.status.allocatable.pods}`.',
        'Whether all nodes are like that: then pods will be pending soon.',
      ],
      remedies: ['More nodes, or a pool with more pods a node (`--max-pods`).', 'Many tiny pods: fewer, larger ones.'],
    },
  };
}
