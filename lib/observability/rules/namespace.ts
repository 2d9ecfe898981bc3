import type { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../alert-rule';
import { select, selectMatching } from './subject';

/**
 * A pod of a namespace that does not do its work: it waits, nobody knows of it, it has failed, or it is not ready, which
 * is what a pod in a crash loop is: its phase stays Running. A pod that has done its work is not ready either, and one
 * that was told to go may take its time.
 */
export function podDown(namespace: string, duration: Duration): AlertRule {
  const pods = (expression: string): string => `max by (namespace, pod) (${expression})`;
  const phase = selectMatching({ namespace }, 'phase', 'Pending|Unknown|Failed');
  const unready = selectMatching({ namespace }, 'condition', 'false|unknown');
  const done = select({ namespace, phase: 'Succeeded' });
  return {
    name: 'PodDown',
    severity: AlertSeverity.CRITICAL,
    duration,
    expression: [
      `${pods(`kube_pod_status_phase${phase}`)} > 0`,
      'or',
      `(${pods(`kube_pod_status_ready${unready}`)} > 0`,
      `unless ${pods(`kube_pod_status_phase${done}`)} > 0`,
      `unless ${pods(`kube_pod_deletion_timestamp${select({ namespace })}`)})`,
    ].join('\n'),
    summary: 'pod {{ $labels.namespace }}/{{ $labels.pod }} does not run, or is not ready',
    description:
      'It waits for a node, has failed, or runs and is not ready, as between two starts of a crash loop. See what it waits for: kubectl -n {{ $labels.namespace }} describe pod {{ $labels.pod }}',
    runbook: {
      meaning:
        'A pod does not do its work: it is Pending, Failed or Unknown, or it runs and is not ready. Pods of Jobs that have succeeded do not count, nor do those that were told to go.',
      checks: [
        'What it waits for: `kubectl -n NAMESPACE describe pod POD`.',
        'What it said: `kubectl -n NAMESPACE logs POD --all-containers`, and before it died: `--previous`.',
        'Whether others of the same workload serve: `kubectl -n NAMESPACE get pods`.',
      ],
      remedies: [
        'Pending: no node has room, a claim is not bound, or the image cannot be pulled; events say which.',
        'Failed, of a Job: see JobFailed. Failed, evicted from a node: it was replaced; delete the rest of it.',
        'Not ready: its probe fails; see what it asks, and PodCrashLooping where it ends again and again.',
      ],
    },
  };
}

/** An autoscaler of a namespace that has nothing left to give. */
export function autoscalerMaxedOut(namespace: string, duration: Duration): AlertRule {
  const most = (metric: string): string =>
    `max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_${metric}${select({ namespace })})`;
  return {
    name: 'HPAMaxedOut',
    severity: AlertSeverity.WARNING,
    duration,
    expression: `${most('status_current_replicas')}\n>= ${most('spec_max_replicas')}`,
    summary: '{{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} runs at its maximum of {{ $value }} pods',
    description:
      'The load asks for as many pods as it may make. See what it is asked for: kubectl -n {{ $labels.namespace }} describe hpa {{ $labels.horizontalpodautoscaler }}',
    runbook: {
      meaning:
        'An autoscaler of the namespace has been at its maximum for a while: nothing is left to give to more load. It tells earlier, and of a whole namespace, what AutoscalerAtMaximum tells of one workload.',
      checks: [
        'What it is asked for: `kubectl -n NAMESPACE describe hpa NAME`: the current metric against its target.',
        'Whether users wait: the panels of latency and of errors.',
        'Whether the load is real: more users, a client that tries again and again, or one slow pod.',
      ],
      remedies: [
        'Real load: raise the maximum in the settings of the environment. Quota and disruption budget follow by themselves.',
        'Pods that wait for a store: more of them would not help; mend the store.',
        'Both this and AutoscalerAtMaximum tell of it: leave that one out with its reason, `alerts: { without: { AutoscalerAtMaximum: … } }` of the workload.',
      ],
    },
  };
}
