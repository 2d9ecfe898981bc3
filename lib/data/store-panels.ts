import { type Panel, PanelUnit } from '../observability/panel';
import { selector } from './promql';
import type { WatchedStore } from './store-alerts';

/** What one looks at of any store: how full its volumes are. */
export function volumePanel({ name, namespace, volume }: WatchedStore): Panel {
  const claims = selector({ namespace }, { persistentvolumeclaim: `${volume}-${name}-[0-9]+` });
  const bytes = (what: string): string =>
    `max by (persistentvolumeclaim) (kubelet_volume_stats_${what}_bytes${claims})`;
  return {
    title: 'Volumes, share that is used',
    unit: PanelUnit.SHARE,
    queries: [{ expression: `1 - ${bytes('available')}\n/ ${bytes('capacity')}`, legend: '{{persistentvolumeclaim}}' }],
    limit: 0.85,
  };
}
