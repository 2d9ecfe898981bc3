import type { Chart } from 'cdk8s';
import { Cluster, ControlPlaneMonitors, Manifests } from '../../../lib';
import { clusterRows } from '../../../lib/monitoring/stack/dashboards/cluster-rows';
import { everyAlert } from '../../../scripts/every-alert';
import { synthesized, testChart } from '../../support/trees';

const CLUSTER = Cluster.generic({ prometheusOperator: { labels: { release: 'prometheus' } } });

const build = (chart: Chart): ControlPlaneMonitors => new ControlPlaneMonitors(chart, 'control-plane');

test('what it makes', () => {
  expect(synthesized(build, CLUSTER)).toMatchSnapshot();
});

test('nothing is emitted without prometheus-operator', () => {
  expect(synthesized(build, Cluster.generic())).toEqual([]);
});

test('what alerts and dashboards ask for is not dropped', () => {
  const chart = testChart(CLUSTER);
  build(chart);
  const patterns = Manifests.of(chart)
    .objects('ServiceMonitor')
    .flatMap(({ spec }) => spec.endpoints as { metricRelabelings?: { regex: string }[] }[])
    .flatMap(({ metricRelabelings = [] }) => metricRelabelings.map(({ regex }) => new RegExp(`^(?:${regex})$`)));
  expect(patterns.length).toBe(2);
  const dropped = (metric: string): boolean => patterns.some((pattern) => pattern.test(metric));
  const expressions = [
    ...[...everyAlert().values()].flat().map(({ expression }) => expression),
    ...clusterRows().flatMap(({ panels }) =>
      panels.flatMap(({ queries }) => queries.map(({ expression }) => expression)),
    ),
  ];
  const asked = expressions.flatMap(
    (text) => text.match(/\b(?:apiserver|aggregator|container|kubelet)_[a-z_]+/g) ?? [],
  );
  expect(asked).toContain('apiserver_request_duration_seconds_bucket');
  expect(asked).toContain('container_memory_working_set_bytes');
  expect(asked.filter(dropped)).toEqual([]);
  expect(['container_tasks_state', 'apiserver_response_sizes_bucket'].filter(dropped)).toHaveLength(2);
});
