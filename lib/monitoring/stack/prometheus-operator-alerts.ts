import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../observability/alert-rule';
import { ownSeries } from './own-series';

/** The share of attempts that may fail: what meets a change of somebody else is tried again. */
const FAILED_SHARE = 0.1;

/** What prometheus-operator tells of itself. */
export function prometheusOperatorAlerts(job: string, namespace: string | undefined): AlertRule[] {
  const of = (metric: string): string => ownSeries(metric, job, namespace);
  return [failing(of), rejected(of), notReady(of)];
}

type Series = (metric: string) => string;

function failing(of: Series): AlertRule {
  const rate = (metric: string): string => `sum by (namespace, controller) (rate(${of(metric)}[10m]))`;
  return {
    name: 'PrometheusOperatorFailing',
    expression:
      `${rate('prometheus_operator_reconcile_errors_total')} / ` +
      `${rate('prometheus_operator_reconcile_operations_total')} > ${FAILED_SHARE}`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.WARNING,
    summary: 'prometheus-operator in {{ $labels.namespace }} cannot bring {{ $labels.controller }} to what is wanted',
    description: 'What was changed since does not reach Prometheus or Alertmanager.',
    runbook: {
      meaning: 'prometheus-operator fails to bring Prometheus or Alertmanager to what their objects say.',
      checks: ['What fails: `kubectl -n NAMESPACE logs -l app.kubernetes.io/name=OPERATOR`, lines with `sync`.'],
      remedies: [
        'It is forbidden: its Role and ClusterRole are those of another version.',
        'A field is unknown: the CustomResourceDefinitions are older than the operator. Apply those of its release.',
      ],
    },
  };
}

function rejected(of: Series): AlertRule {
  const selected = of('prometheus_operator_managed_resources').replace(/\}$/, ', state="rejected"}');
  return {
    name: 'PrometheusOperatorRejects',
    expression: `max by (namespace, controller, resource) (${selected}) > 0`,
    duration: Duration.minutes(5),
    severity: AlertSeverity.WARNING,
    summary: 'prometheus-operator in {{ $labels.namespace }} rejects some {{ $labels.resource }}',
    description: 'What they ask for is neither scraped nor evaluated.',
    runbook: {
      meaning: 'prometheus-operator leaves out a monitor, a rule or a route because it cannot be right.',
      checks: [
        'Which one, and why: `kubectl get events -A --field-selector reason=InvalidConfiguration`.',
        'The same in the log: `kubectl -n NAMESPACE logs -l app.kubernetes.io/name=OPERATOR`, lines with `skipping`.',
      ],
      remedies: ['Correct the object: a Secret that it names and the operator may not read is a usual cause.'],
    },
  };
}

function notReady(of: Series): AlertRule {
  return {
    name: 'PrometheusOperatorNotReady',
    expression: `min by (namespace, controller) (max_over_time(${of('prometheus_operator_ready')}[5m])) == 0`,
    duration: Duration.minutes(5),
    severity: AlertSeverity.WARNING,
    summary: 'prometheus-operator in {{ $labels.namespace }} does not care for {{ $labels.controller }}',
    description: 'Changes wait until it does.',
    runbook: {
      meaning: 'A part of prometheus-operator is not ready: changes of what it cares for wait.',
      checks: ['What it waits for: `kubectl -n NAMESPACE logs -l app.kubernetes.io/name=OPERATOR`.'],
      remedies: ['It cannot list something: see whether its Role allows it, and whether the definition is installed.'],
    },
  };
}
