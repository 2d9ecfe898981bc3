import { type Panel, PanelUnit } from '../../observability/panel';
import { selector } from '../promql';

/** What one looks at of a database. */
export function postgreSqlPanels(name: string, namespace: string): Panel[] {
  const pods = selector({ namespace }, { pod: `${name}-[0-9]+` });
  const rate = (what: string): string => `sum(rate(pg_stat_database_xact_${what}${pods}[5m]))`;
  return [
    {
      title: 'Connections',
      queries: [
        { expression: `sum(max without (instance) (pg_stat_activity_count${pods}))`, legend: 'open' },
        { expression: `max(pg_settings_max_connections${pods})`, legend: 'maximum' },
      ],
    },
    {
      title: 'Transactions each second',
      unit: PanelUnit.PER_SECOND,
      queries: [
        { expression: rate('commit'), legend: 'committed' },
        { expression: rate('rollback'), legend: 'rolled back' },
      ],
    },
    {
      title: 'Size of databases',
      unit: PanelUnit.BYTES,
      queries: [{ expression: `max by (datname) (pg_database_size_bytes${pods})`, legend: '{{datname}}' }],
    },
  ];
}
