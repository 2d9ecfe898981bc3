import fc from 'fast-check';
import { Cluster } from '../../lib';
import { Manifests } from '../../lib/testing';
import { NetworkModel } from '../../lib/testing/network-model';
import { app, ciliumPolicy, isAllowed, messageOf, networkPolicy, workload } from './fixtures';

const objects = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod', labels: { tier: 'production' } } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'edge', labels: { tier: 'front' } } },
  workload('prod', 'api', 8000),
  workload('prod', 'db', 5432, 'StatefulSet'),
  workload('prod', 'report', 9000, 'CronJob'),
  workload('edge', 'proxy', 8443),
  workload('edge', 'probe', 80, 'Pod'),
];
const api = { podSelector: app('api') };
const db = { podSelector: app('db') };
const ingress = (spec: object) => networkPolicy('prod', 'db', { ...db, policyTypes: ['Ingress'], ingress: [spec] });
const egress = (spec: object) => networkPolicy('prod', 'api', { ...api, policyTypes: ['Egress'], egress: [spec] });
const denyAll = networkPolicy('prod', 'default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const tcp = (port: number | string, more: object = {}) => [{ port, protocol: 'TCP', ...more }];
const dnsTo = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
};

type Case = [title: string, policies: object[], source: string, destination: string, port: number, allowed: boolean];

