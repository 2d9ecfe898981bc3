import { type Chart } from 'cdk8s';
import { Cluster, DataPlane, Edge, Manifests, type NetworkTarget, Peer, Port } from '../../lib';
import { chartWith, problemsWith, testChart, testWorkload } from '../support/trees';

const CILIUM = Cluster.generic({ dataPlane: DataPlane.CILIUM });
const FILTERING = Cluster.generic({ dataPlane: DataPlane.CILIUM, hostnameFiltering: true });

/** What a peer is for a workload of a cluster, without what it is not. */
function targetOn(peer: Peer, cluster?: Cluster): NetworkTarget {
  const target = peer.toNetworkTarget(testWorkload(testChart(cluster), 'api'));
  return JSON.parse(JSON.stringify(target)) as NetworkTarget;
}

/** The rules of a chart in which one workload talks to a peer. */
const talkingTo = (peer: Peer, cluster?: Cluster): Manifests =>
  Manifests.of(chartWith((chart) => testWorkload(chart, 'api').connectTo(peer), cluster));

/** The rules of a chart in which a peer talks to one workload. */
const calledBy = (peer: Peer, cluster?: Cluster): Manifests => Manifests.of(chartWith(callable(peer), cluster));

const callable =
  (peer: Peer) =>
  (chart: Chart): void =>
    void testWorkload(chart, 'api', { ports: [Port.http(8080), Port.metrics(9090)] }).allowFrom(peer);

describe('a Service', () => {
  test.each([
    ['of this namespace', Peer.service('redis', { port: 6379 }), 'redis', { name: 'redis' }, {}, 6379],
    [
      'of another',
      Peer.service('redis', { port: 6379, namespace: 'data', targetPort: 6380, podLabels: { app: 'redis' } }),
      'redis.data.svc',
      { name: 'redis', namespace: 'data' },
      { namespace: 'data', podLabels: { app: 'redis' } },
      6380,
    ],
  ])('%s', (_what, peer, host, service, pods, port) => {
    expect(targetOn(peer)).toEqual({ description: `service ${host}`, service, pods: [pods], ports: [{ port }] });
    expect(peer.address.address).toBe(`${host}:6379`);
    expect(peer.url('redis', '/0').address).toBe(`redis://${host}:6379/0`);
    expect(peer.url('redis').peer).toBe(peer);
  });

  test('is reached at the pods with these labels, and not beside them', () => {
    const manifests = talkingTo(Peer.service('redis', { port: 6379, namespace: 'data', podLabels: { app: 'redis' } }));
    manifests.allows('api', 'namespace:data{app=redis}', 6379);
    manifests.denies('api', 'namespace:data{app=other}', 6379);
    manifests.denies('api', 'namespace:shop{app=redis}', 6379);
    manifests.denies('api', '10.0.0.1', 6379);
  });

  test('without labels may be any pod of its namespace', () => {
    const manifests = talkingTo(Peer.service('redis', { port: 53, protocol: 'UDP' }));
    manifests.allows('api', 'namespace:shop', 53, { protocol: 'UDP' });
    manifests.denies('api', 'namespace:shop', 53, { protocol: 'TCP' });
    manifests.denies('api', 'namespace:data', 53, { protocol: 'UDP' });
  });
});

describe('addresses', () => {
  test.each([
    ['10.1.0.0/16', '10.1.0.0:5432'],
    ['10.1.0.5/32', '10.1.0.5:5432'],
    ['fd00::5/128', '[fd00::5]:5432'],
  ])('%s', (block, address) => {
    const peer = Peer.cidr(block, { port: 5432 });
    expect(targetOn(peer)).toEqual({ description: block, cidrs: [block], ports: [{ port: 5432 }] });
    expect(peer.address.address).toBe(address);
    talkingTo(peer).allows('api', block, 5432);
    talkingTo(peer).denies('api', '10.2.0.1', 5432);
  });
});

