import type { Chart } from 'cdk8s';
import { Cluster, KubeStateMetrics, type KubeStateMetricsProps, Identity, Image, Manifests } from '../../../lib';
import { ASKED_FOR, apiGroupOf, OBSERVABLE } from '../../../lib/monitoring/stack/observed-resources';
import { everyAlert } from '../../../scripts/every-alert';
import { clusterRows } from '../../../lib/monitoring/stack/dashboards/cluster-rows';
import { nodeRows } from '../../../lib/monitoring/stack/dashboards/node-rows';
import { expectProblem, problems, warnings } from '../../support/findings';
import { synthesized, testChart } from '../../support/trees';

const CLUSTER = Cluster.generic({
  kubernetesVersion: '1.34',
  prometheus: {},
  prometheusOperator: { labels: { release: 'prometheus' } },
  apiServerCidrs: ['172.16.0.0/30'],
});

const build =
  (props?: KubeStateMetricsProps) =>
  (chart: Chart): KubeStateMetrics =>
    new KubeStateMetrics(chart, 'kube-state-metrics', props);

test('the least', () => {
  expect(synthesized(build(), CLUSTER)).toMatchSnapshot();
});

test('the most', () => {
  const props: KubeStateMetricsProps = {
    observedResources: ['ingresses', 'pods'],
    identity: Identity.of({ name: 'states', selector: { app: 'states' } }),
    image: Image.of('registry.example/states', '2.0.0'),
    scheduling: { nodeSelector: { disk: 'ssd' } },
    alerts: { without: { DisruptionBudgetExhausted: 'it has two pods' } },
    settings: { replicas: 3, resources: { limits: { memory: '1Gi' } } },
  };
  expect(synthesized(build(props), CLUSTER)).toMatchSnapshot();
});

test('is free of problems and warnings', () => {
  const chart = testChart(CLUSTER);
  build()(chart);
  expect(problems(chart)).toEqual([]);
  expect(warnings(chart)).toEqual([]);
});

test('may list and watch what it tells of, and nothing else', () => {
  const chart = testChart(CLUSTER);
  const states = build({ observedResources: ['leases'] })(chart);
  const all = Manifests.of(chart);
  const [{ rules }] = all.objects('ClusterRole');
  expect(states.observedResources).toEqual([...ASKED_FOR, 'leases'].sort());
  expect(rules).toEqual(
    states.observedResources.map((resource) => ({
      apiGroups: [apiGroupOf(resource)],
      resources: [resource],
      verbs: ['list', 'watch'],
    })),
  );
  const [{ args }] = all.resource('Deployment', 'kube-state-metrics').spec.template.spec.containers;
  expect(args).toContain(`--resources=${states.observedResources.join(',')}`);
});

test.each([
  ['secrets', ['got "secrets"', 'who may list Secrets can read every credential of the cluster', '→ leave it out']],
  ['ingress', ['got "ingress"', 'kube-state-metrics does not tell of it', `→ name some of: ${OBSERVABLE.join(', ')}`]],
])('refuses %s', (resource, lines) => {
  const chart = testChart(CLUSTER);
  build({ observedResources: [resource] })(chart);
  expectProblem(chart, ['test/shop/kube-state-metrics  observedResources', ...lines]);
});

test('nothing is emitted for an operator that is not there, and nobody scrapes it twice', () => {
  const chart = testChart(Cluster.generic({ apiServerCidrs: ['172.16.0.0/30'] }));
  const states = build()(chart);
  expect(Manifests.of(chart).objects('ServiceMonitor')).toEqual([]);
  expect(states.toMonitoringProfile().scrapedPorts).toEqual([]);
});

/** What kube-state-metrics calls a resource in the names of its series, where that is not the singular. */
const PREFIXES: Readonly<Record<string, string>> = {
  resourcequotas: 'resourcequota',
  horizontalpodautoscalers: 'horizontalpodautoscaler',
};

test('every series that alerts and dashboards of the library ask for is of a resource that is told of', () => {
  const expressions = [
    ...[...everyAlert().values()].flat().map(({ expression }) => expression),
    ...[...clusterRows(), ...nodeRows()].flatMap(({ panels }) =>
      panels.flatMap(({ queries }) => queries.map(({ expression }) => expression)),
    ),
  ];
  const asked = new Set(
    expressions.flatMap((expression) => expression.match(/\bkube_(?!state_metrics)[a-z_]+/g) ?? []),
  );
  const known = ASKED_FOR.map((resource) => `kube_${PREFIXES[resource] ?? resource.replace(/s$/, '')}`);
  expect(asked.size).toBeGreaterThan(15);
  expect(
    [...asked].filter((name) => !known.some((prefix) => name === prefix || name.startsWith(`${prefix}_`))),
  ).toEqual([]);
});
