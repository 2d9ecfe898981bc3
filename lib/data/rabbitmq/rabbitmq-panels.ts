import { type Panel, PanelUnit } from '../../observability/panel';
import { selector } from '../promql';

/** What one looks at of a broker. */
export function rabbitMqPanels(name: string, namespace: string): Panel[] {
  const pods = selector({ namespace }, { pod: `${name}-[0-9]+` });
  const rate = (metric: string): string => `sum(rate(rabbitmq_global_messages_${metric}_total${pods}[5m]))`;
  return [
    {
      title: 'Messages in queues',
      queries: [
        { expression: `sum(rabbitmq_queue_messages_ready${pods})`, legend: 'ready' },
        { expression: `sum(rabbitmq_queue_messages_unacked${pods})`, legend: 'not acknowledged' },
      ],
    },
    {
      title: 'Messages each second',
      unit: PanelUnit.PER_SECOND,
      queries: [
        { expression: rate('received'), legend: 'published' },
        { expression: rate('delivered'), legend: 'delivered' },
        { expression: rate('acknowledged'), legend: 'acknowledged' },
      ],
    },
    {
      title: 'Alarms that make publishers wait',
      queries: [
        { expression: `max by (pod) (rabbitmq_alarms_memory_used_watermark${pods})`, legend: 'memory {{pod}}' },
        { expression: `max by (pod) (rabbitmq_alarms_free_disk_space_watermark${pods})`, legend: 'disk {{pod}}' },
      ],
      limit: 1,
    },
  ];
}
