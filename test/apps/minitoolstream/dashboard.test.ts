import { miniToolStream } from '../../../apps/minitoolstream/main';
import { dashboardsOf, panelsOf, schemaProblems } from '../../support/grafana';
import { ENVIRONMENTS, STREAMS } from '../../support/minitoolstream';

const SUM = 'sum by (namespace, service';
const MESSAGES = 'minitoolstream_messages_total{namespace="minitoolstream"';

describe.each(ENVIRONMENTS)('in %s', (environment) => {
  const dashboards = dashboardsOf(miniToolStream.platform().node.findChild(environment));
  const [dashboard] = dashboards;
  const panels = panelsOf(dashboard);

  /** What a panel asks, each query on one line, by its title; the first of that title, or the first after that of a row. */
  const queries = (title: string, row?: string): string[] => {
    const from = row === undefined ? 0 : panels.findIndex((panel) => panel.type === 'row' && panel.title === row);
    const panel = panels.slice(from).find((panel) => panel.type === 'timeseries' && panel.title === title);
    return (panel?.targets ?? []).map(({ expr }) => expr.replace(/\s+/g, ' '));
  };

  test('the services have one dashboard and the stores another, of curves alone, that Grafana takes', () => {
    expect(dashboards.map(({ title }) => title)).toEqual(['MiniToolStream Monitoring', 'MiniToolStream Stores']);
    for (const one of dashboards) {
      expect(new Set(panelsOf(one).map(({ type }) => type))).toEqual(new Set(['row', 'timeseries']));
      expect(schemaProblems(one)).toEqual([]);
    }
  });

  test('throughput is the rate of a minute, by service and subject', () => {
    expect(queries('Throughput by service and subject')).toEqual([
      `${SUM}, subject) (rate(${MESSAGES},status="success"}[1m]))`,
    ]);
  });

  test('latency is the median and the slowest 5 and 1 % of five minutes', () => {
    expect(queries('Latency, p50, p95 and p99')).toEqual(
      [0.5, 0.95, 0.99].map(
        (quantile) =>
          `histogram_quantile(${quantile}, ${SUM}, le)` +
          ' (rate(minitoolstream_latency_seconds_bucket{namespace="minitoolstream"}[5m])))',
      ),
    );
  });

  test('the error rate is a share of messages, and zero where none fails', () => {
    expect(queries('Error rate, as a share of messages')).toEqual([
      `(${SUM}) (rate(${MESSAGES},status="error"}[5m])) or 0 * ${SUM}) (rate(${MESSAGES}}[5m])))` +
        ` / (${SUM}) (rate(${MESSAGES}}[5m])) > 0)`,
    ]);
  });

  test.each(STREAMS)(
    '$workload has its pods, what its autoscaler wants, CPU and memory against limits',
    ({ workload }) => {
      const replicas = `{namespace="minitoolstream",deployment="${workload}"}`;
      const autoscaler = `{namespace="minitoolstream",horizontalpodautoscaler="${workload}-hpa"}`;
      expect(queries('Replicas', workload)).toEqual([
        `max(kube_deployment_status_replicas_available${replicas})`,
        `max(kube_deployment_spec_replicas${replicas})`,
      ]);
      expect(queries('Autoscaler: desired replicas', workload)).toContain(
        `max(kube_horizontalpodautoscaler_status_desired_replicas${autoscaler})`,
      );
      for (const [title, metric, resource] of [
        ['CPU against the limit', 'container_cpu_usage_seconds_total', 'cpu'],
        ['Memory against the limit', 'container_memory_working_set_bytes', 'memory'],
      ]) {
        const [used, limit] = queries(title, workload);
        expect([used.includes(metric), used.includes(`pod=~"${workload}-`)]).toEqual([true, true]);
        expect(limit).toContain(`kube_pod_container_resource_limits{namespace="minitoolstream",resource="${resource}"`);
      }
    },
  );
});
