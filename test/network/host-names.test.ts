import fc from 'fast-check';
import { ApiService, Cluster, DataPlane, Peer, Port, Probe } from '../../lib';
import { readHostName } from '../../lib/network/host-names';
import { problems } from '../support/findings';
import { chartIn, IMAGE, manifestsOf, workload } from '../support/workload';

const CILIUM = Cluster.generic({ dataPlane: DataPlane.CILIUM, hostnameFiltering: true });

function connected(host: string, protocol?: string) {
  const api = workload({}, chartIn(CILIUM));
  api.connectTo(Peer.hostname(host, { port: 443, protocol }));
  return api;
}

/** What the policies of a workload say of hosts. */
function fqdns(api: ReturnType<typeof connected>): unknown[] {
  return manifestsOf(api)
    .objects('CiliumNetworkPolicy')
    .flatMap(({ spec }) => spec.egress)
    .flatMap(({ toFQDNs }: { toFQDNs?: unknown[] }) => toFQDNs ?? []);
}

test.each([
  ['api.example.com', { matchName: 'api.example.com' }],
  ['API.Example.com', { matchName: 'api.example.com' }],
  ['api.example.com.', { matchName: 'api.example.com' }],
  ['vault.internal', { matchName: 'vault.internal' }],
  ['redis.redis.', { matchName: 'redis.redis' }],
  ['*.servicebus.windows.net', { matchPattern: '*.servicebus.windows.net' }],
  ['orders-*.example.com', { matchPattern: 'orders-*.example.com' }],
])('%s is a host', (host, rule) => {
  expect(fqdns(connected(host))).toEqual([rule]);
});

test.each([
  ['', 'a host has a name', 'give its DNS name, such as api.example.com'],
  [
    'https://api.example.com/v1',
    'a host name has no scheme, port or path',
    "give 'api.example.com', and the port as an option",
  ],
  [
    'api.example.com:443',
    'a host name has no scheme, port or path',
    "give 'api.example.com', and the port as an option",
  ],
  [
    'api.example.com/v1',
    'a host name has no scheme, port or path',
    "give 'api.example.com', and the port as an option",
  ],
  ['10.1.0.4', 'an address is no host name', "use Peer.cidr('10.1.0.4/32', …)"],
  ['2001:db8::1', 'an address is no host name', "use Peer.cidr('2001:db8::1/128', …)"],
  ['localhost', 'it is the pod itself, which no policy closes', 'write the address into a variable, without a peer'],
  [
    '10-1-0-4.redis.pod.cluster.local',
    'the name of a pod changes with its address',
    "name the Service before it: Peer.service('…', …)",
  ],
  [
    'api..example.com',
    'it is no DNS name: labels of letters, digits and -, at most 63 each and 253 together',
    'correct the name; * stands for the characters of one label',
  ],
  [
    'redis.redis',
    'it reads as the Service redis of the namespace redis, which no rule for host names matches',
    "use Peer.service('redis', { namespace: 'redis', … }); a host outside the cluster has a dot at its end: 'redis.redis.'",
  ],
])('%j is no host', (host, rule, fix) => {
  expect(problems(connected(host))).toEqual([
    [`test/shop/api  connectTo ${host}`, `got ${JSON.stringify(host)}`, rule, `→ ${fix}`],
  ]);
});

test.each([
  ['redis', { name: 'redis' }],
  ['redis.cache.svc', { name: 'redis', namespace: 'cache' }],
  ['redis.cache.svc.cluster.local', { name: 'redis', namespace: 'cache' }],
  ['redis.cache.svc.corp.example', { name: 'redis', namespace: 'cache' }],
  ['redis-0.redis-headless.cache.svc.cluster.local', { name: 'redis-headless', namespace: 'cache' }],
])('%s is a Service of the cluster', (host, service) => {
  expect(readHostName(workload({}, chartIn(CILIUM)), host)).toEqual({ service });
});

test.each(['orders', 'orders.shop', 'orders.shop.svc'])(
  '%s opens both ends, where the app has that Service',
  (host) => {
    const chart = chartIn(CILIUM);
    const orders = new ApiService(chart, 'orders', {
      image: IMAGE,
      ports: [Port.http(8080, { servicePort: 80 })],
      readiness: Probe.http('/ready'),
      liveness: Probe.http('/live'),
    });
    workload({}, chart).connectTo(Peer.hostname(host, { port: 80 }));
    expect(problems(chart)).toEqual([]);
    manifestsOf(orders).allows('api', 'orders', 8080);
  },
);

test('a pattern has no address', () => {
  const api = workload(
    { endpoints: { URL: Peer.hostname('*.example.com', { port: 443 }).url('https') } },
    chartIn(CILIUM),
  );
  expect(problems(api)).toEqual([
    [
      'test/shop/api  connectTo *.example.com',
      'got the address of *.example.com, which is a pattern',
      'a program connects to one host: a pattern stands for many',
      '→ connectTo this peer for the way, and write the name of the host into a variable',
    ],
  ]);
});

/** What the API server and Cilium take: the patterns of the CustomResourceDefinition, and the rules of NetworkPolicy. */
const MATCH_NAME = /^([-a-zA-Z0-9_]+[.]?)+$/;
const MATCH_PATTERN = /^([-a-zA-Z0-9_*]+[.]?)+$/;

test('whatever a host and a protocol are called, they are reported or what the API server takes', () => {
  const part = fc.stringMatching(/^[a-zA-Z0-9_*:/ .-]{0,12}$/);
  const host = fc.oneof(
    fc.array(part, { maxLength: 4 }).map((parts) => parts.join('.')),
    fc.domain(),
    fc.webUrl(),
    fc.ipV4(),
    fc.ipV6(),
    fc.string(),
  );
  const protocol = fc.constantFrom(undefined, 'TCP', 'tcp', 'udp', 'Sctp', 'http', '');
  fc.assert(
    fc.property(host, protocol, (name, spoken) => {
      const api = connected(name, spoken);
      if (problems(api).length > 0) {
        return;
      }
      for (const { matchName, matchPattern } of fqdns(api) as { matchName?: string; matchPattern?: string }[]) {
        expect(matchName ?? matchPattern).toMatch(matchName === undefined ? MATCH_PATTERN : MATCH_NAME);
        expect((matchName ?? matchPattern ?? '').length).toBeLessThanOrEqual(253);
      }
      const policies = JSON.stringify(manifestsOf(api).objects('CiliumNetworkPolicy'));
      const protocols = [...policies.matchAll(/"protocol":"([^"]*)"/g)].map(([, each]) => each);
      expect(protocols.filter((each) => !['TCP', 'UDP', 'SCTP', 'ANY'].includes(each))).toEqual([]);
    }),
    { numRuns: 300, seed: 20_261_201 },
  );
});
