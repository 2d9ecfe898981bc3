import type { Chart } from 'cdk8s';
import { type AlertRule, AlertSeverity, Alerts, Metric, MetricCatalogue } from '../../lib';
import { warnings } from '../support/findings';
import { chartWith, problemsWith, testWorkload } from '../support/trees';

/** An alert with an expression. */
const asks =
  (expression: string) =>
  (chart: Chart): void => {
    const rule: AlertRule = {
      name: 'Asks',
      expression,
      severity: AlertSeverity.INFO,
      summary: 'It is asked.',
      description: 'Answer.',
    };
    new Alerts(chart, 'alerts', { rules: [rule] });
  };

const orders = Metric.counter('orders_total', { labels: ['status'] });

test('a metric is known wherever in the tree it is declared, before or after it is asked for', () => {
  const expression = 'rate(orders_total{status="failed"}[5m]) > 0';
  const declared = (chart: Chart): void => MetricCatalogue.of(chart).add(orders);
  expect(problemsWith((chart) => (asks(expression)(chart), declared(chart)))).toBe('');
  expect(problemsWith((chart) => (declared(chart), asks(expression)(chart)))).toBe('');
});

test('a workload declares what its program exposes', () => {
  const build = (chart: Chart): void => {
    asks('rate(orders_total[5m]) > 0')(chart);
    testWorkload(chart, 'shop', { metrics: [orders] });
  };
  expect(problemsWith(build)).toBe('');
});

test('a histogram and a summary are known by the series that they are stored in', () => {
  const build = (chart: Chart): void => {
    MetricCatalogue.of(chart).add(Metric.histogram('seconds', { labels: ['path'] }), Metric.summary('bytes'));
    asks(
      'histogram_quantile(0.9, rate(seconds_bucket{le!="0.1", path="/"}[5m])) > 1 ' +
        'and rate(seconds_sum[5m]) / rate(seconds_count{path="/"}[5m]) > 1 ' +
        'and bytes{quantile="0.9"} > 1 and rate(bytes_sum[5m]) / rate(bytes_count[5m]) > 1',
    )(chart);
  };
  const chart = chartWith(build);
  expect(warnings(chart)).toEqual([]);
  expect(problemsWith(build)).toBe('');
  expect(problemsWith((other) => (build(other), new Alerts(other, 'no', { rules: [] })))).toBe('');
});

test.each([
  'up == 0',
  'kube_pod_status_phase{phase="Failed"} > 0',
  'kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.1',
  'rate(container_cpu_usage_seconds_total{container!="", cpu="total"}[5m]) > 1',
  'node_filesystem_avail_bytes{mountpoint="/"} < 1e9',
  'sum by (verb) (rate(apiserver_request_total{code=~"5.."}[5m])) > 1',
  'prometheus_config_last_reload_successful == 0',
  'rate(alertmanager_notifications_failed_total[5m]) > 0',
  'rate(prometheus_operator_reconcile_errors_total[5m]) > 0',
  'increase(keda_scaler_detail_errors_total{scaledObject="a"}[5m]) > 0',
  'rate(coredns_dns_responses_total{rcode="SERVFAIL"}[5m]) > 0',
  'certmanager_certificate_expiration_timestamp_seconds{name="a"} - time() < 86400',
  'pg_stat_activity_count{state="active"} > 10',
  'pg_settings_shared_buffers_bytes < 1e9',
  'redis_memory_used_bytes > 1e9',
  'rabbitmq_queue_messages_ready > 10',
  'minio_cluster_nodes_offline_total > 0',
  'tnt_slab_quota_used_ratio > 90',
  'process_resident_memory_bytes > 1e9',
  'go_goroutines > 1e4',
  'histogram_quantile(0.9, rate(traefik_service_request_duration_seconds_bucket[5m])) > 1',
  'absent(ALERTS{alertname="Watchdog", alertstate="firing"})',
])('known by itself: %s', (expression) => {
  expect(problemsWith(asks(expression))).toBe('');
  expect(warnings(chartWith(asks(expression)))).toEqual([]);
});

describe('wrong', () => {
  const adding =
    (...metrics: Metric[]) =>
    (chart: Chart): void =>
      MetricCatalogue.of(chart).add(...metrics);

  test('a name', () => {
    expect(problemsWith(adding(Metric.gauge('orders-open')))).toBe(
      `  test/shop  metrics
    got "orders-open"
    the name of a metric is letters, digits, _ and :, without a digit at the beginning
    → write the name as the program exposes it`,
    );
  });

  test('a label', () => {
    expect(problemsWith(adding(Metric.gauge('orders', { labels: ['__name__'] })))).toBe(
      `  test/shop  metrics
    got orders with the label "__name__"
    the label of a metric is letters, digits and _, without a digit or __ at the beginning
    → write the label as the program exposes it`,
    );
  });

  test('a metric of two types; with other labels it is the same', () => {
    expect(problemsWith(adding(orders, Metric.counter('orders_total', { labels: ['region'] })))).toBe('');
    expect(problemsWith(adding(orders, Metric.gauge('orders_total')))).toBe(
      `  test/shop  metrics
    got orders_total as a gauge, declared as a counter elsewhere
    what may be asked of a metric follows from its type
    → declare it alike everywhere, or give one of the two another name`,
    );
  });
});