describe('a host name', () => {
  const options = { port: 443 };

  test('by its name where the cluster filters names, whatever else is given', () => {
    const peer = Peer.hostname('api.example.com', { ...options, cidr: '203.0.113.0/24', anyAddress: 'r' });
    const manifests = talkingTo(peer, FILTERING);
    manifests.allows('api', 'hostname:api.example.com', 443);
    manifests.denies('api', 'hostname:other.example.com', 443);
    manifests.denies('api', '203.0.113.7', 443);
    expect(manifests.resource('CiliumNetworkPolicy', 'api')).toMatchSnapshot();
  });

  test('by its address range elsewhere', () => {
    const manifests = talkingTo(Peer.hostname('api.example.com', { ...options, cidr: '203.0.113.0/24' }), CILIUM);
    manifests.allows('api', '203.0.113.0/24', 443);
    manifests.denies('api', '203.0.114.1', 443);
    manifests.resourceCount('CiliumNetworkPolicy', 0);
  });

  test('at any address with a reason, which stands on the policy', () => {
    const manifests = talkingTo(Peer.hostname('api.example.com', { ...options, anyAddress: 'the venue moves' }));
    manifests.allows('api', '0.0.0.0/0', 443);
    manifests.allows('api', '::/0', 443);
    manifests.denies('api', '203.0.113.7', 80);
    manifests.hasResource('NetworkPolicy', 'api', {
      metadata: { annotations: { 'tradewind.dev/open-egress': 'api.example.com: the venue moves' } },
    });
  });

  test.each([undefined, ' '])('without a range or a reason (%j) it cannot be written', (anyAddress) => {
    const peer = Peer.hostname('api.example.com', { ...options, anyAddress });
    expect(problemsWith((chart) => testWorkload(chart, 'api').connectTo(peer))).toBe(
      `  test/shop/api  connectTo api.example.com
    the cluster declares no filtering by host name, and no address range is known
    → give cidr, or the reason why any address may be reached: anyAddress, or declare hostnameFiltering`,
    );
    expect(peer.url('https', '/v1').address).toBe('https://api.example.com:443/v1');
  });
});

describe('callers', () => {
  test('the pods of a namespace reach the service ports', () => {
    const manifests = calledBy(Peer.namespace('web', { podLabels: { app: 'front' } }));
    manifests.allows('namespace:web{app=front}', 'api', 8080);
    manifests.denies('namespace:web{app=front}', 'api', 9090);
    manifests.denies('namespace:web', 'api', 8080);
    calledBy(Peer.namespace('web')).allows('namespace:web', 'api', 8080);
  });

  test('the pods of every namespace with labels', () => {
    expect(targetOn(Peer.namespacesLabeled({ client: 'true', tier: 'a' }, { podLabels: { app: 'b' } }))).toEqual({
      description: 'namespaces client=true,tier=a',
      pods: [{ namespaceLabels: { client: 'true', tier: 'a' }, podLabels: { app: 'b' } }],
    });
    const manifests = calledBy(Peer.namespacesLabeled({ client: 'true' }));
    manifests.hasResource('NetworkPolicy', 'api', {
      spec: { ingress: [{ from: [{ namespaceSelector: { matchLabels: { client: 'true' } }, podSelector: {} }] }] },
    });
    manifests.denies('namespace:web', 'api', 8080);
  });

  test('cannot be talked to: they have no ports', () => {
    expect(problemsWith((chart) => testWorkload(chart, 'api').connectTo(Peer.namespace('web')))).toBe(
      `  test/shop/api  connectTo namespace web
    got a target without ports
    an edge leads to ports: without one nothing could be opened
    → give the target ports, or name a port of it`,
    );
  });
});

describe('the API server', () => {
  test('by name on Cilium', () => {
    const manifests = talkingTo(Peer.kubernetesApi(), CILIUM);
    manifests.allows('api', 'kube-apiserver', 443);
    manifests.denies('api', '10.0.0.1', 443);
  });

  test('by address and port elsewhere', () => {
    const cluster = Cluster.generic({ apiServerCidrs: ['10.0.0.1/32', '10.0.0.2/32'], apiServerPort: 6443 });
    const manifests = talkingTo(Peer.kubernetesApi(), cluster);
    manifests.allows('api', '10.0.0.1', 6443);
    manifests.allows('api', '10.0.0.2', 6443);
    manifests.denies('api', '10.0.0.1', 443);
    expect(Peer.kubernetesApi().url('https').address).toBe('https://kubernetes.default.svc:443');
  });

  test('cannot be written where nobody says where it is', () => {
    expect(problemsWith((chart) => testWorkload(chart, 'api').connectTo(Peer.kubernetesApi()))).toBe(
      `  test/shop/api  connectTo the API server
    the cluster does not declare where its API server is, and a policy cannot name it otherwise
    → declare apiServerCidrs on the cluster`,
    );
  });
});

