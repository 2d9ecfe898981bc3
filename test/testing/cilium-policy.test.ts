import { Manifests } from '../../lib/testing';
import { app, ciliumPolicy, isAllowed, messageOf, workload } from './fixtures';

const objects = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'edge', labels: { tier: 'front' } } },
  workload('prod', 'api', 8000),
  workload('prod', 'db', 5432, 'StatefulSet'),
  workload('edge', 'proxy', 8443),
];
const ingress = (rule: object) => ciliumPolicy('prod', 'db', { endpointSelector: app('db'), ingress: [rule] });
const egress = (...rules: object[]) => ciliumPolicy('prod', 'api', { endpointSelector: app('api'), egress: rules });
const ports = (port: string, protocol?: string, more: object = {}) => [{ ports: [{ port, protocol, ...more }] }];
const dns = {
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s-app': 'kube-dns' } }],
};
const seen = (pattern: string) => ({
  ...dns,
  toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: pattern }] } }],
});

type Case = [title: string, policies: object[], source: string, destination: string, port: number, allowed: boolean];

const cases: Case[] = [
  ['endpoints in the namespace', [ingress({ fromEndpoints: [app('api')] })], 'api', 'db', 5432, true],
  ['other endpoints', [ingress({ fromEndpoints: [app('other')] })], 'api', 'db', 5432, false],
  ['an empty selector is held to the namespace, inside', [ingress({ fromEndpoints: [{}] })], 'api', 'db', 5432, true],
  [
    'an empty selector is held to the namespace, outside',
    [ingress({ fromEndpoints: [{}] })],
    'proxy',
    'db',
    5432,
    false,
  ],
  ['no endpoints match nobody', [ingress({ fromEndpoints: [] })], 'api', 'db', 5432, false],
  ['an empty rule allows nothing', [ingress({})], 'api', 'db', 5432, false],
  [
    'no rules close nothing',
    [ciliumPolicy('prod', 'db', { endpointSelector: {}, ingress: [] })],
    'api',
    'db',
    5432,
    true,
  ],
  [
    'a namespace by key',
    [ingress({ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'edge', 'any:app': 'proxy' } }] })],
    'proxy',
    'db',
    5432,
    true,
  ],
  [
    'a namespace by its labels',
    [ingress({ fromEndpoints: [{ matchLabels: { 'k8s:io.cilium.k8s.namespace.labels.tier': 'front' } }] })],
    'proxy',
    'db',
    5432,
    true,
  ],
  [
    'a namespace by expression',
    [ingress({ fromEndpoints: [{ matchExpressions: [{ key: 'io.kubernetes.pod.namespace', operator: 'Exists' }] }] })],
    'proxy',
    'db',
    5432,
    true,
  ],
  ['entity cluster holds pods', [ingress({ fromEntities: ['cluster'] })], 'proxy', 'db', 5432, true],
  ['entity world does not', [ingress({ fromEntities: ['world'] })], 'proxy', 'db', 5432, false],
  ['entity world holds addresses', [egress({ toEntities: ['world'] })], 'api', '203.0.113.7', 443, true],
  ['entity world-ipv6 holds no IPv4', [egress({ toEntities: ['world-ipv6'] })], 'api', '203.0.113.7', 443, false],
  ['entity all', [egress({ toEntities: ['all'] })], 'api', 'hostname:a.example', 443, true],
  ['entity kube-apiserver', [egress({ toEntities: ['kube-apiserver'] })], 'api', 'kube-apiserver', 443, true],
  ['entity host is none of those', [egress({ toEntities: ['host'] })], 'api', 'kube-apiserver', 443, false],
  ['CIDR', [egress({ toCIDR: ['10.0.0.0/8'] })], 'api', '10.1.2.3', 443, true],
  [
    'CIDR set',
    [egress({ toCIDRSet: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }] })],
    'api',
    '10.1.2.3',
    443,
    false,
  ],
  ['source CIDR', [ingress({ fromCIDR: ['203.0.113.0/24'] })], '203.0.113.7', 'db', 5432, true],
  ['a pod is no address', [ingress({ fromCIDR: ['0.0.0.0/0'] })], 'api', 'db', 5432, false],
  ['ports alone open to everybody', [ingress({ toPorts: ports('5432', 'TCP') })], '203.0.113.7', 'db', 5432, true],
  ['another port', [ingress({ toPorts: ports('5433', 'TCP') })], 'api', 'db', 5432, false],
  ['another protocol', [ingress({ toPorts: ports('5432', 'UDP') })], 'api', 'db', 5432, false],
  ['any protocol is the default', [ingress({ toPorts: ports('5432') })], 'api', 'db', 5432, true],
  ['port 0 is every port', [ingress({ toPorts: ports('0', 'TCP') })], 'api', 'db', 5432, true],
  ['a range of ports', [ingress({ toPorts: ports('5000', 'TCP', { endPort: 6000 }) })], 'api', 'db', 5432, true],
  ['a port by name', [ingress({ toPorts: ports('main', 'TCP') })], 'api', 'db', 5432, true],
  ['ICMP opens no port', [ingress({ icmps: [{ fields: [{ type: 8 }] }] })], 'api', 'db', 5432, false],
  [
    'a name, its answers seen',
    [egress(seen('*'), { toFQDNs: [{ matchName: 'vault.internal' }] })],
    'api',
    'hostname:vault.internal',
    8200,
    true,
  ],
  [
    'a name, its answers unseen',
    [egress(dns, { toFQDNs: [{ matchName: 'vault.internal' }] })],
    'api',
    'hostname:vault.internal',
    8200,
    false,
  ],
  [
    'a pattern',
    [egress(seen('*'), { toFQDNs: [{ matchPattern: '*.internal' }] })],
    'api',
    'hostname:vault.internal',
    8200,
    true,
  ],
  [
    'a pattern of one label',
    [egress(seen('*'), { toFQDNs: [{ matchPattern: '*.internal' }] })],
    'api',
    'hostname:a.b.internal',
    8200,
    false,
  ],
  [
    'another name',
    [egress(seen('*'), { toFQDNs: [{ matchName: 'vault.internal' }] })],
    'api',
    'hostname:evil.example',
    443,
    false,
  ],
  [
    'ingressDeny wins over ingress',
    [
      ciliumPolicy('prod', 'db', {
        endpointSelector: app('db'),
        ingress: [{ fromEntities: ['all'] }],
        ingressDeny: [{ fromEndpoints: [app('api')] }],
      }),
    ],
    'api',
    'db',
    5432,
    false,
  ],
  [
    'default deny switched off',
    [ciliumPolicy('prod', 'db', { endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingress: [{}] })],
    'api',
    'db',
    5432,
    true,
  ],
  [
    'default deny switched on',
    [ciliumPolicy('prod', 'db', { endpointSelector: {}, enableDefaultDeny: { ingress: true } })],
    'api',
    'db',
    5432,
    false,
  ],
  [
    'several specs',
    [
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        metadata: { namespace: 'prod', name: 'two' },
        specs: [
          { endpointSelector: {}, ingress: [{}] },
          { endpointSelector: app('db'), ingress: [{ fromEndpoints: [app('api')] }] },
        ],
      },
    ],
    'api',
    'db',
    5432,
    true,
  ],
  [
    'a cluster-wide policy selects by namespace',
    [
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumClusterwideNetworkPolicy',
        metadata: { name: 'wide' },
        spec: {
          endpointSelector: { matchLabels: { 'io.kubernetes.pod.namespace': 'prod' } },
          ingress: [{ fromEndpoints: [{}] }],
        },
      },
    ],
    'proxy',
    'db',
    5432,
    true,
  ],
  [
    'a policy of nodes selects no pods',
    [
      {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumClusterwideNetworkPolicy',
        metadata: { name: 'nodes' },
        spec: { nodeSelector: {}, ingress: [{}] },
      },
    ],
    'api',
    'db',
    5432,
    true,
  ],
];

