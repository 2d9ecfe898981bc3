import { Metric } from '../../observability/metric';

/** What the module `metrics` tells of a server, as far as alerts and panels ask for it. */
export const TARANTOOL_METRICS: readonly Metric[] = [
  Metric.gauge('tnt_ev_loop_time', { help: 'How long the last turn of the event loop took, in milliseconds.' }),
  Metric.gauge('tnt_info_uptime', { help: 'For how many seconds the server has run.' }),
  Metric.gauge('tnt_net_connections_current', { labels: ['thread'], help: 'Connections; without thread of all.' }),
  Metric.gauge('tnt_net_requests_in_progress_current', {
    labels: ['thread'],
    help: 'Requests that the server works on; without thread of all.',
  }),
  Metric.gauge('tnt_read_only', { help: '1 where the server takes no writes.' }),
  Metric.gauge('tnt_slab_arena_used', { help: 'Bytes that data and indexes take.' }),
  Metric.gauge('tnt_slab_quota_size', { help: 'Bytes that they may take.' }),
  Metric.gauge('tnt_slab_quota_used', { help: 'Bytes that are set aside for them.' }),
  Metric.gauge('tnt_space_len', { labels: ['name', 'engine'], help: 'Tuples of a space.' }),
  Metric.gauge('tnt_space_total_bsize', {
    labels: ['name', 'engine'],
    help: 'Bytes of a space with its indexes.',
  }),
  Metric.counter('tnt_stats_op_total', { labels: ['operation'], help: 'Operations by their kind; error is one.' }),
];
