import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../alert-rule';
import { inPrometheus } from '../prometheus-duration';
import { select, selectMatching } from './subject';

/**
 * A pod of a namespace that does not do its work: it is Pending, Unknown or Failed, or not ready, as a pod in a crash
 * loop is, whose phase stays Running.
 *
 * Not counted is what the workload has no part in, and what no action would end:
 * - a pod that waits for a node, for as long as it takes to provision one;
 * - a Failed pod of a controller (an evicted one, or a try of a Job): the controller has made another, which is counted,
 *   and the failed one stays until somebody deletes it;
 * - a pod that has succeeded, or that is being deleted.
 */
export function podDown(namespace: string, duration: Duration, provisioning: Duration): AlertRule {
  const pods = (metric: string, selector = select({ namespace })): string =>
    `max by (namespace, pod) (${metric}${selector})`;
  const inPhase = (phases: string): string =>
    `${pods('kube_pod_status_phase', selectMatching({ namespace }, 'phase', phases))} > 0`;
  const unready = selectMatching({ namespace }, 'condition', 'false|unknown');
  const pending = [inPhase('Pending|Unknown'), ...unlessProvisioning(namespace, duration, provisioning)].join('\n');
  const failed = [
    inPhase('Failed'),
    `unless ${pods('kube_pod_owner', select({ namespace, owner_is_controller: 'true' }))} > 0`,
  ].join('\n');
  const notReady = [
    `${pods('kube_pod_status_ready', unready)} > 0`,
    `unless ${inPhase('Pending|Succeeded|Failed')}`,
  ].join('\n');
  return {
    name: 'PodDown',
    severity: AlertSeverity.CRITICAL,
    duration,
    expression: [
      `((${pending})\nor\n(${failed})\nor\n(${notReady}))`,
      `unless ${pods('kube_pod_deletion_timestamp')}`,
    ].join('\n'),
    summary: 'pod {{ $labels.namespace }}/{{ $labels.pod }} does not run, or is not ready',
    description:
      'It waits for a node, has failed, or runs and is not ready, as between two starts of a crash loop. See what it waits for: kubectl -n {{ $labels.namespace }} describe pod {{ $labels.pod }}',
    runbook: {
      meaning:
        'A pod does not do its work: it is Pending, Failed or Unknown, or it runs and is not ready. It is not counted while a node is provisioned for it, at first for some minutes. Nor are pods that have succeeded, that are being deleted, or that have failed and were replaced by their controller.',
      checks: [
        'What it waits for: `kubectl -n NAMESPACE describe pod POD`.',
        'What it said: `kubectl -n NAMESPACE logs POD --all-containers`, and before it died: `--previous`.',
        'Whether others of the same workload serve: `kubectl -n NAMESPACE get pods`.',
      ],
      remedies: [
        'Pending: no node has room and none came, a claim is not bound, or the image cannot be pulled; events say which.',
        'Pending for want of nodes: see what the autoscaler of nodes says, `kubectl -n kube-system describe configmap cluster-autoscaler-status`, and the limits and the quota of the node pools.',
        'Failed: nothing replaces a pod that no controller owns; make it again, or let a Deployment own it.',
        'Not ready: its probe fails; see what it asks, and PodCrashLooping where it ends again and again.',
      ],
    },
  };
}

/** Leaves out pods that no node has taken for less than the time that it takes to provision one. */
function unlessProvisioning(namespace: string, duration: Duration, provisioning: Duration): string[] {
  const before = provisioning.toMilliseconds() - duration.toMilliseconds();
  if (before <= 0) {
    return [];
  }
  const unschedulable = (offset: string): string =>
    `max by (namespace, pod) (kube_pod_status_unschedulable${select({ namespace })}${offset}) > 0`;
  return [
    `unless (${unschedulable('')}`,
    `unless ${unschedulable(` offset ${inPrometheus(Duration.millis(before))}`)})`,
  ];
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
