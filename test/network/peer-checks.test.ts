import { Peer } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { manifestsOf, workload } from '../support/workload';

test.each([
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['Sctp', 'SCTP'],
])('a protocol in any case: %s', (protocol, written) => {
  const api = workload();
  api.connectTo(Peer.cidr('10.0.0.0/8', { port: 80, protocol }));
  expect(manifestsOf(api).objects('NetworkPolicy')[0].spec.egress[1].ports).toEqual([{ port: 80, protocol: written }]);
});

test('a protocol that is none', () => {
  const api = workload();
  api.connectTo(Peer.cidr('10.0.0.0/8', { port: 80, protocol: 'http' }));
  expectProblem(api, [
    'shop/api  connectTo 10.0.0.0/8',
    'got protocol "HTTP"',
    'a policy knows the protocols TCP, UDP and SCTP',
    '→ give one of these, or leave it out for TCP',
  ]);
});

test.each([
  [{ 'a b': 'c' }, 'a b: c'],
  [{ app: 'yes, please' }, 'app: yes, please'],
])('labels that are none: %j', (podLabels, shown) => {
  const api = workload();
  api.connectTo(Peer.service('orders', { port: 80, podLabels }));
  expectProblem(api, [
    'shop/api  connectTo service orders',
    `got label ${shown}`,
    'a label is a qualified name with a value of at most 63 letters, digits, -, _ and .',
    '→ correct the label of the peer',
  ]);
});

test('a namespace that is none', () => {
  const api = workload({ ports: [] });
  api.connectTo(Peer.service('orders', { port: 80, namespace: 'Other' }));
  expectProblem(api, [
    'shop/api  connectTo service orders.Other.svc',
    'got namespace "Other"',
    'the name of a namespace is a DNS label',
    '→ use a-z, 0-9 and -, at most 63 characters, no - at the ends',
  ]);
});

test.each([
  ['orders.other', "use Peer.service('orders', { namespace: 'other', … })"],
  ['Orders', 'use a-z, 0-9 and -, at most 63 characters, no - at the ends'],
])('a Service that is none: %s', (name, fix) => {
  const api = workload();
  api.connectTo(Peer.service(name, { port: 80 }));
  expectProblem(api, [
    `shop/api  connectTo service ${name}`,
    `got ${JSON.stringify(name)}`,
    'the name of a Service is a DNS label, without its namespace',
    `→ ${fix}`,
  ]);
});

test.each([
  ['10.20.1.0/28', 32],
  ['2001:db8::/64', 128],
])('the address of a range: %s', (block, length) => {
  const peer = Peer.cidr(block, { port: 443 });
  expectProblem(workload({ endpoints: { URL: peer.url('https') } }), [
    `shop/api  connectTo ${block}`,
    `got the address of ${block}, which is a range`,
    'a program connects to one host: the first address of a range is no host',
    `→ connectTo this peer for the way, and write the address of the host: Peer.cidr('…/${length}', …)`,
  ]);
  const api = workload();
  api.connectTo(peer);
  expect(problems(api)).toEqual([]);
});

test.each([
  ['10.20.1.4/32', 'https://10.20.1.4:443'],
  ['2001:db8::1/128', 'https://[2001:db8::1]:443'],
])('the address of a host: %s', (block, url) => {
  const peer = Peer.cidr(block, { port: 443 });
  expect(peer.url('https').address).toBe(url);
  expect(problems(workload({ endpoints: { URL: peer.url('https') } }))).toEqual([]);
});
