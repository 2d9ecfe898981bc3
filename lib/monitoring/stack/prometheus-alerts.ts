import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../observability/alert-rule';
import { WATCHDOG } from './alert-routes';
import { ownSeries } from './own-series';

/** What Prometheus tells of itself, and the alert that always fires. */
export function prometheusAlerts(name: string, namespace: string | undefined): AlertRule[] {
  const of = (metric: string): string => ownSeries(metric, name, namespace);
  return [
    watchdog(namespace),
    configuration(of),
    rulesFailing(of),
    rulesLate(of),
    notifications(of),
    storage(of),
    ingestion(of),
  ];
}

type Series = (metric: string) => string;

function watchdog(namespace: string | undefined): AlertRule {
  return {
    name: WATCHDOG,
    expression: 'vector(1)',
    severity: AlertSeverity.INFO,
    summary: 'alerts arrive',
    description: 'It always fires. The dead man’s switch outside raises the alarm when it no longer hears of it.',
    labels: namespace === undefined ? undefined : { namespace },
    runbook: {
      meaning:
        'This alert always fires, and is sent to a dead man’s switch outside of the cluster. When the switch raises the alarm, alerts no longer arrive: Prometheus, Alertmanager or the way out has failed, and nothing else will tell.',
      checks: [
        'Whether Prometheus and Alertmanager run: `kubectl -n NAMESPACE get pods,prometheuses,alertmanagers`.',
        'Whether Prometheus evaluates it: `kubectl -n NAMESPACE port-forward svc/PROMETHEUS 9090`, then `/alerts`.',
        'Whether Alertmanager could send it: `kubectl -n NAMESPACE logs -l app.kubernetes.io/name=alertmanager -c alertmanager` names the receiver and the error.',
      ],
      remedies: [
        'A pod does not run: its events say why; a full disk of Prometheus is the usual cause.',
        'The way out is closed: open it in the peer of the receiver `watchdog`, and see whether the address still holds.',
        'The credential has expired: renew the key in the secret source.',
      ],
    },
  };
}

function configuration(of: Series): AlertRule {
  return {
    name: 'PrometheusConfigurationRejected',
    expression: `min by (namespace, pod) (max_over_time(${of('prometheus_config_last_reload_successful')}[5m])) == 0`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.CRITICAL,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} does not load its configuration',
    description: 'It goes on with the old one: what was added since is neither scraped nor evaluated.',
    runbook: {
      meaning:
        'Prometheus could not load the configuration that prometheus-operator wrote, and goes on with the old one. New monitors and rules do not count until it can.',
      checks: [
        'What it refuses: `kubectl -n NAMESPACE logs POD -c prometheus`, the newest line with `Error loading config`.',
        'Which monitor or rule was changed last: `kubectl get servicemonitors,podmonitors,prometheusrules -A --sort-by=.metadata.creationTimestamp`.',
      ],
      remedies: [
        'Correct the object that the message names, or delete it.',
        'After an upgrade of one of them alone: let the versions of Prometheus and prometheus-operator fit each other.',
      ],
    },
  };
}

function rulesFailing(of: Series): AlertRule {
  return {
    name: 'PrometheusRulesFailing',
    expression: `sum by (namespace, pod, rule_group) (increase(${of('prometheus_rule_evaluation_failures_total')}[5m])) > 0`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.CRITICAL,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} cannot evaluate rules of {{ $labels.rule_group }}',
    description: 'Alerts of this group do not fire, whatever happens.',
    runbook: {
      meaning: 'Prometheus fails to evaluate rules of a group: their alerts cannot fire.',
      checks: [
        'Which rule, and why: `/rules` of Prometheus shows the error beside it. Most often two series match where one is expected.',
      ],
      remedies: [
        'Two series where one is expected: aggregate them in the expression, `max by (…) (…)`.',
        'Too many samples or a timeout: narrow the expression, or raise the resources of Prometheus.',
      ],
    },
  };
}

