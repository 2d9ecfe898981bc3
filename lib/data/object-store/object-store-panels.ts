import { type Panel, PanelUnit } from '../../observability/panel';
import { selector } from '../promql';

/** What a dashboard shows of an object store, beside what every workload has. */
export function objectStorePanels(name: string, namespace: string): Panel[] {
  const pods = selector({ namespace }, { pod: `${name}-[0-9]+` });
  const byApi = (what: string): string => `sum by (api) (rate(minio_s3_requests_${what}total${pods}[5m]))`;
  const most = (metric: string): string => `max(${metric}${pods})`;
  return [
    {
      title: 'Requests',
      queries: [{ expression: byApi(''), legend: '{{api}}' }],
      unit: PanelUnit.PER_SECOND,
    },
    {
      title: 'Requests that fail',
      description:
        '5xx is the fault of the server, 4xx that of the client: an object that is not there, a key that may not.',
      queries: [
        { expression: byApi('5xx_errors_'), legend: '5xx {{api}}' },
        { expression: byApi('4xx_errors_'), legend: '4xx {{api}}' },
      ],
      unit: PanelUnit.PER_SECOND,
    },
    {
      title: 'Traffic',
      queries: ['received', 'sent'].map((way) => ({
        expression: `sum(rate(minio_s3_traffic_${way}_bytes${pods}[5m]))`,
        legend: way,
      })),
      unit: PanelUnit.BYTES_PER_SECOND,
    },
    {
      title: 'Room',
      description: 'What objects use is counted now and then, while the server goes through all of them.',
      queries: [
        { expression: most('minio_cluster_capacity_usable_total_bytes'), legend: 'all' },
        { expression: most('minio_cluster_capacity_usable_free_bytes'), legend: 'free' },
        { expression: most('minio_cluster_usage_total_bytes'), legend: 'objects' },
      ],
      unit: PanelUnit.BYTES,
    },
    {
      title: 'Objects',
      queries: [{ expression: most('minio_cluster_usage_object_total'), legend: 'objects' }],
    },
    {
      title: 'Requests that wait',
      queries: [{ expression: most('minio_s3_requests_waiting_total'), legend: 'waiting' }],
    },
  ];
}
