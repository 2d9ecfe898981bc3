import { type Panel, PanelUnit } from '../observability/panel';

/** What a dashboard shows of a service that scales on its messages. */
export function streamPanels(messages: string, perPod: number): Panel[] {
  return [
    {
      title: 'Messages per pod',
      queries: [{ expression: `sum by (pod) (${messages})`, legend: '{{pod}}' }],
      unit: PanelUnit.PER_SECOND,
      limit: perPod,
      description: `It is scaled so that a pod handles ${perPod} messages a second.`,
    },
  ];
}
