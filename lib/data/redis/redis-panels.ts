import { type Panel, PanelUnit } from '../../observability/panel';
import { selector } from '../promql';

/** What one looks at of a Redis. */
export function redisPanels(name: string, namespace: string): Panel[] {
  const pods = selector({ namespace }, { pod: `${name}-[0-9]+` });
  const most = (metric: string): string => `max by (pod) (redis_${metric}${pods})`;
  return [
    {
      title: 'Memory for data',
      unit: PanelUnit.BYTES,
      queries: [
        { expression: most('memory_used_bytes'), legend: 'used {{pod}}' },
        { expression: most('memory_max_bytes'), legend: 'maximum {{pod}}' },
      ],
    },
    {
      title: 'Commands each second',
      unit: PanelUnit.PER_SECOND,
      queries: [{ expression: `sum(rate(redis_commands_processed_total${pods}[5m]))`, legend: 'commands' }],
    },
    {
      title: 'Clients',
      queries: [{ expression: most('connected_clients'), legend: '{{pod}}' }],
    },
  ];
}