function rulesLate(of: Series): AlertRule {
  return {
    name: 'PrometheusRulesLate',
    expression: `sum by (namespace, pod, rule_group) (increase(${of('prometheus_rule_group_iterations_missed_total')}[5m])) > 0`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} leaves out evaluations of {{ $labels.rule_group }}',
    description: 'One evaluation takes longer than the interval of its group: alerts come late.',
    runbook: {
      meaning:
        'The rules of a group take longer than the interval at which they are evaluated: some turns are left out.',
      checks: [
        'Which rule is slow: `/rules` of Prometheus shows the time of each.',
        'Whether Prometheus is throttled: `kubectl -n NAMESPACE top pod POD --containers`.',
      ],
      remedies: [
        'Raise the limit of the CPU, lengthen the interval of the group, or make the slow expression cheaper.',
      ],
    },
  };
}

function notifications(of: Series): AlertRule {
  const undelivered = `sum by (namespace, pod) (increase(${of('prometheus_notifications_dropped_total')}[5m])) > 0`;
  const unknown = `max by (namespace, pod) (max_over_time(${of('prometheus_notifications_alertmanagers_discovered')}[5m])) < 1`;
  return {
    name: 'PrometheusAlertsUndelivered',
    expression: `(${undelivered}) or (${unknown})`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.CRITICAL,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} cannot hand its alerts to Alertmanager',
    description: 'Nobody is told of what fires; where another Prometheus still can, this is how you know.',
    runbook: {
      meaning: 'Prometheus knows of no Alertmanager, or loses alerts on the way there.',
      checks: [
        'Whether Alertmanager runs: `kubectl -n NAMESPACE get alertmanagers,pods -l app.kubernetes.io/name=alertmanager`.',
        'What stops it: `kubectl -n NAMESPACE logs POD -c prometheus`, lines with `notifier`.',
      ],
      remedies: [
        'Alertmanager does not run: see its events.',
        'It runs and is not found: its Service and the policy around it must have the port `http-web`.',
      ],
    },
  };
}

function storage(of: Series): AlertRule {
  const failed = ['prometheus_tsdb_compactions_failed_total', 'prometheus_tsdb_reloads_failures_total'].map(
    (metric) => `(sum by (namespace, pod) (increase(${of(metric)}[3h])) > 0)`,
  );
  return {
    name: 'PrometheusStorageFailing',
    expression: failed.join(' or '),
    duration: Duration.hours(1),
    severity: AlertSeverity.WARNING,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} cannot tidy its disk',
    description: 'Samples are neither joined nor removed: the disk fills, and then nothing is stored.',
    runbook: {
      meaning: 'Prometheus cannot compact or load blocks of samples. It goes on until its disk is full.',
      checks: [
        'What fails: `kubectl -n NAMESPACE logs POD -c prometheus`, lines with `compact` or `reload blocks`.',
        'How full the claim is: `kubectl -n NAMESPACE exec POD -c prometheus -- df -h /prometheus`.',
      ],
      remedies: [
        'The disk is full: enlarge the claim, or lower `retentionSize`.',
        'A block is damaged: the log names it; move its folder away and restart the pod. Its samples are lost.',
      ],
    },
  };
}

function ingestion(of: Series): AlertRule {
  return {
    name: 'PrometheusStoresNothing',
    expression: `sum by (namespace, pod) (rate(${of('prometheus_tsdb_head_samples_appended_total')}[5m])) <= 0`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.CRITICAL,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} stores no samples',
    description: 'It scrapes nothing, or cannot write: alerts about everything else fall silent.',
    runbook: {
      meaning: 'A Prometheus runs and stores nothing: what it should know it does not, and its alerts do not fire.',
      checks: [
        'Whether it has targets: `/targets` of Prometheus.',
        'What it says: `kubectl -n NAMESPACE logs POD -c prometheus`: `no space left on device`, or it may not ask the API server.',
      ],
      remedies: [
        'The disk is full: enlarge the claim, or lower `retentionSize`.',
        'No targets: its account needs its ClusterRole, and its policy the way to the API server.',
      ],
    },
  };
}
