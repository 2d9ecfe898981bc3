import * as fc from 'fast-check';
import {
  Cluster,
  Controller,
  DataPlane,
  Environment,
  Manifests,
  NamespaceChart,
  PodSecurity,
  Port,
  Workload,
} from '../../lib';
import { problems } from '../support/findings';
import { chartIn, IMAGE, manifestsOf } from '../support/workload';

const WITH_ADDRESSES = Cluster.generic({ nodeCidrs: ['10.60.0.0/22', '10.61.0.0/22'] });
const CILIUM = Cluster.generic({ dataPlane: DataPlane.CILIUM });

function pair(cluster: Cluster, feedIsOnHost = true, storeIsOnHost = false): { feed: Workload; store: Workload } {
  const chart = chartIn(cluster);
  const make = (id: string, onHost: boolean): Workload =>
    new Workload(chart, id, {
      image: IMAGE,
      controller: Controller.deployment(),
      ports: [Port.tcp('tcp', 6379)],
      hostNetwork: onHost ? 'it joins multicast groups of the exchange' : undefined,
    });
  return { feed: make('feed', feedIsOnHost), store: make('store', storeIsOnHost) };
}

test('who calls from the network of its node comes from the addresses of the nodes', () => {
  const { feed, store } = pair(WITH_ADDRESSES);
  feed.connectTo(store);
  const manifests = manifestsOf(store);
  expect(manifests.objects('NetworkPolicy').find(({ metadata }) => metadata.name === 'store')?.spec.ingress).toEqual([
    {
      from: [{ ipBlock: { cidr: '10.60.0.0/22' } }, { ipBlock: { cidr: '10.61.0.0/22' } }],
      ports: [{ port: 6379, protocol: 'TCP' }],
    },
  ]);
});

test('who is in the network of its node is reached at the addresses of the nodes', () => {
  const { feed, store } = pair(WITH_ADDRESSES, false, true);
  feed.connectTo(store);
  const [policy] = manifestsOf(feed)
    .objects('NetworkPolicy')
    .filter(({ metadata }) => metadata.name === 'feed');
  expect(policy.spec.egress[1].to).toEqual([
    { ipBlock: { cidr: '10.60.0.0/22' } },
    { ipBlock: { cidr: '10.61.0.0/22' } },
  ]);
});

test('Cilium knows the nodes by name, on both sides', () => {
  const { feed, store } = pair(CILIUM);
  feed.connectTo(store);
  const other = pair(CILIUM, false, true);
  other.feed.connectTo(other.store);
  const nodes = ['host', 'remote-node', 'kube-apiserver'];
  const toPorts = [{ ports: [{ port: '6379', protocol: 'TCP' }] }];
  const policy = (of: Workload) =>
    manifestsOf(of)
      .objects('CiliumNetworkPolicy')
      .find(({ metadata }) => metadata.name === of.name)?.spec;
  expect(policy(store)?.ingress).toEqual([{ fromEntities: nodes, toPorts }]);
  expect(policy(other.feed)?.egress).toEqual([{ toEntities: nodes, toPorts }]);
});

test.each([
  [true, false],
  [false, true],
])('without addresses of the nodes an edge is an error (%s, %s)', (feedIsOnHost, storeIsOnHost) => {
  const { feed, store } = pair(Cluster.generic(), feedIsOnHost, storeIsOnHost);
  feed.connectTo(store);
  expect(problems(feed).map(([, ...rest]) => rest.slice(-2))).toEqual([
    [
      'the cluster does not declare where its nodes are, and a policy cannot name them otherwise',
      '→ declare nodeCidrs on the cluster',
    ],
  ]);
});

test.each([
  ['with addresses', WITH_ADDRESSES],
  ['with Cilium', CILIUM],
])('what is connected is open and nothing else, whoever is in the network of its node: %s', (_, cluster) => {
  const COUNT = 4;
  const size = { minLength: COUNT, maxLength: COUNT };
  const edges = fc.uniqueArray(fc.tuple(fc.nat(COUNT - 1), fc.nat(COUNT - 1)), {
    selector: ([from, to]) => `${from}-${to}`,
    maxLength: 6,
  });
  fc.assert(
    fc.property(fc.array(fc.boolean(), size), edges, (onHost, drawn) => {
      const connected = drawn.filter(([from, to]) => from !== to);
      const chart = chartIn(cluster);
      const workloads = onHost.map(
        (isOnHost, index) =>
          new Workload(chart, `w${index}`, {
            image: IMAGE,
            controller: Controller.deployment(),
            ports: [Port.tcp('tcp', 6379)],
            hostNetwork: isOnHost ? 'drawn' : undefined,
          }),
      );
      connected.forEach(([from, to]) => workloads[from].connectTo(workloads[to]));
      expect(problems(chart)).toEqual([]);
      const manifests = manifestsOf(chart);
      connected.forEach(([from, to]) => manifests.allows(`w${from}`, `w${to}`, 6379));
      for (let to = 0; to < COUNT; to += 1) {
        // Every pod in the network of a node comes from the nodes: who lets in one of them lets in all.
        const isOpenToNodes = connected.some(([from, other]) => other === to && onHost[from]);
        for (let from = 0; from < COUNT; from += 1) {
          const isOpen =
            onHost[to] || connected.some(([a, b]) => a === from && b === to) || (isOpenToNodes && onHost[from]);
          if (from !== to && !isOpen) {
            manifests.denies(`w${from}`, `w${to}`, 6379);
          }
        }
      }
    }),
    { numRuns: 40, seed: 20_261_202 },
  );
});

test('a cache of names on each node is in its network: Cilium knows it by name', () => {
  const cluster = Cluster.generic({ dataPlane: DataPlane.CILIUM, dns: { nodeLocalAddress: '169.254.20.10' } });
  const { feed } = pair(cluster, false);
  const [policy] = manifestsOf(feed).objects('CiliumNetworkPolicy');
  expect(policy.spec.egress).toEqual([
    { toEntities: ['host'], toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }] }] },
  ]);
});

test('a service in the network of its node is as reachable as the node', () => {
  const chart = chartIn(CILIUM);
  const feeds = new NamespaceChart(Environment.of(chart) as Environment, 'feeds', {
    podSecurity: PodSecurity.privileged({ reason: 'the feed joins multicast groups' }),
  });
  const feed = new Workload(feeds, 'feed', {
    image: IMAGE,
    controller: Controller.deployment(),
    ports: [Port.http(8080)],
    hostNetwork: 'it joins multicast groups of the exchange',
  });
  const client = new Workload(chart, 'client', { image: IMAGE, controller: Controller.deployment() });
  client.connectTo(feed);
  Manifests.of(Environment.of(chart) as Environment).allows('client', 'feed', 8080);
});
