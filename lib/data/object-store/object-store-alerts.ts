import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../observability/alert-rule';
import { selector } from '../promql';

/** What only the server itself can tell. */
export function objectStoreAlerts(name: string, namespace: string): AlertRule[] {
  const pods = selector({ namespace }, { pod: `${name}-[0-9]+` });
  return [unavailable(name, pods), failing(name, pods), busy(pods), filling(pods)];
}

function unavailable(name: string, pods: string): AlertRule {
  return {
    name: 'ObjectStoreUnavailable',
    expression:
      `min by (namespace, pod) (minio_cluster_health_status${pods}) == 0\n` +
      `or max by (namespace, pod) (minio_cluster_drive_offline_total${pods}) > 0`,
    duration: Duration.minutes(2),
    severity: AlertSeverity.CRITICAL,
    summary: 'the disk of {{ $labels.namespace }}/{{ $labels.pod }} is offline: no object can be written',
    description:
      `The server of ${name} runs and does not reach its data. Read what it says: ` +
      'kubectl -n {{ $labels.namespace }} logs {{ $labels.pod }}',
    runbook: {
      meaning:
        'The server of an object store runs and does not reach its data, or has given up its disk after errors. It takes no objects, and its pod is not ready. It is not killed for it: starting anew mends no disk.',
      checks: [
        'What the server says: `kubectl -n NAMESPACE logs POD`: `drive not found`, `drive path full`, input and output errors.',
        'Whether the claim is bound and its volume attached: `kubectl -n NAMESPACE get pvc`, `kubectl -n NAMESPACE describe pod POD`.',
        'Whether the node says something of its disks: `kubectl describe node NODE`.',
      ],
      remedies: [
        'The volume is back and the server did not notice: remove the pod, it starts anew.',
        'The disk is full: see VolumeFilling.',
        'The volume is lost: remove the claim and the pod, remove the Job that made buckets and users and deploy again, then restore a backup.',
      ],
    },
  };
}

function failing(name: string, pods: string): AlertRule {
  const rate = (what: string): string => `sum by (namespace, pod) (rate(minio_s3_requests_${what}total${pods}[5m]))`;
  return {
    name: 'ObjectStoreRequestsFailing',
    expression: `${rate('5xx_errors_')}\n/ ${rate('')}\n> 0.05`,
    duration: Duration.minutes(5),
    severity: AlertSeverity.CRITICAL,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} fails {{ $value | humanizePercentage }} of all requests',
    description: `Programs cannot read or write objects of ${name}, through no fault of theirs.`,
    runbook: {
      meaning:
        'The server of an object store answers more than one request of twenty with an error of its own (5xx). Programs lose what they do not try again.',
      checks: [
        'Which requests: `sum by (api) (rate(minio_s3_requests_5xx_errors_total[5m]))`.',
        'What the server says: `kubectl -n NAMESPACE logs POD`. `XMinioStorageFull`: it refuses writes before its disk is full to the last byte.',
        'Whether it is slow: CPU against its limit, and how busy its disk is.',
      ],
      remedies: [
        'The disk is full: see VolumeFilling.',
        '`SlowDown`: more requests than it can work off. Raise the limits of CPU and memory in the settings, or let fewer clients write at a time.',
        'Errors of the disk: see ObjectStoreUnavailable.',
      ],
    },
  };
}

function busy(pods: string): AlertRule {
  return {
    name: 'ObjectStoreRequestsWaiting',
    expression: `max by (namespace, pod) (minio_s3_requests_waiting_total${pods}) > 0`,
    duration: Duration.minutes(10),
    severity: AlertSeverity.WARNING,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} lets {{ $value | humanize }} requests wait for their turn',
    description:
      'It works on as many as its memory allows. When the queue lasts, clients get SlowDown and have to try again.',
    runbook: {
      meaning:
        'The server of an object store works on as many requests at a time as its memory allows, and others have waited for ten minutes and more. Soon it answers with `SlowDown`.',
      checks: [
        'Which requests: `sum by (api) (minio_s3_requests_inflight_total)`.',
        'CPU and memory against their limits: `kubectl -n NAMESPACE top pod POD`.',
        'Whether a backup or a restore runs: `kubectl -n NAMESPACE get jobs`.',
      ],
      remedies: [
        'Raise the limits of CPU and memory in the settings, which restarts the server.',
        'A backup: let it run when less is going on, `backup.schedule` in the settings.',
        'Large objects to slow clients: let them read in parts.',
      ],
    },
  };
}

function filling(pods: string): AlertRule {
  const bytes = (what: string): string =>
    `max by (namespace, pod) (minio_cluster_capacity_usable_${what}_bytes${pods})`;
  return {
    name: 'ObjectStoreCapacityLow',
    expression: `${bytes('free')}\n/ ${bytes('total')}\n< 0.25`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} has {{ $value | humanizePercentage }} of its room left',
    description: 'Plan for a larger claim, or for fewer objects, before VolumeFilling wakes somebody.',
    runbook: {
      meaning:
        'Less than a quarter of the room of an object store is left. Nothing is wrong yet; VolumeFilling follows at 15 %, and a server without room refuses every write.',
      checks: [
        'How fast it fills: `minio_cluster_capacity_usable_free_bytes` over the last weeks.',
        'Which buckets are large: `mc du --depth 1` with the keys of the root user.',
        'Whether objects that should expire do: the program that removes them runs, and says no error.',
      ],
      remedies: [
        'Raise the size in the settings and expand the claim, see VolumeFilling.',
        'Remove what nobody needs, or let it expire: `mc ilm rule add --expire-days DAYS ALIAS/BUCKET`.',
      ],
    },
  };
}
