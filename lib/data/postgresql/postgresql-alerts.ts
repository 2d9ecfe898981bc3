import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../observability/alert-rule';
import { selector } from '../promql';

/** What only the server itself can tell, through its exporter. */
export function postgreSqlAlerts(name: string, namespace: string): AlertRule[] {
  const pods = selector({ namespace }, { pod: `${name}-[0-9]+` });
  return [down(name, pods), connections(pods)];
}

function down(name: string, pods: string): AlertRule {
  return {
    name: 'PostgreSqlDown',
    expression: `max by (namespace, pod) (pg_up${pods}) == 0`,
    duration: Duration.minutes(2),
    severity: AlertSeverity.CRITICAL,
    summary: 'the server in {{ $labels.namespace }}/{{ $labels.pod }} answers nobody',
    description:
      `The exporter beside ${name} cannot log in. Read what the server says: ` +
      'kubectl -n {{ $labels.namespace }} logs {{ $labels.pod }}',
    runbook: {
      meaning:
        'The pod of a PostgreSQL runs, and the exporter beside the server cannot log in. Most often nobody can, and every program that needs the database fails.',
      checks: [
        'What the server says: `kubectl -n NAMESPACE logs POD`: it recovers after a crash, its disk is full (`No space left on device`), or `password authentication failed`.',
        'Whether it takes clients at all: `kubectl -n NAMESPACE exec POD -- pg_isready --host=127.0.0.1`.',
        'Whether the Secret was changed lately: the server keeps the password that it was made with until somebody changes it there.',
      ],
      remedies: [
        'It recovers: wait. Killing it makes it begin again.',
        'The disk is full: see VolumeFilling.',
        'The passwords differ: log in with the old one and set the new one, `ALTER ROLE … PASSWORD …`; then restart what has read the old one.',
        'The data are damaged (`invalid page`, `could not read block`): stop writers and restore a backup.',
      ],
    },
  };
}

function connections(pods: string): AlertRule {
  return {
    name: 'PostgreSqlConnectionsNearMaximum',
    expression: [
      `sum by (namespace, pod) (max without (instance) (pg_stat_activity_count${pods}))`,
      `/ max by (namespace, pod) (pg_settings_max_connections${pods})`,
      '> 0.8',
    ].join('\n'),
    duration: Duration.minutes(5),
    severity: AlertSeverity.WARNING,
    summary:
      '{{ $labels.namespace }}/{{ $labels.pod }} has {{ $value | humanizePercentage }} of its connections in use',
    description: 'Beyond the maximum every new client is refused. See in pg_stat_activity which program holds them.',
    runbook: {
      meaning:
        'More than four fifths of the connections that a PostgreSQL takes are in use. When all are, new clients are refused: pods that start, scale out or reconnect fail.',
      checks: [
        'Who holds them: `SELECT usename, application_name, client_addr, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC`.',
        'Whether they work or idle: many `idle` are pools that are too large, many `idle in transaction` a program that does not commit.',
        'Whether a program has scaled out lately: its maximum of pods times its pool is what it may take.',
      ],
      remedies: [
        'Make pools smaller, so that all pods at their maximum fit together.',
        'Put a pooler before the server, where there are many small clients.',
        'Raise `maxConnections` in the settings, and memory with it: a connection takes some 10 MiB. The server restarts.',
      ],
    },
  };
}
