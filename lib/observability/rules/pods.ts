import type { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../alert-rule';
import { podNames } from '../../core/pod-names';
import { type Subject, select, selectMatching } from './subject';

/** A container that ends again and again. It runs for a moment in between: what counts is that it waited lately. */
export function podCrashLooping(kind: string, { namespace, name }: Subject, duration: Duration): AlertRule {
  const waiting = selectMatching({ namespace, reason: 'CrashLoopBackOff' }, 'pod', podNames(kind, name));
  const lately = (metric: string): string =>
    `max by (namespace, pod, container) (max_over_time(${metric}${waiting}[5m])) > 0`;
  return {
    name: 'PodCrashLooping',
    severity: AlertSeverity.WARNING,
    duration,
    expression: [
      lately('kube_pod_container_status_waiting_reason'),
      lately('kube_pod_init_container_status_waiting_reason'),
    ].join('\nor\n'),
    summary: `{{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} ends again and again`,
    description: `A container of ${name} ends shortly after each start. Read what it said before it ended: kubectl -n {{ $labels.namespace }} logs {{ $labels.pod }} -c {{ $labels.container }} --previous`,
    runbook: {
      meaning:
        'A container ends shortly after it starts, is started again, and ends again, with longer and longer pauses. The pod serves nobody. Other pods of the workload may still do.',
      checks: [
        'Why it ended: `kubectl -n NAMESPACE describe pod POD`, under Last State. `OOMKilled` is memory, `Error` its own exit, exit code 137 without OOMKilled a failed liveness probe.',
        'What it said: `kubectl -n NAMESPACE logs POD -c CONTAINER --previous`.',
        'Whether it began with a rollout: `kubectl -n NAMESPACE rollout history`, and whether only new pods do it.',
        'Whether what it needs at its start is there: its Secret, its database, its broker, and the way there.',
      ],
      remedies: [
        'It began with a new version: `kubectl -n NAMESPACE rollout undo deployment/NAME`, then synthesize and deploy the old version.',
        'OOMKilled: raise the memory in the settings of the environment, and deploy.',
        'A failed probe at a slow start: give the workload a startup probe.',
        'A credential that was rotated: see that the Secret holds the new value, then `kubectl -n NAMESPACE rollout restart deployment/NAME`.',
      ],
    },
  };
}

/** A pod of a StatefulSet on a node that does not answer: nothing replaces it until somebody says the node is gone. */
export function podOnDeadNode({ namespace, name }: Subject, duration: Duration): AlertRule {
  const pods = selectMatching({ namespace }, 'pod', podNames('StatefulSet', name));
  const notReady = selectMatching({ condition: 'Ready' }, 'status', 'false|unknown');
  return {
    name: 'PodOnDeadNode',
    severity: AlertSeverity.CRITICAL,
    duration,
    expression: [
      `max by (namespace, pod, node) (kube_pod_info${pods})`,
      '* on (node) group_left ()',
      `max by (node) (kube_node_status_condition${notReady})`,
      '> 0',
    ].join('\n'),
    summary: 'pod {{ $labels.namespace }}/{{ $labels.pod }} is stuck on node {{ $labels.node }}, which does not answer',
    description: `Node {{ $labels.node }} does not answer, and the pod of ${name} on it is not replaced: it might still be running. Make sure that the node is really off, then fence it: kubectl taint node {{ $labels.node }} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`,
    runbook: {
      meaning:
        'A node has stopped answering, and a pod of a StatefulSet was on it. Kubernetes cannot tell a node that is off from one that is only cut off, where the pod would go on writing. So it starts no second pod of that name, and the volume stays attached, until somebody says that the node is gone.',
      checks: [
        'Whether the node is back already: `kubectl get node NODE`.',
        'Whether the machine is really off: ask the cloud or the hypervisor, not the cluster. A node that is only cut off still writes to the volume.',
        'Which other pods are stuck there: `kubectl get pods -A --field-selector spec.nodeName=NODE`.',
      ],
      remedies: [
        'Turn the machine off, or see that it is off. Never go on without this.',
        'Fence the node: `kubectl taint node NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`. Its pods are removed, volumes are detached, and new pods start elsewhere.',
        'When the machine is repaired, or replaced under the same name: `kubectl taint node NODE node.kubernetes.io/out-of-service-`.',
      ],
    },
  };
}

/** A budget that lets no pod go: nodes cannot be drained. */
export function disruptionBudgetExhausted({ namespace, name }: Subject, duration: Duration): AlertRule {
  const budget = select({ namespace, poddisruptionbudget: name });
  const most = (metric: string): string =>
    `max by (namespace, poddisruptionbudget) (kube_poddisruptionbudget_status_${metric}${budget})`;
  return {
    name: 'DisruptionBudgetExhausted',
    severity: AlertSeverity.WARNING,
    duration,
    expression: `${most('pod_disruptions_allowed')} == 0\nand\n${most('expected_pods')} > 0`,
    summary: 'no pod of {{ $labels.namespace }}/{{ $labels.poddisruptionbudget }} may be evicted',
    description: `So many pods are missing already that the budget ${name} lets none go: nodes with its pods cannot be drained, and an upgrade of the cluster stops there. See why pods are not ready: kubectl -n {{ $labels.namespace }} get pods`,
    runbook: {
      meaning:
        'The disruption budget of a workload lets no pod go, because as many pods as it tolerates are missing already. Nobody notices yet, but a node with one of its pods cannot be drained: upgrades and the autoscaler of nodes wait.',
      checks: [
        'Which pods are missing: `kubectl -n NAMESPACE get pdb,pods`. The alerts PodCrashLooping, PodsNotReady and RolloutStuck of the same workload say more.',
        'Whether pods are pending for want of nodes or quota: `kubectl -n NAMESPACE describe pod POD`.',
        'Whether a rollout goes on: it takes of the same budget.',
      ],
      remedies: [
        'Bring the missing pods back: mend what the other alerts are about.',
        'Pending for want of room: add nodes, or raise `quotaHeadroom`.',
        'In haste, for one drain: evict nothing by force. Raise the number of pods first, and drain then.',
      ],
    },
  };
}
