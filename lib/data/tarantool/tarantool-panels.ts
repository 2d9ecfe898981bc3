import { type Panel, PanelUnit } from '../../observability/panel';
import { selector } from '../promql';
import { BUSY_REQUESTS } from './tarantool-alerts';

/** What only the server itself can show. */
export function tarantoolPanels(name: string, namespace: string): Panel[] {
  const pod = { pod: `${name}-[0-9]+` };
  const pods = selector({ namespace }, pod);
  // Each thread has a series of its own beside that of all.
  const all = selector({ namespace, thread: '' }, pod);
  const byPod = (metric: string): string => `max by (pod) (${metric})`;
  return [
    {
      title: 'Memory for data',
      description: 'When the data take all that they may, the server refuses what would add to them.',
      unit: PanelUnit.BYTES,
      queries: [
        { expression: byPod(`tnt_slab_arena_used${pods}`), legend: '{{pod}} used' },
        { expression: byPod(`tnt_slab_quota_used${pods}`), legend: '{{pod}} set aside' },
        { expression: byPod(`tnt_slab_quota_size${pods}`), legend: '{{pod}} at most' },
      ],
    },
    {
      title: 'Operations',
      description: 'Of the kind error are those that failed.',
      unit: PanelUnit.PER_SECOND,
      queries: [
        { expression: `sum by (operation) (rate(tnt_stats_op_total${pods}[5m])) > 0`, legend: '{{operation}}' },
      ],
    },
    {
      title: 'Requests in progress',
      limit: BUSY_REQUESTS,
      queries: [{ expression: byPod(`tnt_net_requests_in_progress_current${all}`), legend: '{{pod}}' }],
    },
    {
      title: 'Connections',
      queries: [{ expression: byPod(`tnt_net_connections_current${all}`), legend: '{{pod}}' }],
    },
    {
      title: 'Turn of the event loop',
      description: 'All requests wait for one another here: a long turn is a script that does not yield.',
      unit: PanelUnit.SECONDS,
      queries: [{ expression: `${byPod(`tnt_ev_loop_time${pods}`)} / 1000`, legend: '{{pod}}' }],
    },
    {
      title: 'Spaces',
      unit: PanelUnit.BYTES,
      queries: [{ expression: `max by (name) (tnt_space_total_bsize${pods})`, legend: '{{name}}' }],
    },
    {
      title: 'Tuples',
      queries: [{ expression: `max by (name) (tnt_space_len${pods})`, legend: '{{name}}' }],
    },
  ];
}
