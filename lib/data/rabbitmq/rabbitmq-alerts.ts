import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../observability/alert-rule';
import { selector } from '../promql';

/** What only the broker itself can tell. */
export function rabbitMqAlerts(name: string, namespace: string, unacknowledged: number): AlertRule[] {
  const pods = selector({ namespace }, { pod: `${name}-[0-9]+` });
  return [down(name, pods), memory(pods), disk(pods), growing(name, pods, unacknowledged)];
}

function down(name: string, pods: string): AlertRule {
  return {
    name: 'RabbitMqDown',
    expression: `absent(rabbitmq_build_info${pods})`,
    duration: Duration.minutes(5),
    severity: AlertSeverity.CRITICAL,
    summary: `no node of ${name} in {{ $labels.namespace }} tells anything`,
    description: `Nobody publishes and nobody consumes. See what kubectl -n {{ $labels.namespace }} describe pod ${name}-0 says.`,
    runbook: {
      meaning:
        'No node of a RabbitMQ answers Prometheus. Most often none answers anybody: programs cannot publish, and workers have nothing to do.',
      checks: [
        'Whether its pods run: `kubectl -n NAMESPACE get pods,pvc`. A claim that is not bound and a bundle of credentials without a key keep them from starting.',
        'What the broker says: `kubectl -n NAMESPACE logs POD`, and before it died: `--previous`.',
        'Whether it is well and Prometheus alone does not reach it: `kubectl -n NAMESPACE exec POD -- rabbitmq-diagnostics check_running`.',
      ],
      remedies: [
        'It was killed for its memory: give more, see RabbitMqMemoryAlarm.',
        'Members of a cluster wait for each other (`Waiting for Mnesia tables`, `Waiting for Khepri`): start all of them; none can go on alone.',
        'The disk is full: see VolumeFilling.',
        'The data are damaged: remove the claim of that pod, and restore the definitions where it was alone. Messages are in no backup.',
      ],
    },
  };
}

function memory(pods: string): AlertRule {
  return {
    name: 'RabbitMqMemoryAlarm',
    expression: `max by (namespace, pod) (rabbitmq_alarms_memory_used_watermark${pods}) == 1`,
    duration: Duration.minutes(1),
    severity: AlertSeverity.CRITICAL,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} is short of memory: every publisher is made to wait',
    description: 'Look for queues that grow and for consumers that are missing.',
    runbook: {
      meaning:
        'A node of a RabbitMQ has used 60 % of its limit of memory. Publishers of the whole cluster wait until it is less; consumers go on.',
      checks: [
        'Which queues are large: `kubectl -n NAMESPACE exec POD -- rabbitmqctl list_queues -p VHOST name messages memory consumers`.',
        'What takes the memory: `kubectl -n NAMESPACE exec POD -- rabbitmq-diagnostics memory_breakdown`.',
        'Whether connections or channels pile up, from a program that opens one for each message.',
      ],
      remedies: [
        'Consumers are missing: mend them, or let more of them run.',
        'Nobody wants the messages any more: `rabbitmqctl purge_queue -p VHOST QUEUE`.',
        'It is the load: raise the limit of the memory in the settings.',
      ],
    },
  };
}

function disk(pods: string): AlertRule {
  return {
    name: 'RabbitMqDiskAlarm',
    expression: `max by (namespace, pod) (rabbitmq_alarms_free_disk_space_watermark${pods}) == 1`,
    duration: Duration.minutes(1),
    severity: AlertSeverity.CRITICAL,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} is short of disk: every publisher is made to wait',
    description: 'Consume what piles up, or expand the claim.',
    runbook: {
      meaning:
        'A node of a RabbitMQ has less free disk than its limit of memory. Publishers of the whole cluster wait until it is more; consumers go on.',
      checks: [
        'Which queues are large: `kubectl -n NAMESPACE exec POD -- rabbitmqctl list_queues -p VHOST name messages message_bytes_persistent consumers`.',
        'Whether a stream keeps more than it should: its `max-age` and `max-length-bytes`.',
      ],
      remedies: [
        'Consumers are missing: mend them, or let more of them run.',
        'Nobody wants the messages any more: `rabbitmqctl purge_queue -p VHOST QUEUE`.',
        'It is the load: expand the claim, see VolumeFilling.',
      ],
    },
  };
}

function growing(name: string, pods: string, least: number): AlertRule {
  const now = `sum by (namespace) (rabbitmq_queue_messages_unacked${pods})`;
  const before = `sum by (namespace) (rabbitmq_queue_messages_unacked${pods} offset 1h)`;
  return {
    name: 'RabbitMqUnacknowledgedGrowing',
    expression: `${now} > ${least}\nand ${now} > 1.5 * ${before}`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary: `{{ $value }} messages of ${name} in {{ $labels.namespace }} are delivered and not acknowledged, and they grow`,
    description: 'Consumers take more than they finish: one hangs, or its prefetch has no bound.',
    runbook: {
      meaning:
        'Messages are delivered to consumers faster than these finish them. They are held in memory, no other consumer gets them, and a scaler that counts waiting messages alone does not see them.',
      checks: [
        'Who holds them: `kubectl -n NAMESPACE exec POD -- rabbitmqctl list_channels connection consumer_count messages_unacknowledged prefetch_count`.',
        'What these consumers do: their logs, and whether what they wait for answers.',
      ],
      remedies: [
        'A consumer hangs: restart it; what it held comes again.',
        'Its prefetch is 0, which means without bound, or large: set it to what one finishes in a minute. Of Celery: `worker_prefetch_multiplier = 1` and `task_acks_late`.',
        'Tasks take longer than 30 minutes: the broker then closes the channel. Raise `consumer_timeout` in the parameters of the settings.',
      ],
    },
  };
}
