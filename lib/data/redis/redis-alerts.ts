import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../observability/alert-rule';
import { selector } from '../promql';
import { RedisEviction } from './redis-eviction';

/** What only the server itself can tell, through its exporter. */
export function redisAlerts(name: string, namespace: string, eviction: RedisEviction): AlertRule[] {
  const pods = selector({ namespace }, { pod: `${name}-[0-9]+` });
  // A cache that is full makes room: that is what it is for.
  return [down(name, pods), persistence(pods), ...(eviction === RedisEviction.NONE ? [memory(pods)] : [])];
}

function down(name: string, pods: string): AlertRule {
  return {
    name: 'RedisDown',
    expression: `max by (namespace, pod) (redis_up${pods}) == 0`,
    duration: Duration.minutes(2),
    severity: AlertSeverity.CRITICAL,
    summary: 'the server in {{ $labels.namespace }}/{{ $labels.pod }} answers nobody',
    description:
      `The exporter beside ${name} cannot log in. Read what the server says: ` +
      'kubectl -n {{ $labels.namespace }} logs {{ $labels.pod }}',
    runbook: {
      meaning:
        'The pod of a Redis runs, and the exporter beside the server cannot log in. Most often nobody can, and every program that needs it fails.',
      checks: [
        'What the server says: `kubectl -n NAMESPACE logs POD`: it loads its data, its disk is full, or its log of writes is damaged.',
        'Whether one command keeps it busy: `kubectl -n NAMESPACE top pod POD --containers` shows a whole core. It does one thing at a time.',
        'Whether it was killed for its memory: `kubectl -n NAMESPACE describe pod POD`.',
      ],
      remedies: [
        'It loads: wait. Killing it makes it begin again.',
        'A slow command: find the program (`redis-cli client list`, `redis-cli slowlog get`), and end its connection with `redis-cli client kill`.',
        'The disk is full: see VolumeFilling.',
        'The log of writes is damaged: restore a backup into a new claim.',
      ],
    },
  };
}

function persistence(pods: string): AlertRule {
  const failed = (what: string): string => `redis_aof_last_${what}_status${pods} == 0`;
  return {
    name: 'RedisPersistenceFailing',
    expression: `min by (namespace, pod) (${failed('write')} or ${failed('bgrewrite')})`,
    duration: Duration.minutes(5),
    severity: AlertSeverity.CRITICAL,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} cannot write its log, or cannot compact it',
    description: 'What is written now is lost when the pod goes; soon the server refuses writes.',
    runbook: {
      meaning:
        'A Redis cannot write to its log, or cannot compact it. What is written since would be lost with the pod, and when the disk is full the server refuses writes.',
      checks: [
        "What the server says: `kubectl -n NAMESPACE logs POD`: `No space left on device`, or `Can't rewrite append only file in background: fork: Cannot allocate memory`.",
        'How much of the claim is used: `kubectl -n NAMESPACE exec POD -- df -h /data`.',
      ],
      remedies: [
        'The disk is full: expand the claim, see VolumeFilling. Then compact: `redis-cli bgrewriteaof`.',
        'There is too little memory for a second process: raise the limit of the memory, or lower `memoryPercent`.',
      ],
    },
  };
}

function memory(pods: string): AlertRule {
  const bytes = (what: string): string => `max by (namespace, pod) (redis_memory_${what}_bytes${pods})`;
  return {
    name: 'RedisMemoryNearMaximum',
    expression: `${bytes('used')}\n/ ${bytes('max')}\n> 0.9`,
    duration: Duration.minutes(5),
    severity: AlertSeverity.CRITICAL,
    summary:
      '{{ $labels.namespace }}/{{ $labels.pod }} has used {{ $value | humanizePercentage }} of its memory for data',
    description: 'At 100 % it refuses whatever adds to it. Find what grows.',
    runbook: {
      meaning:
        'A Redis that keeps everything is nearly full. At its maximum it refuses whatever adds to it, and programs get errors (`OOM command not allowed`); reading and removing go on.',
      checks: [
        'What is large: `redis-cli --bigkeys`, `redis-cli --memkeys`.',
        'Whether a list or stream grows because nobody consumes it: `redis-cli llen KEY`, `redis-cli xinfo groups KEY`.',
        'Whether keys have a time to live: `redis-cli info keyspace`, `keys` against `expires`.',
      ],
      remedies: [
        'Consumers are missing: mend them, or let more of them run.',
        'Keys stay for ever: give them a time to live; of Celery `result_expires`. Trim streams: `XADD … MAXLEN ~ N`.',
        'It is the load: raise the limit of the memory in the settings, which restarts the server.',
        'It is a cache: say so with `eviction`.',
      ],
    },
  };
}
