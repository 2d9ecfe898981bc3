import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../observability/alert-rule';
import { ownSeries } from './own-series';

/** The share of messages that may fail before somebody is told: a single one is sent again. */
const FAILED_SHARE = 0.05;

/** What Alertmanager tells of itself. */
export function alertmanagerAlerts(name: string, namespace: string | undefined, replicas: number): AlertRule[] {
  const of = (metric: string): string => ownSeries(metric, name, namespace);
  return [configuration(of), notifications(of), ...(replicas > 1 ? [members(of, replicas)] : [])];
}

type Series = (metric: string) => string;

function configuration(of: Series): AlertRule {
  return {
    name: 'AlertmanagerConfigurationRejected',
    expression: `min by (namespace, pod) (max_over_time(${of('alertmanager_config_last_reload_successful')}[5m])) == 0`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.CRITICAL,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} does not load its configuration',
    description: 'It goes on with the old one: new receivers and routes do not count.',
    runbook: {
      meaning: 'Alertmanager could not load its configuration, and goes on with the old one, or tells nobody.',
      checks: [
        'What it refuses: `kubectl -n NAMESPACE logs POD -c alertmanager`.',
        'Whether the operator could write it: `kubectl -n NAMESPACE describe alertmanager`, the condition `Reconciled`.',
      ],
      remedies: ['Correct the receiver that the message names. A key that its Secret lacks is the usual cause.'],
    },
  };
}

function notifications(of: Series): AlertRule {
  const rate = (metric: string): string => `sum by (namespace, integration) (rate(${of(metric)}[5m]))`;
  return {
    name: 'AlertmanagerNotificationsFailing',
    expression:
      `${rate('alertmanager_notifications_failed_total')} / ${rate('alertmanager_notifications_total')}` +
      ` > ${FAILED_SHARE}`,
    duration: Duration.minutes(5),
    severity: AlertSeverity.CRITICAL,
    summary: 'messages of {{ $labels.namespace }} by {{ $labels.integration }} do not arrive',
    description: 'More than one in twenty fails: who should be told by {{ $labels.integration }} may not be.',
    runbook: {
      meaning: 'Alertmanager cannot deliver by one of its ways: whoever should be told by it is not.',
      checks: [
        'Why: `kubectl -n NAMESPACE logs -l app.kubernetes.io/name=alertmanager -c alertmanager`, lines with `Notify`.',
      ],
      remedies: [
        'The other end refuses (401, 403): renew the credential in the secret source.',
        'A timeout: the way there is closed; see the peer of the receiver, and whether its addresses have changed.',
        'The other end is down: tell those on duty by another way.',
      ],
    },
  };
}

function members(of: Series, replicas: number): AlertRule {
  return {
    name: 'AlertmanagerMembersMissing',
    expression: `min by (namespace, pod) (max_over_time(${of('alertmanager_cluster_members')}[5m])) < ${replicas}`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} does not see the other Alertmanagers',
    description: 'Those that do not see each other tell the same twice, and do not share silences.',
    runbook: {
      meaning:
        'The Alertmanagers do not see each other: people are told twice, and a silence holds for one of them only.',
      checks: ['Whether all run: `kubectl -n NAMESPACE get pods -l app.kubernetes.io/name=alertmanager`.'],
      remedies: [
        'A pod does not run: its events say why.',
        'All run: port 9094, TCP and UDP, must be open between them; their policy opens it.',
      ],
    },
  };
}