describe('compileCiliumPolicy', () => {
  test.each(cases)('%s', (_title, policies, source, destination, port, allowed) => {
    expect(isAllowed(Manifests.ofObjects([...objects, ...policies]), source, destination, port)).toBe(allowed);
  });

  test('part of a range that is refused keeps the range from being allowed', () => {
    const manifests = Manifests.ofObjects([
      ...objects,
      ciliumPolicy('prod', 'api', {
        endpointSelector: {},
        egress: [{ toCIDR: ['10.0.0.0/8'] }],
        egressDeny: [{ toCIDR: ['10.1.0.0/16'] }],
      }),
    ]);

    expect(isAllowed(manifests, 'api', '10.1.4.0/24', 443)).toBe(false);
    expect(isAllowed(manifests, 'api', '10.2.0.0/16', 443)).toBe(true);
    expect(() => isAllowed(manifests, 'api', '10.0.0.0/8', 443)).toThrow('is allowed in part');
  });

  test('says what cannot be judged', () => {
    const manifests = (rule: object) => Manifests.ofObjects([...objects, egress(rule)]);

    expect(messageOf(() => manifests({ toServices: [{}] }).allows('api', 'db', 5432))).toBe(
      'CiliumNetworkPolicy api uses toServices, which cannot be judged from manifests alone.',
    );
    expect(messageOf(() => manifests({ toCIDRSet: [{ cidrGroupRef: 'x' }] }).allows('api', 'db', 5432))).toBe(
      'CiliumNetworkPolicy api uses toCIDRSet without cidr, which cannot be judged from manifests alone.',
    );
  });

  test('says that the DNS answers are not seen', () => {
    const manifests = Manifests.ofObjects([...objects, egress({ toFQDNs: [{ matchName: 'vault.internal' }] })]);

    expect(messageOf(() => manifests.allows('api', 'hostname:vault.internal', 8200))).toBe(
      [
        'Expected api to reach hostname:vault.internal on 8200/TCP, but the egress side refuses:',
        '  egress of prod/api: egress rule 1 of CiliumNetworkPolicy api allows 8200/TCP to vault.internal by name, ' +
          'but no rule with toPorts.rules.dns lets Cilium see the DNS answers for that name',
        '    selected by CiliumNetworkPolicy api',
      ].join('\n'),
    );
  });
});
