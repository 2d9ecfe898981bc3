import { App, Testing } from 'cdk8s';
import {
  Cluster,
  Environment,
  Identity,
  Image,
  Manifests,
  NamespaceChart,
  NodeExporter,
  NodeExporterChart,
  type NodeExporterChartProps,
  Platform,
  PolicyPack,
} from '../../../lib';
import { expectProblem, problems, warnings } from '../../support/findings';
import { testChart } from '../../support/trees';

const CLUSTER = Cluster.generic({
  kubernetesVersion: '1.34',
  prometheus: {},
  prometheusOperator: { labels: { release: 'prometheus' } },
});

const made = (props?: NodeExporterChartProps, cluster = CLUSTER): NodeExporterChart =>
  new NodeExporterChart(new Environment(new App(), 'test', { cluster }), 'node-exporter', props);

const FULL: NodeExporterChartProps = {
  chart: { namespace: 'machines', quotaHeadroom: 1 },
  nodes: 10,
  port: 9101,
  identity: Identity.of({ name: 'machines' }),
  image: Image.of('registry.example/machines', '1.0.0'),
  scheduling: { nodeSelector: { 'kubernetes.io/os': 'linux', pool: 'apps' } },
  alerts: { without: { RolloutStuck: 'nodes come and go all day' } },
  settings: { resources: { limits: { memory: '128Mi' } } },
};

test.each([
  ['the least', undefined],
  ['the most', FULL],
])('%s', (_, props) => {
  const chart = made(props);
  const objects = Testing.synth(chart);
  expect(objects).toMatchSnapshot();
  expect(JSON.stringify(Testing.synth(chart))).toBe(JSON.stringify(objects));
  expect(JSON.stringify(Testing.synth(made(props)))).toBe(JSON.stringify(objects));
});

test('is free of problems and warnings', () => {
  const chart = made();
  expect(problems(chart)).toEqual([]);
  expect(warnings(chart)).toEqual([]);
});

test('its namespace admits it, and says why', () => {
  const { labels, annotations } = Manifests.of(made()).resource('Namespace', 'node-exporter').metadata;
  expect(labels['pod-security.kubernetes.io/enforce']).toBe('privileged');
  expect(labels['pod-security.kubernetes.io/warn']).toBe('privileged');
  expect(annotations['tradewind.dev/pod-security']).toContain('nothing else runs in this namespace');
});

test('passes the policies for the reasons that it carries itself', () => {
  const platform = new Platform({ name: 'm', policies: [PolicyPack.restricted(), PolicyPack.production()] });
  new NodeExporterChart(new Environment(platform, 'test', { cluster: CLUSTER }), 'node-exporter');
  expect(problems(platform)).toEqual([]);
});

test('sees its node and can change nothing on it', () => {
  const { spec } = Manifests.of(made()).resource('DaemonSet', 'node-exporter').spec.template;
  expect(spec.hostNetwork).toBe(true);
  expect(spec.hostPID).toBeUndefined();
  expect(spec.tolerations).toEqual([{ operator: 'Exists' }]);
  const [container] = spec.containers;
  expect(container.securityContext).toMatchObject({
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
  });
  const mounts = container.volumeMounts.filter(({ mountPath }: { mountPath: string }) => mountPath.startsWith('/host'));
  expect(mounts.map(({ readOnly }: { readOnly: boolean }) => readOnly)).toEqual([true, true, true]);
});

test('the quota of its namespace has room for a pod on each node, and a generation that ends', () => {
  const pods = (props?: NodeExporterChartProps): string =>
    Manifests.of(made(props)).resource('ResourceQuota', 'quota').spec.hard.pods as string;
  expect(pods()).toBe('302');
  expect(pods({ nodes: 10 })).toBe('32');
});

test('series are about a node, whichever pod tells them', () => {
  const { podMetricsEndpoints } = Manifests.of(made()).resource('PodMonitor', 'node-exporter').spec;
  const labels = podMetricsEndpoints[0].relabelings.map(({ targetLabel }: { targetLabel: string }) => targetLabel);
  expect(labels).toEqual(['job', 'instance', 'node']);
});

test('a namespace that would refuse it is told at once', () => {
  const chart = new NamespaceChart(new Environment(new App(), 'test', { cluster: CLUSTER }), 'monitoring');
  new NodeExporter(chart, 'node-exporter');
  expectProblem(chart, [
    'test/monitoring/node-exporter  podSecurity of the chart',
    'got restricted in monitoring, for pods that see of their node: its network, /proc, /sys, /',
    'the API server would refuse every pod',
    '→ put it into a NamespaceChart of its own with podSecurity: PodSecurity.privileged({ reason: … })',
  ]);
});

test('works in a plain chart, and nobody scrapes it twice', () => {
  const chart = testChart();
  const exporter = new NodeExporter(chart, 'node-exporter');
  expect(problems(chart)).toEqual([]);
  expect(exporter.toMonitoringProfile().scrapedPorts).toEqual([]);
});
