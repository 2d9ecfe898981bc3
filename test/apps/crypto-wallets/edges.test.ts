import { isAllowed } from '../../testing/fixtures';
import { environment } from '../../support/crypto-wallets';

const SERVICE = 'crypto-wallets-service';
const prod = environment('prod');
const JOB = prod.objects('Job')[0].metadata.name;
const PORTS = [22, 53, 80, 443, 3000, 3001, 5432, 6379, 8200, 6443];

/** Everybody that could be talked to, with the ports of theirs that are open to whom. */
const ENDS: [string, number[], number[]][] = [
  ['10.20.1.0/28', [5432], [5432]],
  ['10.20.0.10', [8200], []],
  ['namespace:redis', [6379], []],
  ['dns', [53], [53]],
  ['kube-apiserver', [], []],
  ['hostname:vault.internal', [], []],
  ['hostname:example.com', [], []],
  ['10.20.0.11', [], []],
  ['10.20.1.16', [], []],
  ['8.8.8.8', [], []],
  ['169.254.169.254', [], []],
  ['namespace:default', [], []],
  ['namespace:kube-system', [], []],
  ['namespace:monitoring', [], []],
];

const open = (from: string, to: string) => PORTS.filter((port) => isAllowed(prod, from, to, port));

test.each(ENDS)('the service and the migration reach %s as far as they must', (end, ofService, ofJob) => {
  expect(open(SERVICE, end)).toEqual(ofService);
  expect(open(JOB, end)).toEqual(ofJob);
});

test.each<[string, number[]]>([
  ['namespace:shop', []],
  ['namespace:crypto-wallets', []],
  ['namespace:monitoring', []],
  ['namespace:kube-system', []],
  ['10.0.0.1', []],
])('%s reaches neither', (from, ports) => {
  expect(open(from, SERVICE)).toEqual(ports);
  expect(open(from, JOB)).toEqual([]);
});

test('the service and its migration do not reach each other', () => {
  expect([open(SERVICE, JOB), open(JOB, SERVICE)]).toEqual([[], []]);
});

test('namespaces that say so are clients, on the service ports', () => {
  const [policy] = prod.objects('NetworkPolicy').filter(({ metadata }) => metadata.name === SERVICE);
  expect(policy.spec.ingress).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { 'crypto-wallets/client': 'true' } }, podSelector: {} }],
      ports: [
        { port: 3000, protocol: 'TCP' },
        { port: 3001, protocol: 'TCP' },
      ],
    },
  ]);
});
