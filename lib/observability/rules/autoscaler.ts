import type { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../alert-rule';
import { type Subject, select } from './subject';

/** An autoscaler that has nothing left to give, by the name of the HorizontalPodAutoscaler. */
export function autoscalerAtMaximum({ namespace, name }: Subject, duration: Duration): AlertRule {
  const autoscaler = select({ namespace, horizontalpodautoscaler: name });
  const most = (metric: string): string =>
    `max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_${metric}${autoscaler})`;
  return {
    name: 'AutoscalerAtMaximum',
    severity: AlertSeverity.WARNING,
    duration,
    expression: `${most('status_current_replicas')}\n>= ${most('spec_max_replicas')}`,
    summary:
      '{{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} has run at its maximum of {{ $value }} pods for long',
    description: `The load asks for more pods than ${name} may make. See whether users wait, and what the load is: kubectl -n {{ $labels.namespace }} describe hpa {{ $labels.horizontalpodautoscaler }}`,
    runbook: {
      meaning:
        'An autoscaler has been at its maximum for a while: the load may be more than the pods can bear, and nothing is left to give. Sooner or later answers come late, or a queue grows.',
      checks: [
        'What it is asked for: `kubectl -n NAMESPACE describe hpa NAME`: the current metric against its target.',
        'Whether the load is real: more users, a client that retries, a batch, or one slow pod.',
        'Whether pods wait for something else (a database, a broker): more pods would not help.',
      ],
      remedies: [
        'Real load: raise the maximum in the settings of the environment. Quota and disruption budget follow by themselves; see that nodes and connections to databases suffice.',
        'Too little to each pod: raise its requests rather than the number of pods.',
        'Meant to be so: leave the alert out with its reason: `alerts: { without: { AutoscalerAtMaximum: … } }`.',
      ],
    },
  };
}
