import { Metric } from '../../observability/metric';

/** Where the server tells of itself, on the port of its clients. */
export const METRICS_PATH = '/minio/v2/metrics/cluster';

/** The metrics of the server that alerts and panels ask; it has many more. */
export const OBJECT_STORE_METRICS: readonly Metric[] = [
  Metric.gauge('minio_cluster_health_status', { labels: ['server'], help: '1 while objects can be written.' }),
  Metric.gauge('minio_cluster_drive_offline_total', { labels: ['server'], help: 'Drives that do not answer.' }),
  Metric.gauge('minio_cluster_capacity_usable_free_bytes', { labels: ['server'], help: 'Room for objects.' }),
  Metric.gauge('minio_cluster_capacity_usable_total_bytes', { labels: ['server'], help: 'Room, with what is used.' }),
  Metric.gauge('minio_cluster_usage_total_bytes', { labels: ['server'], help: 'Bytes of all objects, now and then.' }),
  Metric.gauge('minio_cluster_usage_object_total', { labels: ['server'], help: 'All objects, now and then.' }),
  Metric.counter('minio_s3_requests_total', { labels: ['api', 'server'], help: 'Requests.' }),
  Metric.counter('minio_s3_requests_4xx_errors_total', {
    labels: ['api', 'server'],
    help: 'Requests that were wrong.',
  }),
  Metric.counter('minio_s3_requests_5xx_errors_total', { labels: ['api', 'server'], help: 'Requests that failed.' }),
  Metric.gauge('minio_s3_requests_waiting_total', { labels: ['server'], help: 'Requests that wait for their turn.' }),
  Metric.counter('minio_s3_traffic_received_bytes', { labels: ['server'], help: 'Bytes that clients sent.' }),
  Metric.counter('minio_s3_traffic_sent_bytes', { labels: ['server'], help: 'Bytes that clients got.' }),
];
