import { type Panel, PanelUnit } from '../panel';
import { podNames } from '../../core/pod-names';
import { type Subject, select, selectMatching } from '../rules/subject';

/** How kube-state-metrics counts the pods of a kind. */
const COUNTS: Readonly<Record<string, { readonly wanted: string; readonly ready: string }>> = {
  Deployment: { wanted: 'spec_replicas', ready: 'status_replicas_available' },
  StatefulSet: { wanted: 'replicas', ready: 'status_replicas_ready' },
  DaemonSet: { wanted: 'status_desired_number_scheduled', ready: 'status_number_ready' },
};

/** How many pods there are, and how many there should be. */
export function replicasPanel(kind: string, { namespace, name }: Subject): Panel {
  const { wanted, ready } = COUNTS[kind] ?? COUNTS.Deployment;
  const label = kind.toLowerCase();
  const count = (what: string): string => `max(kube_${label}_${what}${select({ namespace, [label]: name })})`;
  return {
    title: 'Replicas',
    queries: [
      { expression: count(ready), legend: 'ready' },
      { expression: count(wanted), legend: 'wanted' },
    ],
  };
}

/** What an autoscaler asks for, between its bounds, by the name of the HorizontalPodAutoscaler. */
export function autoscalerPanel({ namespace, name }: Subject): Panel {
  const autoscaler = select({ namespace, horizontalpodautoscaler: name });
  const most = (what: string): string => `max(kube_horizontalpodautoscaler_${what}${autoscaler})`;
  return {
    title: 'Autoscaler: desired replicas',
    queries: [
      { expression: most('status_desired_replicas'), legend: 'desired' },
      { expression: most('status_current_replicas'), legend: 'current' },
      { expression: most('spec_min_replicas'), legend: 'minimum' },
      { expression: most('spec_max_replicas'), legend: 'maximum' },
    ],
  };
}

/** How often containers were started anew. */
export function restartsPanel(kind: string, { namespace, name }: Subject): Panel {
  const pods = selectMatching({ namespace }, 'pod', podNames(kind, name));
  const restarts = `increase(kube_pod_container_status_restarts_total${pods}[1h])`;
  return {
    title: 'Restarts within an hour',
    unit: PanelUnit.COUNT,
    queries: [{ expression: `sum by (pod) (max by (pod, container) (${restarts}))`, legend: '{{pod}}' }],
  };
}
