import type { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../alert-rule';
import { type Subject, select } from './subject';

/** A quota of which more than a share is used. What it does not allow at all (a hard 0) cannot run out. */
export function quotaNearlyUsed({ namespace, name }: Subject, percent: number, duration: Duration): AlertRule {
  const amount = (type: string): string =>
    `max by (namespace, resource) (kube_resourcequota${select({ namespace, resourcequota: name, type })})`;
  return {
    name: 'QuotaNearlyUsed',
    severity: AlertSeverity.WARNING,
    duration,
    expression: `100 * ${amount('used')}\n/ (${amount('hard')} > 0)\n> ${percent}`,
    summary: '{{ $value | humanize }} % of the quota of {{ $labels.resource }} in {{ $labels.namespace }} are used',
    description:
      'When a quota is used up, no new pod starts: a rollout stops, and an autoscaler gets nothing. See who uses it: kubectl -n {{ $labels.namespace }} describe quota',
    runbook: {
      meaning:
        'Little is left of the quota of a namespace. It is made to fit everything at its maximum, a surge and a generation of pods that is still terminating, with headroom. So something runs there which the chart does not know, or pods do not go away. At 100 % no new pod starts, and rollouts stop.',
      checks: [
        'Of what there is little left: `kubectl -n NAMESPACE describe quota`.',
        'Who uses it: `kubectl -n NAMESPACE get pods -o wide`, and pods that are terminating for long.',
        'What is not of this chart: `kubectl -n NAMESPACE get all -l app.kubernetes.io/managed-by!=cdk8s-tradewind`.',
      ],
      remedies: [
        'Pods that do not end: see why; on a node that is gone, see PodOnDeadNode.',
        'Something else belongs there, an operator for example: raise `quotaHeadroom` of the namespace.',
        'Finished Jobs and left-overs: delete them.',
      ],
    },
  };
}