describe('the login of Azure', () => {
  const tenantId = '99999999-8888-7777-6666-555555555555';
  const description = 'the login of Azure';
  const ports = [{ port: 443 }];

  test.each([
    ['by its name', { tenantId }, 'login.microsoftonline.com'],
    ['by the name that the cluster declares', { tenantId, loginHost: 'login.example.com' }, 'login.example.com'],
  ])('%s where the cluster filters names', (_, workloadIdentity, hostname) => {
    const cluster = Cluster.generic({ dataPlane: DataPlane.CILIUM, hostnameFiltering: true, workloadIdentity });
    expect(targetOn(Peer.azureLogin(), cluster)).toEqual({ description, ports, hostname });
  });

  test('by its address ranges elsewhere', () => {
    const cluster = Cluster.generic({ workloadIdentity: { tenantId, loginCidrs: ['20.190.128.0/18'] } });
    expect(targetOn(Peer.azureLogin(), cluster)).toEqual({ description, ports, cidrs: ['20.190.128.0/18'] });
  });

  test('at any address with a reason, which stands on the policy', () => {
    const workloadIdentity = { tenantId, loginAnyAddress: 'the ranges change every week' };
    const policy = talkingTo(Peer.azureLogin(), Cluster.generic({ workloadIdentity })).resource('NetworkPolicy', 'api');
    expect(policy.metadata.annotations).toEqual({
      'tradewind.dev/open-egress': 'the login of Azure: the ranges change every week',
    });
  });

  test.each([undefined, { tenantId }, { tenantId, loginCidrs: [], loginAnyAddress: ' ' }])(
    'cannot be written where nobody says where it is: %j',
    (workloadIdentity) => {
      const cluster = Cluster.generic({ workloadIdentity });
      expect(problemsWith((chart) => testWorkload(chart, 'api').connectTo(Peer.azureLogin()), cluster)).toBe(
        `  test/shop/api  connectTo the login of Azure
    the cluster declares no filtering by host name, and no address range of the login is known
    → declare loginCidrs or the reason loginAnyAddress in workloadIdentity of the cluster, or hostnameFiltering`,
      );
    },
  );
});

describe('the edge', () => {
  test('is let in from where its traffic comes', () => {
    calledBy(Peer.edge(), Cluster.k3d()).allows('namespace:kube-system{app.kubernetes.io/name=traefik}', 'api', 8080);
    const gateway = Edge.applicationGateway({ subnetCidr: '10.1.0.0/24' });
    const manifests = calledBy(Peer.edge(), Cluster.aks({ edge: gateway }));
    manifests.allows('10.1.0.0/24', 'api', 8080);
    manifests.denies('10.1.1.1', 'api', 8080);
  });

  test.each([
    ['no edge', Cluster.generic(), 'the cluster declares no edge', 'declare edge on the cluster'],
    [
      'an edge of unknown addresses',
      Cluster.aks(),
      'the traffic of the edge comes from outside the cluster, from addresses that are not declared',
      'declare subnetCidr on Edge.applicationGateway',
    ],
  ])('cannot be let in with %s', (_what, cluster, rule, fix) => {
    expect(problemsWith(callable(Peer.edge()), cluster)).toBe(
      `  test/shop/api  allowFrom the edge\n    ${rule}\n    → ${fix}`,
    );
  });
});

describe('Prometheus', () => {
  test.each([
    [{}, 'namespace:monitoring{app.kubernetes.io/name=prometheus}'],
    [{ namespace: 'obs', podLabels: { app: 'prom' } }, 'namespace:obs{app=prom}'],
  ])('declared as %j', (prometheus, source) => {
    const manifests = calledBy(Peer.prometheus(), Cluster.generic({ prometheus }));
    manifests.allows(source, 'api', 9090);
    manifests.allows(source, 'api', 8080);
    manifests.denies('namespace:monitoring', 'api', 9090);
  });

  test('cannot be let in where there is none', () => {
    expect(problemsWith(callable(Peer.prometheus()))).toBe(
      `  test/shop/api  allowFrom Prometheus
    the cluster declares no Prometheus
    → declare prometheus on the cluster`,
    );
  });
});

describe('KEDA', () => {
  test.each([
    [{}, 'namespace:keda{app=keda-operator}'],
    [{ namespace: 'kube-system', podLabels: { app: 'keda' } }, 'namespace:kube-system{app=keda}'],
  ])('declared as %j', (keda, source) => {
    const manifests = calledBy(Peer.keda(), Cluster.generic({ keda }));
    manifests.allows(source, 'api', 8080);
    manifests.denies('namespace:keda', 'api', 8080);
  });

  test('cannot be let in where there is none', () => {
    expect(problemsWith(callable(Peer.keda()))).toBe(
      `  test/shop/api  allowFrom KEDA
    the cluster declares no KEDA
    → declare keda on the cluster`,
    );
  });
});

test.each([
  ['a host name', Peer.hostname('api.example.com', { port: 443 }), FILTERING, 'api.example.com'],
  ['the API server of Cilium', Peer.kubernetesApi(), CILIUM, 'the API server'],
])('%s cannot be a caller: no rule for incoming traffic knows it', (_what, peer, cluster, name) => {
  expect(problemsWith(callable(peer), cluster)).toBe(
    `  test/shop/api  allowFrom ${name}
    got a peer without pods and addresses
    incoming traffic is told by pods or addresses: nothing would be opened
    → name the caller by Peer.namespace, Peer.namespacesLabeled or Peer.cidr`,
  );
});