const cases: Case[] = [
  ['no policy leaves pods open', [], 'api', 'db', 5432, true],
  [
    'a policy elsewhere leaves pods open',
    [networkPolicy('edge', 'deny', { podSelector: {} })],
    'api',
    'db',
    5432,
    true,
  ],
  ['default deny closes both ends', [denyAll], 'api', 'db', 5432, false],
  ['opening egress only is not enough', [denyAll, egress({ to: [db] })], 'api', 'db', 5432, false],
  ['opening ingress only is not enough', [denyAll, ingress({ from: [api] })], 'api', 'db', 5432, false],
  ['both ends open', [denyAll, egress({ to: [db] }), ingress({ from: [api] })], 'api', 'db', 5432, true],
  ['nobody else comes in', [ingress({ from: [api] })], 'report', 'db', 5432, false],
  ['a CronJob has pods', [ingress({ from: [{ podSelector: app('report') }] })], 'report', 'db', 5432, true],
  ['a bare Pod is one', [ingress({ from: [{ podSelector: app('probe') }] })], 'probe', 'db', 5432, false],
  ['a podSelector is held to the namespace', [ingress({ from: [{ podSelector: {} }] })], 'proxy', 'db', 5432, false],
  [
    'a namespaceSelector opens all of it',
    [ingress({ from: [{ namespaceSelector: app('x') }] })],
    'proxy',
    'db',
    5432,
    false,
  ],
  [
    'by the label of the namespace',
    [ingress({ from: [{ namespaceSelector: { matchLabels: { tier: 'front' } } }] })],
    'proxy',
    'db',
    5432,
    true,
  ],
  [
    'by the automatic label of the namespace',
    [ingress({ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } } }] })],
    'proxy',
    'db',
    5432,
    true,
  ],
  [
    'by an expression over namespaces',
    [
      ingress({
        from: [{ namespaceSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['front'] }] } }],
      }),
    ],
    'proxy',
    'db',
    5432,
    false,
  ],
  [
    'both selectors in one peer must hold',
    [ingress({ from: [{ namespaceSelector: {}, podSelector: app('proxy') }] })],
    'probe',
    'db',
    5432,
    false,
  ],
  [
    'selectors in two peers add up',
    [ingress({ from: [{ namespaceSelector: {} }, { podSelector: app('api') }] })],
    'probe',
    'db',
    5432,
    true,
  ],
  ['a peer without selectors matches nothing', [ingress({ from: [{}] })], 'api', 'db', 5432, false],
  ['no from means everybody', [ingress({ ports: tcp(5432) })], '203.0.113.7', 'db', 5432, true],
  ['an empty from means everybody', [ingress({ from: [] })], 'proxy', 'db', 5432, true],
  ['another port is closed', [ingress({ ports: tcp(5433) })], 'api', 'db', 5432, false],
  ['another protocol is closed', [ingress({ ports: [{ port: 5432, protocol: 'UDP' }] })], 'api', 'db', 5432, false],
  ['TCP is the default protocol', [ingress({ ports: [{ port: 5432 }] })], 'api', 'db', 5432, true],
  ['a protocol without port means all ports', [ingress({ ports: [{ protocol: 'TCP' }] })], 'api', 'db', 5432, true],
  ['a range of ports, inside', [ingress({ ports: tcp(5000, { endPort: 5432 }) })], 'api', 'db', 5432, true],
  ['a range of ports, outside', [ingress({ ports: tcp(5000, { endPort: 5431 }) })], 'api', 'db', 5432, false],
  ['a port by name', [ingress({ ports: tcp('main') })], 'api', 'db', 5432, true],
  ['a port by a name that is not declared', [ingress({ ports: tcp('admin') })], 'api', 'db', 5432, false],
  ['egress by the name of the destination', [egress({ to: [db], ports: tcp('main') })], 'api', 'db', 5432, true],
  ['egress by name to an address has no port', [egress({ ports: tcp('main') })], 'api', '10.0.0.5', 8000, false],
  ['an address in a block', [egress({ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })], 'api', '10.0.0.5', 443, true],
  ['an address beside a block', [egress({ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })], 'api', '11.0.0.5', 443, false],
  [
    'an address excepted',
    [egress({ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] })],
    'api',
    '10.0.0.5',
    443,
    false,
  ],
  ['IPv6 in a block', [egress({ to: [{ ipBlock: { cidr: 'fd00::/8' } }] })], 'api', 'fd00::5', 443, true],
  ['a pod is no address', [egress({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })], 'api', 'db', 5432, false],
  [
    'Egress is implied by egress rules',
    [networkPolicy('prod', 'api', { ...api, egress: [{ to: [db] }] })],
    'api',
    'report',
    9000,
    false,
  ],
  ['Egress is not implied without', [networkPolicy('prod', 'api', { ...api, egress: [] })], 'api', 'db', 5432, true],
  [
    'Ingress is always implied',
    [networkPolicy('prod', 'api', { ...api, egress: [{ to: [db] }] })],
    'proxy',
    'api',
    8000,
    false,
  ],
  [
    'policyTypes switch rules off',
    [networkPolicy('prod', 'x', { ...db, policyTypes: ['Egress'], ingress: [] })],
    'api',
    'db',
    5432,
    true,
  ],
  ['dns', [egress({ ...dnsTo, ports: [...tcp(53), { port: 53, protocol: 'UDP' }] })], 'api', 'dns', 53, true],
  [
    'a foreign namespace',
    [ingress({ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }] })],
    'namespace:monitoring',
    'db',
    5432,
    true,
  ],
  [
    'labels in a foreign namespace',
    [ingress({ from: [{ namespaceSelector: {}, podSelector: app('prometheus') }] })],
    'namespace:monitoring{app=prometheus,x=y}',
    'db',
    5432,
    true,
  ],
  [
    'other labels in a foreign namespace',
    [ingress({ from: [{ namespaceSelector: {}, podSelector: app('prometheus') }] })],
    'namespace:monitoring{app=grafana}',
    'db',
    5432,
    false,
  ],
  [
    'a host name needs every address',
    [egress({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })],
    'api',
    'hostname:a.example',
    443,
    true,
  ],
  [
    'the API server is no address',
    [egress({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })],
    'api',
    'kube-apiserver',
    443,
    false,
  ],
  [
    'policies add up',
    [
      denyAll,
      egress({ to: [db] }),
      ciliumPolicy('prod', 'db', { endpointSelector: app('db'), ingress: [{ fromEndpoints: [app('api')] }] }),
    ],
    'api',
    'db',
    5432,
    true,
  ],
  [
    'what Cilium denies stays denied',
    [egress({}), ciliumPolicy('prod', 'no', { endpointSelector: {}, egressDeny: [{ toEndpoints: [app('db')] }] })],
    'api',
    'db',
    5432,
    false,
  ],
];

