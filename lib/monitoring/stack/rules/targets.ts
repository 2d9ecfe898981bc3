import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../../observability/alert-rule';
import type { TargetAlertOptions } from '../cluster-alert-options';

/** Whether Prometheus reaches what it is told to scrape. */
export function targetAlerts({ downPercent = 10 }: TargetAlertOptions = {}): AlertRule[] {
  return [
    {
      name: 'TargetsDown',
      expression: `100 * count by (namespace, job) (up == 0)\n/ count by (namespace, job) (up)\n> ${downPercent}`,
      duration: Duration.minutes(10),
      severity: AlertSeverity.WARNING,
      summary:
        '{{ $value | humanize }} % of what is scraped as {{ $labels.namespace }}/{{ $labels.job }} does not answer',
      description:
        'Alerts about it may be blind. See what Prometheus says: its page Status, Targets, job {{ $labels.job }}.',
      runbook: {
        meaning:
          'Prometheus does not reach some of the targets of a job. Either the programs are down, or the way to their metrics is closed. Alerts about what they tell may not fire.',
        checks: [
          'Which, and what was the answer: the page Status, Targets of Prometheus.',
          'Whether their pods are ready: `kubectl -n NAMESPACE get pods -o wide`.',
          'Connection timed out for all: a network policy. Those on one node alone: the node.',
        ],
        remedies: [
          'The pods are not ready: mend that first.',
          'The way is closed: the port has to be a metrics port of its workload, and the cluster has to declare its Prometheus.',
          'It answers 404 or something that is no metrics: correct the path or the port of its monitor.',
        ],
      },
    },
  ];
}
