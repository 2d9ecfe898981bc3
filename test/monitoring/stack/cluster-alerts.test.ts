import type { Chart } from 'cdk8s';
import { Cluster, ClusterAlerts, type ClusterAlertsProps, Manifests } from '../../../lib';
import { expectProblem, problems } from '../../support/findings';
import { synthesized, testChart } from '../../support/trees';

const CLUSTER = Cluster.generic({ prometheusOperator: { labels: { release: 'prometheus' } } });

const build =
  (props?: ClusterAlertsProps) =>
  (chart: Chart): ClusterAlerts =>
    new ClusterAlerts(chart, 'cluster-alerts', props);

function expressionOf(alert: string, props?: ClusterAlertsProps): string | undefined {
  const rules = build(props)(testChart(CLUSTER)).groups.flatMap(({ rules: all }) => all);
  return rules.find(({ name }) => name === alert)?.expression;
}

test('the least', () => {
  expect(synthesized(build(), CLUSTER)).toMatchSnapshot();
});

test('nothing is emitted without prometheus-operator', () => {
  expect(synthesized(build(), Cluster.generic())).toEqual([]);
});

test.each<[string, ClusterAlertsProps, string]>([
  ['ApiServerErrorsFast', { apiServer: { availabilityPercent: 99.9 } }, '> 0.0144'],
  ['ApiServerErrorsSlow', { apiServer: { availabilityPercent: 95 } }, '> 0.3'],
  ['ApiServerSlow', { apiServer: { slowSeconds: 2 } }, '> 2'],
  ['ApiServerClientCertificateExpiring', { apiServer: { certificateDays: 1 } }, '< 86400'],
  ['NodeNearlyFullOfPods', { kubelet: { podPercent: 80 } }, '> 0.8'],
  ['KubeletRelistSlow', { kubelet: { relistSeconds: 3 } }, '> 3'],
  ['KubeletPodsSlow', { kubelet: { podSeconds: 30 } }, '> 30'],
  ['KubeletCertificateExpiring', { kubelet: { certificateDays: 2 } }, '< 172800'],
  ['PersistentVolumeNearlyFull', { kubelet: { claimFreePercent: 7 } }, '< 0.07'],
  ['KubeStateMetricsBlind', { clusterState: { errorPercent: 2.5 } }, '> 0.025'],
  ['TargetsDown', { targets: { downPercent: 50 } }, '> 50'],
  ['NodeFileSystemNearlyFull', { node: { fileSystemFreePercent: 3 } }, '< 0.03'],
  ['NodeFileSystemFilling', { node: { fileSystemHours: 4 } }, '[6h], 4 * 3600'],
  ['NodeInodesNearlyUsed', { node: { inodesFreePercent: 10 } }, '< 0.1'],
  ['NodeDiskSaturated', { node: { diskQueue: 20 } }, '> 20'],
  ['NodeMemoryNearlyFull', { node: { memoryPercent: 95 } }, '> 0.95'],
  ['NodeMemoryThrashing', { node: { majorFaultsPerSecond: 1000 } }, '> 1000'],
  ['NodeCpuStolen', { node: { stealPercent: 5 } }, '> 0.05'],
  ['NodeOverloaded', { node: { loadPerCore: 1.5 } }, '> 1.5'],
  ['NodeNetworkErrors', { node: { networkErrorPercent: 2 } }, '> 0.02'],
  ['NodeConnectionsNearlyFull', { node: { conntrackPercent: 90 } }, '> 0.9'],
  ['NodeFilesNearlyUsed', { node: { openFilesPercent: 60 } }, '> 0.6'],
  ['NodeClockSkewed', { node: { clockSeconds: 0.5 } }, '> 0.5'],
])('the threshold of %s', (alert, props, text) => {
  expect(expressionOf(alert)).not.toContain(text);
  expect(expressionOf(alert, props)).toContain(text);
});

test('one is left out, with its reason', () => {
  const chart = testChart(CLUSTER);
  build({ without: { NodeFlapping: 'spot nodes come and go' } })(chart);
  const kubelet = Manifests.of(chart).resource('PrometheusRule', 'kubelet');
  expect(JSON.stringify(kubelet.spec)).not.toContain('NodeFlapping');
  expect(kubelet.metadata.annotations['tradewind.dev/without-alerts']).toBe('NodeFlapping: spot nodes come and go');
});

test('a name that there is not', () => {
  const chart = testChart(CLUSTER);
  build({ without: { NodeFlaping: 'spot nodes come and go' } })(chart);
  const [[place, rule, fix]] = problems(chart);
  expect([place, rule]).toEqual([
    'test/shop/cluster-alerts  without.NodeFlaping',
    'there is no such alert about a cluster',
  ]);
  expect(fix).toContain('→ name one of: ApiServerNotScraped, ApiServerErrorsFast,');
});

test('a reason that says nothing', () => {
  const chart = testChart(CLUSTER);
  build({ without: { NodeFlapping: ' ' } })(chart);
  expectProblem(chart, [
    'test/shop/cluster-alerts  without.NodeFlapping',
    'got an empty reason',
    'what nobody is told about has a reason that an auditor reads',
    '→ say in a sentence why nobody has to know',
  ]);
});

test.each<[ClusterAlertsProps, string, string, string]>([
  [{ node: { memoryPercent: 100 } }, 'node.memoryPercent', '100', 'give more than 0 and less than 100 percent'],
  [{ kubelet: { podPercent: 0 } }, 'kubelet.podPercent', '0', 'give more than 0 and less than 100 percent'],
  [{ apiServer: { slowSeconds: -1 } }, 'apiServer.slowSeconds', '-1', 'give a number above 0'],
  [{ node: { clockSeconds: NaN } }, 'node.clockSeconds', 'NaN', 'give a number above 0'],
])('the threshold of %j', (props, property, value, fix) => {
  const chart = testChart(CLUSTER);
  build(props)(chart);
  expectProblem(chart, [
    `test/shop/cluster-alerts  ${property}`,
    `got ${value}`,
    'nobody could be told by it: no value is beyond it, or every value is',
    `→ ${fix}`,
  ]);
});