describe('NetworkModel', () => {
  test.each(cases)('%s', (_title, policies, source, destination, port, allowed) => {
    const manifests = Manifests.ofObjects([...objects, ...policies]);

    expect(isAllowed(manifests, source, destination, port)).toBe(allowed);
  });

  test('a CIDR is allowed as a whole and denied as a whole', () => {
    const manifests = Manifests.ofObjects([...objects, egress({ to: [{ ipBlock: { cidr: '10.0.0.0/16' } }] })]);

    expect(isAllowed(manifests, 'api', '10.0.4.0/24', 443)).toBe(true);
    expect(isAllowed(manifests, 'api', '11.0.0.0/8', 443)).toBe(false);
    expect(() => isAllowed(manifests, 'api', '10.0.0.0/8', 443)).toThrow('is allowed in part');
  });

  test('dns is allowed and denied with both of its protocols', () => {
    const manifests = Manifests.ofObjects([...objects, egress({ ...dnsTo, ports: [{ port: 53, protocol: 'UDP' }] })]);

    expect(isAllowed(manifests, 'api', 'dns', 53, 'UDP')).toBe(true);
    expect(isAllowed(manifests, 'api', 'dns', 53, 'TCP')).toBe(false);
    expect(() => isAllowed(manifests, 'api', 'dns', 53)).toThrow('is allowed in part');
  });

  test('says what cannot be asked', () => {
    const model = new NetworkModel([], Cluster.generic());
    const withPods = Manifests.ofObjects(objects);

    expect(messageOf(() => model.judge('dns', '10.0.0.1', 0, undefined, 'all'))).toBe(
      '0 is not a port: give a whole number from 1 to 65535.',
    );
    expect(messageOf(() => model.judge('dns', '10.0.0.1', 53, 'tcp', 'all'))).toBe(
      'tcp is not a protocol: give TCP, UDP, SCTP.',
    );
    expect(messageOf(() => model.judge('dns', '10.0.0.1', 53, undefined, 'all'))).toBe(
      'Neither dns nor 10.0.0.1 is a workload of these manifests.',
    );
    expect(messageOf(() => withPods.allows('hostname:a.example', 'api', 8000))).toBe(
      'hostname:a.example cannot be a source: policies know host names of destinations only.',
    );
  });

  describe('whatever is added', () => {
    const names = ['a', 'b', 'c'];
    const peer = fc.constantFrom({ podSelector: {} }, ...names.map((name) => ({ podSelector: app(name) })));
    const rule = fc.record(
      { peers: fc.array(peer, { maxLength: 2 }), ports: fc.constantFrom([], tcp(1), tcp('main'), tcp(2)) },
      { requiredKeys: [] },
    );
    const policy = fc.record({
      selector: fc.constantFrom({}, ...names.map(app)),
      types: fc.constantFrom<string[]>(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
      ingress: fc.array(rule, { maxLength: 2 }),
      egress: fc.array(rule, { maxLength: 2 }),
    });
    type Rule = typeof rule extends fc.Arbitrary<infer T> ? T : never;
    type Policy = typeof policy extends fc.Arbitrary<infer T> ? T : never;
    const rendered = (policies: Policy[]) =>
      Manifests.ofObjects([
        ...names.map((name) => workload('prod', name, 1)),
        ...policies.map(({ selector, types, ingress: into, egress: out }, index) =>
          networkPolicy('prod', `policy-${index}`, {
            podSelector: selector,
            policyTypes: types,
            ingress: into.map(({ peers, ports }: Rule) => ({ from: peers, ports })),
            egress: out.map(({ peers, ports }: Rule) => ({ to: peers, ports })),
          }),
        ),
      ]);
    const pairs = names.flatMap((source) => names.map((destination) => [source, destination] as const));

    test('a rule added to a policy closes nothing', () => {
      fc.assert(
        fc.property(
          fc.array(policy, { minLength: 1, maxLength: 3 }),
          fc.nat(),
          rule,
          fc.boolean(),
          (policies, at, extra, inward) => {
            const index = at % policies.length;
            const widened = policies.map((one, position) =>
              position !== index
                ? one
                : { ...one, ...(inward ? { ingress: [...one.ingress, extra] } : { egress: [...one.egress, extra] }) },
            );
            const before = rendered(policies);
            const after = rendered(widened);
            for (const [source, destination] of pairs) {
              expect(!isAllowed(before, source, destination, 1) || isAllowed(after, source, destination, 1)).toBe(true);
            }
          },
        ),
        { numRuns: 150 },
      );
    });

    test('a policy added closes a path only where it newly selects an end', () => {
      const selects = (one: Policy, name: string, type: string) =>
        one.types.includes(type) && ['{}', JSON.stringify(app(name))].includes(JSON.stringify(one.selector));
      let closed = 0;
      fc.assert(
        fc.property(fc.array(policy, { maxLength: 2 }), policy, (policies, added) => {
          const before = rendered(policies);
          const after = rendered([...policies, added]);
          for (const [source, destination] of pairs) {
            if (isAllowed(before, source, destination, 1) && !isAllowed(after, source, destination, 1)) {
              closed += 1;
              const newly = (name: string, type: string) =>
                selects(added, name, type) && !policies.some((one) => selects(one, name, type));
              expect(newly(source, 'Egress') || newly(destination, 'Ingress')).toBe(true);
            }
          }
        }),
        { numRuns: 150 },
      );
      expect(closed).toBeGreaterThan(0);
    });
  });
});
