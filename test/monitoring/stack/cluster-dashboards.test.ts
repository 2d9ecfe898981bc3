import { Cluster, ClusterDashboards, Manifests } from '../../../lib';
import { clusterRows } from '../../../lib/monitoring/stack/dashboards/cluster-rows';
import { nodeRows } from '../../../lib/monitoring/stack/dashboards/node-rows';
import { problems, warnings } from '../../support/findings';
import { synthesized, testChart } from '../../support/trees';

test('what it makes', () => {
  const chart = testChart();
  const dashboards = new ClusterDashboards(chart, 'prometheus');
  expect([dashboards.cluster.title, dashboards.nodes.title]).toEqual(['Cluster', 'Nodes']);
  const maps = Manifests.of(chart).objects('ConfigMap');
  expect(maps.map(({ metadata }) => [metadata.name, metadata.labels.grafana_dashboard, metadata.annotations])).toEqual([
    ['prometheus-cluster', '1', { grafana_folder: 'Cluster' }],
    ['prometheus-nodes', '1', { grafana_folder: 'Cluster' }],
  ]);
  for (const { data } of maps) {
    const text = Object.values(data as Record<string, string>)[0];
    expect(text.length).toBeLessThan(100 * 1024);
    expect(JSON.parse(text)).toHaveProperty('panels');
  }
});

test('names and folder are said', () => {
  const objects = synthesized((chart) => new ClusterDashboards(chart, 'a', { name: 'eu', folder: 'Europe' }));
  expect(objects).toMatchObject([
    { metadata: { name: 'eu-cluster', annotations: { grafana_folder: 'Europe' } } },
    { metadata: { name: 'eu-nodes' } },
  ]);
});

test('is free of problems and warnings', () => {
  const chart = testChart(Cluster.generic({ prometheus: {} }));
  new ClusterDashboards(chart, 'prometheus');
  expect(problems(chart)).toEqual([]);
  expect(warnings(chart)).toEqual([]);
});

test('every panel about a node is about the chosen ones', () => {
  const expressions = nodeRows().flatMap(({ panels }) =>
    panels.flatMap(({ queries }) => queries.map(({ expression }) => expression)),
  );
  expect(expressions.filter((expression) => !expression.includes('node=~"$node"'))).toEqual([]);
});

test('each panel says something of its own', () => {
  for (const rows of [clusterRows(), nodeRows()]) {
    const panels = rows.flatMap(({ panels: all }) => all);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    expect(panels.every(({ queries }) => queries.length > 0)).toBe(true);
  }
});
