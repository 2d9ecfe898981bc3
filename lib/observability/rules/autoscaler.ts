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

/**
 * An autoscaler that cannot read what it scales on. It says the same of itself while it rests at zero pods, where it is
 * not meant to read anything.
 */
export function autoscalerWithoutMetrics({ namespace, name }: Subject, duration: Duration): AlertRule {
  const labels = { namespace, horizontalpodautoscaler: name };
  const inactive = select({ ...labels, condition: 'ScalingActive', status: 'false' });
  const most = (series: string): string => `max by (namespace, horizontalpodautoscaler) (${series}) > 0`;
  return {
    name: 'AutoscalerWithoutMetrics',
    severity: AlertSeverity.WARNING,
    duration,
    expression: [
      most(`kube_horizontalpodautoscaler_status_condition${inactive}`),
      'and',
      most(`kube_horizontalpodautoscaler_status_current_replicas${select(labels)}`),
    ].join('\n'),
    summary: '{{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} cannot read the metrics that it scales on',
    description: `The number of pods of ${name} stays as it is, whatever the load. See which metric is missing: kubectl -n {{ $labels.namespace }} describe hpa {{ $labels.horizontalpodautoscaler }}`,
    runbook: {
      meaning:
        'A HorizontalPodAutoscaler has lost its metrics: its condition ScalingActive is false. It adds no pods when the load grows and removes none when it falls.',
      checks: [
        'Which metric, and why: `kubectl -n NAMESPACE describe hpa NAME`, the condition ScalingActive and the events.',
        'CPU and memory come from metrics-server: `kubectl get apiservice v1beta1.metrics.k8s.io`, then `kubectl -n NAMESPACE top pods`.',
        'Metrics of KEDA: `kubectl get apiservice v1beta1.external.metrics.k8s.io`, and whether ScalerFailing fires for the same workload.',
        'Metrics of the prometheus-adapter: `kubectl get apiservice v1beta1.custom.metrics.k8s.io`.',
        'Whether its pods are ready: those that are not have no metrics. See NoPodReady.',
      ],
      remedies: [
        'The APIService is not available: mend metrics-server, KEDA or the adapter, or the network policy between it and the API server.',
        'Every autoscaler of the cluster is affected: it is the source of the metrics, not this workload.',
        'The load grows meanwhile: raise the minimum, `kubectl -n NAMESPACE patch hpa NAME -p \'{"spec":{"minReplicas":5}}\'`, and take it back afterwards. Where KEDA made the autoscaler: `kubectl -n NAMESPACE annotate scaledobject NAME autoscaling.keda.sh/paused-replicas=5`.',
      ],
    },
  };
}
