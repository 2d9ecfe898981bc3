import type { Panel } from '../panel';
import { ofScaler } from '../rules/event-scaling';
import { type Subject, select } from '../rules/subject';

/** How much work waits, as KEDA sees it. */
export function backlogPanel(scaler: Subject): Panel {
  const waiting = ofScaler(scaler, (labels) => `keda_scaler_metrics_value${select(labels)}`);
  return {
    title: 'Work that waits, by trigger',
    queries: [{ expression: `max by (metric, triggerIndex) (\n${waiting}\n)`, legend: '{{triggerIndex}} {{metric}}' }],
  };
}
