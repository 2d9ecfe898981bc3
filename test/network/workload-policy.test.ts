import type { Chart } from 'cdk8s';
import { Cluster, DataPlane, Manifests, Peer, Phase, Port, type Workload } from '../../lib';
import { edgeGraph } from '../../lib/network/edge-graph';
import { defineWorkloadPolicy } from '../../lib/network/workload-policy';
import { chartWith, synthesized, testWorkload } from '../support/trees';

const CILIUM = { dataPlane: DataPlane.CILIUM };
const labels = { app: 'api' };

const build =
  (connect: (chart: Chart) => void = () => undefined, usesApiServer = false) =>
  (chart: Chart): void => {
    const node = { construct: chart, namespace: 'shop', podLabels: labels };
    defineWorkloadPolicy(chart, node, { name: 'api', labels, phase: Phase.MAIN, usesApiServer });
    connect(chart);
  };

/** Every kind of peer, two of them twice. */
function connectAll(chart: Chart): void {
  const graph = edgeGraph.of(chart);
  graph.connect(chart, Peer.service('redis', { namespace: 'data', port: 6379, podLabels: { app: 'redis' } }));
  graph.connect(chart, Peer.service('store', { port: 8080, podLabels: { app: 'store' } }));
  graph.connect(chart, Peer.hostname('api.example.com', { port: 443, anyAddress: 'the venue moves' }));
  graph.connect(chart, Peer.hostname('api.example.com', { port: 9443, anyAddress: 'the venue moves' }));
  graph.connect(chart, Peer.cidr('10.1.0.0/16', { port: 53, protocol: 'UDP' }));
  graph.allow(chart, Peer.namespace('web'), [{ port: 8080 }]);
  graph.allow(chart, Peer.namespace('web'), [{ port: 8080 }, { port: 443 }]);
}

test('minimal: nothing but the way to DNS', () => {
  expect(synthesized(build())).toMatchSnapshot();
});

test('full, by addresses', () => {
  expect(synthesized(build(connectAll))).toMatchSnapshot();
});

test('full, on Cilium with filtering by host name', () => {
  const everything = (chart: Chart): void => {
    connectAll(chart);
    edgeGraph.of(chart).connect(chart, Peer.kubernetesApi());
  };
  const cluster = Cluster.generic({
    ...CILIUM,
    hostnameFiltering: true,
    dns: { namespace: 'dns', podLabels: { app: 'coredns' } },
  });
  expect(synthesized(build(everything, true), cluster)).toMatchSnapshot();
});

const api = (chart: Chart): Workload => testWorkload(chart, 'api', { ports: [Port.http(8080)] });

test.each([
  ['the API server', Peer.kubernetesApi(), Cluster.generic(CILIUM)],
  ['a host', Peer.hostname('x.example', { port: 443 }), Cluster.generic({ ...CILIUM, hostnameFiltering: true })],
])('a CiliumNetworkPolicy stands beside it for %s, and both select the same pods', (_what, peer, cluster) => {
  const manifests = Manifests.of(chartWith((chart) => api(chart).connectTo(peer), cluster));
  const policy = manifests.resource('NetworkPolicy', 'api');
  const beside = manifests.resource('CiliumNetworkPolicy', 'api');
  expect(beside.spec.endpointSelector).toEqual(policy.spec.podSelector);
  manifests.allows('api', 'dns', 53);
});

test('names of hosts are only known through the DNS proxy', () => {
  const cluster = Cluster.generic({ ...CILIUM, hostnameFiltering: true });
  const peer = Peer.hostname('x.example', { port: 443 });
  const manifests = Manifests.of(chartWith((chart) => api(chart).connectTo(peer), cluster));
  const { egress } = manifests.resource('CiliumNetworkPolicy', 'api').spec;
  expect(egress[0].toPorts[0].rules).toEqual({ dns: [{ matchPattern: '*' }] });
  manifests.allows('api', 'hostname:x.example', 443);
  manifests.denies('api', 'hostname:x.example', 80);
});

test('other pods reach nothing that was not opened', () => {
  const manifests = Manifests.of(chartWith((chart) => api(chart).allowFrom(Peer.namespace('web'))));
  manifests.allows('namespace:web', 'api', 8080);
  manifests.denies('namespace:other', 'api', 8080);
  manifests.denies('10.0.0.1', 'api', 8080);
  manifests.denies('api', 'namespace:web', 8080);
  manifests.denies('api', '10.0.0.1', 443);
  manifests.allows('api', 'dns', 53);
});

test.each([
  ['172.16.0.0/12', '172.16.0.0/12'],
  ['10.0.0.1/32', '9.9.9.9/32'],
  ['9.9.9.9/32', '10.0.0.1/32'],
])('other addresses (%s, %s) move and join no rules', (vault, database) => {
  const egress = (chart: Chart) => Manifests.of(chart).resource('NetworkPolicy', 'api').spec.egress.slice(1);
  const connect = (chart: Chart): void => {
    edgeGraph.of(chart).connect(chart, Peer.cidr(vault, { port: 8200 }));
    edgeGraph.of(chart).connect(chart, Peer.cidr(database, { port: 5432 }));
  };
  expect(egress(chartWith(build(connect)))).toEqual([
    { to: [{ ipBlock: { cidr: database } }], ports: [{ port: 5432, protocol: 'TCP' }] },
    { to: [{ ipBlock: { cidr: vault } }], ports: [{ port: 8200, protocol: 'TCP' }] },
  ]);
});
