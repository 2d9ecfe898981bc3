import { namedPortMatches, rangeMatches } from '../../lib/testing/network-question';
import type { Peer, RuleQuestion } from '../../lib/testing/network-question';

const address = (text: string, prefix: number): Peer => ({
  type: 'address',
  title: text,
  block: { address: text, prefix, family: 'ipv4' },
});
const host: Peer = { type: 'hostname', title: 'a.example', hostname: 'a.example' };
const apiServer: Peer = { type: 'kube-apiserver', title: 'kube-apiserver' };

test.each<[string, string[], Peer, boolean, boolean]>([
  ['10.0.0.0/8', [], address('10.1.0.0', 16), true, true],
  ['10.0.0.0/8', ['10.1.2.0/24'], address('10.1.0.0', 16), false, true],
  ['10.0.0.0/8', ['10.0.0.0/9'], address('10.1.0.0', 16), false, false],
  ['10.1.2.0/24', [], address('10.1.0.0', 16), false, true],
  ['nonsense', [], address('10.1.0.0', 16), false, false],
  ['0.0.0.0/0', [], host, true, true],
  ['0.0.0.0/0', ['10.0.0.0/8'], host, false, true],
  ['10.0.0.0/8', [], host, false, false],
  ['0.0.0.0/0', [], apiServer, false, false],
])('range %s except %j matches all or some of %j', (cidr, exceptions, peer, all, some) => {
  expect(rangeMatches(cidr, exceptions, peer, 'all')).toBe(all);
  expect(rangeMatches(cidr, exceptions, peer, 'some')).toBe(some);
});

test('a named port is the one the destination declares', () => {
  const destination: Peer = {
    type: 'pod',
    title: 'prod/api',
    held: true,
    namespace: 'prod',
    labels: {},
    namespaceLabels: {},
    serviceAccount: 'default',
    ports: [{ name: 'http', number: 80, protocol: 'TCP' }],
  };
  const question: RuleQuestion = {
    peer: destination,
    destination,
    port: 80,
    protocol: 'TCP',
    coverage: 'all',
    observesName: false,
  };

  expect(namedPortMatches('http', question)).toBe(true);
  expect(namedPortMatches('grpc', question)).toBe(false);
  expect(namedPortMatches('http', { ...question, port: 81 })).toBe(false);
  expect(namedPortMatches('http', { ...question, protocol: 'UDP' })).toBe(false);
  expect(namedPortMatches('http', { ...question, destination: apiServer })).toBe(false);
});
