import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../../observability/alert-rule';
import type { ClusterStateAlertOptions } from '../cluster-alert-options';
import { Job } from '../jobs';
import { ofJob, share } from './expressions';

/** Whether kube-state-metrics is there, and sees what it should. Without it no alert about a workload can fire. */
export function clusterStateAlerts({ errorPercent = 1 }: ClusterStateAlertOptions = {}): AlertRule[] {
  const failing = (what: string): string => {
    const rate = (...matchers: string[]): string =>
      `sum by (resource) (rate(kube_state_metrics_${what}_total${ofJob(Job.KUBE_STATE_METRICS, ...matchers)}[5m]))`;
    return `${rate('result="error"')} / ${rate()} > ${share(errorPercent)}`;
  };
  return [
    {
      name: 'KubeStateMetricsMissing',
      expression: `absent(up${ofJob(Job.KUBE_STATE_METRICS)} == 1)`,
      duration: Duration.minutes(10),
      severity: AlertSeverity.CRITICAL,
      summary: 'nothing tells Prometheus of the objects of the cluster',
      description:
        'As long as kube-state-metrics is away no alert about pods, workloads, quotas and nodes can fire. See its pods: kubectl get pods -A -l app.kubernetes.io/name=kube-state-metrics',
      runbook: {
        meaning:
          'No pod of kube-state-metrics is scraped. Nothing may be wrong with any program, but nobody would be told: alerts about pods, workloads, quotas and nodes have no data.',
        checks: [
          'Whether its pods run: `kubectl get pods -A -l app.kubernetes.io/name=kube-state-metrics`.',
          'Whether they are killed for their memory: `kubectl describe pod POD`, under Last State. It grows with the number of pods.',
          'What Prometheus says of the target: its page Status, Targets, job `kube-state-metrics`.',
        ],
        remedies: [
          'OOMKilled: raise its memory in the settings, and deploy.',
          'It runs and is not scraped: compare the labels of its ServiceMonitor with what Prometheus selects.',
        ],
      },
    },
    {
      name: 'KubeStateMetricsBlind',
      expression: `${failing('list')}\nor\n${failing('watch')}`,
      duration: Duration.minutes(15),
      severity: AlertSeverity.WARNING,
      summary: 'kube-state-metrics fails to read {{ $labels.resource }}',
      description:
        'What it tells of {{ $labels.resource }} is old or missing, and alerts about it do not fire. Read why: its log names the resource and the answer of the API server.',
      runbook: {
        meaning:
          'kube-state-metrics cannot list or watch a kind of object. What it tells of that kind is old or missing, so alerts about it are blind.',
        checks: [
          'What it says: `kubectl -n NAMESPACE logs deployment/kube-state-metrics`: forbidden, not found, or no connection.',
          'Whether its ClusterRole has the resource: `kubectl auth can-i list RESOURCE --as=system:serviceaccount:NAMESPACE:kube-state-metrics`.',
        ],
        remedies: [
          'Forbidden: name the resource in `observedResources`, which grants it, and deploy.',
          'Not found: the cluster does not serve this version of it; use a kube-state-metrics of its release.',
          'No connection: see ApiServerNotScraped, and the address ranges of the API server.',
        ],
      },
    },
  ];
}
