import { type Panel, PanelUnit } from '../panel';
import { select } from '../rules/subject';

/** What a namespace has, and how much of what it may have. */
export function namespacePanels(namespace: string): Panel[] {
  const amount = (type: string): string => `max by (resource) (kube_resourcequota${select({ namespace, type })})`;
  const pods = `max by (pod, phase) (kube_pod_status_phase${select({ namespace })})`;
  const most = (metric: string): string =>
    `max by (horizontalpodautoscaler) (kube_horizontalpodautoscaler_${metric}${select({ namespace })})`;
  return [
    { title: 'Pods by phase', queries: [{ expression: `sum by (phase) (${pods})`, legend: '{{phase}}' }] },
    {
      title: 'Autoscalers, share of their maximum',
      unit: PanelUnit.SHARE,
      queries: [
        {
          expression: `${most('status_current_replicas')}\n/ ${most('spec_max_replicas')}`,
          legend: '{{horizontalpodautoscaler}}',
        },
      ],
      limit: 1,
    },
    {
      title: 'Quota, share that is used',
      unit: PanelUnit.SHARE,
      queries: [{ expression: `${amount('used')}\n/ (${amount('hard')} > 0)`, legend: '{{resource}}' }],
      limit: 1,
    },
  ];
}
