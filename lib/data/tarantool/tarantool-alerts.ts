import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../observability/alert-rule';
import { selector } from '../promql';
import { MOST_REQUESTS } from './tarantool-configuration';

/** From how many requests in progress on a server is nearly as busy as it can be. */
export const BUSY_REQUESTS = Math.floor(MOST_REQUESTS * 0.8);

/** What only the server itself can tell. */
export function tarantoolAlerts(name: string, namespace: string): AlertRule[] {
  const pod = { pod: `${name}-[0-9]+` };
  const pods = selector({ namespace }, pod);
  return [readOnly(pods), memory(pods), overloaded(selector({ namespace, thread: '' }, pod))];
}

function readOnly(pods: string): AlertRule {
  return {
    name: 'TarantoolReadOnly',
    expression: `max by (namespace, pod) (tnt_read_only${pods}) == 1`,
    duration: Duration.minutes(2),
    severity: AlertSeverity.CRITICAL,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} takes no writes',
    description: 'The server runs and answers, and refuses every write. Find out who told it to.',
    runbook: {
      meaning:
        'A Tarantool serves reads and refuses writes. It is the only server of its data, so nothing can be written at all.',
      checks: [
        'Why: `kubectl -n NAMESPACE exec -it POD -- console`, there `box.info.ro_reason`, `box.info.status` and `box.cfg.read_only`.',
        'What the server says: `kubectl -n NAMESPACE logs POD`.',
      ],
      remedies: [
        'Somebody told it to, for maintenance: `box.cfg{read_only = false}` on that console, or a restart of the pod.',
        'The status is `orphan`: it waits for others that are gone from its settings; restart the pod.',
      ],
    },
  };
}

function memory(pods: string): AlertRule {
  const bytes = (what: string): string => `max by (namespace, pod) (tnt_slab_${what}${pods})`;
  return {
    name: 'TarantoolMemoryNearMaximum',
    expression: `${bytes('arena_used')}\n/ ${bytes('quota_size')}\n> 0.9`,
    duration: Duration.minutes(5),
    severity: AlertSeverity.CRITICAL,
    summary:
      '{{ $labels.namespace }}/{{ $labels.pod }} has used {{ $value | humanizePercentage }} of its memory for data',
    description: 'At 100 % it refuses whatever adds to it, even a deletion. Find what grows.',
    runbook: {
      meaning:
        'The data and indexes of a Tarantool nearly fill the memory that they may take. When it is full, programs get `Failed to allocate … bytes in slab allocator`; a deletion needs some memory too.',
      checks: [
        'Which space is large: the panels of the server, or `box.space.NAME:bsize()` and `:len()` on its console.',
        'Whether old entries are removed: a task that expires them may have stopped.',
        'Whether much of it is lost between tuples: `box.slab.info()`, a low `items_used_ratio` beside a high `quota_used_ratio`. A restart packs them anew.',
      ],
      remedies: [
        'Entries stay for ever: mend or add what removes them.',
        'It is the load: raise the limit of the memory in the settings, which restarts the server.',
        'There is no time: `box.cfg{memtx_memory = BYTES}` on the console raises it at once, up to what the limit of the container leaves.',
      ],
    },
  };
}

function overloaded(pods: string): AlertRule {
  return {
    name: 'TarantoolOverloaded',
    expression: `max by (namespace, pod) (tnt_net_requests_in_progress_current${pods}) >= ${BUSY_REQUESTS}`,
    duration: Duration.minutes(5),
    severity: AlertSeverity.WARNING,
    summary: '{{ $labels.namespace }}/{{ $labels.pod }} works on {{ $value }} requests at once',
    description: `At ${MOST_REQUESTS} it reads no more of them, and programs wait.`,
    runbook: {
      meaning:
        'A Tarantool has nearly as many requests in progress as it works on at once. Beyond that it leaves requests unread, and programs see them take longer and time out.',
      checks: [
        'Whether it has the processor to itself: one thread does all the work. `kubectl -n NAMESPACE top pod POD`: nearly a whole core, or the limit, is all it can have.',
        'Whether a function does not yield: the panel of the event loop shows turns of seconds.',
        'Whether the disk is slow: every write waits for its log. `too long WAL write` in `kubectl -n NAMESPACE logs POD`.',
      ],
      remedies: [
        'A function scans a whole space: give it an index, or let it yield.',
        'The limit of the processor is below one core: raise it in the settings.',
        'The disk is slow: a faster StorageClass, or let programs write more in a transaction.',
      ],
    },
  };
}
