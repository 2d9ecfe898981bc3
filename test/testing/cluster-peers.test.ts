import { App, Chart } from 'cdk8s';
import { Cluster, type ClusterOptions, DataPlane, Edge, Environment, Manifests, Peer, Port } from '../../lib';
import { CLUSTER_NAMES, clusterOf, clusterPeers } from '../../lib/testing/cluster-peers';
import { testChart, testWorkload } from '../support/trees';
import { messageOf } from './fixtures';

const peers = (name: string, options: ClusterOptions = {}) => clusterPeers(Cluster.generic(options), name);

test('what a cluster has by itself', () => {
  expect(Object.fromEntries(CLUSTER_NAMES.map((name) => [name, peers(name)]))).toEqual({
    dns: [{ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, ports: expect.any(Array) as unknown }],
    'kube-apiserver': [{ type: 'kube-apiserver', title: 'kube-apiserver' }],
    edge: [],
    prometheus: [],
    keda: [],
  });
});

test.each<[string, ClusterOptions, object[]]>([
  ['dns', { dns: { namespace: 'dns', podLabels: { app: 'x' } } }, [{ namespace: 'dns', labels: { app: 'x' } }]],
  ['dns', { dns: { nodeLocalAddress: '169.254.20.10' } }, [{ namespace: 'kube-system' }, { title: '169.254.20.10' }]],
  [
    'kube-apiserver',
    { apiServerCidrs: ['10.0.0.0/30', '10.1.0.0/30'] },
    [{ title: '10.0.0.0/30' }, { title: '10.1.0.0/30' }],
  ],
  ['kube-apiserver', { apiServerCidrs: ['10.0.0.0/30'], dataPlane: DataPlane.CILIUM }, [{ type: 'kube-apiserver' }]],
  ['edge', { edge: Edge.nginx({ podLabels: { app: 'x' } }) }, [{ namespace: 'ingress-nginx', labels: { app: 'x' } }]],
  [
    'edge',
    { edge: Edge.applicationGateway({ subnetCidr: '10.2.0.0/24' }) },
    [{ type: 'address', title: '10.2.0.0/24' }],
  ],
  ['edge', { edge: Edge.applicationGateway() }, []],
  ['prometheus', { prometheus: {} }, [{ namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } }]],
  [
    'prometheus',
    { prometheus: { namespace: 'm', podLabels: { app: 'p' } } },
    [{ namespace: 'm', labels: { app: 'p' } }],
  ],
  ['keda', { keda: {} }, [{ namespace: 'keda', labels: { app: 'keda-operator' } }]],
  [
    'keda',
    { keda: { namespace: 'kube-system', podLabels: { app: 'k' } } },
    [{ namespace: 'kube-system', labels: { app: 'k' } }],
  ],
])('%s where %j is declared', (name, options, expected) => {
  const found = peers(name, options);
  expect(found).toHaveLength(expected.length);
  expect(found).toMatchObject(expected);
});

describe('questions', () => {
  const cluster = Cluster.generic({ keda: {}, prometheus: {}, apiServerCidrs: ['10.0.0.0/30', '10.1.0.0/30'] });
  const broker = (chart: Chart) =>
    testWorkload(chart, 'broker', { ports: [Port.tcp('amqp', 5672), Port.metrics(9419)] }).allowFrom(Peer.keda());

  test('of what the cluster declares, both ways', () => {
    const chart = testChart(cluster);
    broker(chart).connectTo(Peer.kubernetesApi());
    const manifests = Manifests.of(chart);
    manifests.allows('keda', 'broker', 5672);
    manifests.denies('keda', 'broker', 9419);
    manifests.allows('prometheus', 'broker', 9419);
    manifests.denies('prometheus', 'broker', 5672);
    manifests.allows('broker', 'kube-apiserver', 443);
    manifests.denies('broker', 'keda', 5672);
  });

  test('mean all of it: half of the addresses are not enough, and are too much', () => {
    const chart = testChart(cluster);
    broker(chart).connectTo(Peer.cidr('10.1.0.0/30', { port: 443 }));
    const manifests = Manifests.of(chart);
    expect(messageOf(() => manifests.allows('broker', 'kube-apiserver', 443))).toContain('443/TCP to 10.0.0.0/30');
    expect(messageOf(() => manifests.denies('broker', 'kube-apiserver', 443))).toContain('nothing refuses it');
  });

  test('of what it does not declare', () => {
    const chart = testChart();
    testWorkload(chart, 'api');
    expect(messageOf(() => Manifests.of(chart).denies('keda', 'api', 8080))).toBe(
      'The cluster declares no keda, or not where its traffic comes from.',
    );
  });

  test('of a workload that is called like it', () => {
    const called = (options: ClusterOptions) => {
      const chart = testChart(Cluster.generic(options));
      testWorkload(chart, 'prometheus').connectTo(Peer.cidr('10.0.0.0/8', { port: 443 }));
      return Manifests.of(chart);
    };
    called({}).allows('prometheus', '10.0.0.1', 443);
    expect(messageOf(() => called({ prometheus: {} }).allows('prometheus', '10.0.0.1', 443))).toBe(
      "'prometheus' is the cluster's own and a workload here: write namespace/prometheus for the workload.",
    );
    called({ prometheus: {} }).allows('shop/prometheus', '10.0.0.1', 443);
  });

  test('of manifests that exist already, with the cluster that they go to', () => {
    const chart = testChart(cluster);
    broker(chart);
    const objects = Manifests.of(chart).objects();
    Manifests.ofObjects(objects, cluster).allows('keda', 'broker', 5672);
    expect(messageOf(() => Manifests.ofObjects(objects).allows('keda', 'broker', 5672))).toContain('declares no keda');
  });
});

test('the cluster of a construct is that of its environment, or of the only one below', () => {
  const app = new App();
  const cluster = Cluster.generic({ keda: {} });
  expect(clusterOf(new Chart(new App(), 'plain'))?.keda).toBeUndefined();
  const chart = new Chart(new Environment(app, 'dev', { cluster }), 'shop', { namespace: 'shop' });
  testWorkload(chart, 'api');
  expect([clusterOf(chart), clusterOf(app)]).toEqual([cluster, cluster]);
  const prod = new Chart(new Environment(app, 'prod', { cluster: Cluster.generic() }), 'shop', { namespace: 'shop' });
  testWorkload(prod, 'web');
  expect(clusterOf(app)).toBeUndefined();
  expect(clusterOf(chart)).toBe(cluster);
  expect(messageOf(() => Manifests.of(app).denies('keda', 'web', 80))).toBe(
    'These manifests are for several clusters: ask about keda in those of one environment.',
  );
});
