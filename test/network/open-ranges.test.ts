import { Cluster, Peer, Port } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { chartIn, manifestsOf, workload } from '../support/workload';

const FIX = "→ name the range of the target, or give the reason why any address may be reached: { anyAddress: '…' }";

test.each(['0.0.0.0/0', '::/0', '0.0.0.0/1', '8000::/1'])('a way to %s needs a reason', (range) => {
  const api = workload();
  api.connectTo(Peer.cidr(range, { port: 443 }));
  expectProblem(api, [
    `shop/api  connectTo ${range}`,
    `got "${range}"`,
    'a range of half of all addresses or more lets a broken-into pod send data anywhere',
    FIX,
  ]);
});

test('so does a caller from anywhere', () => {
  const api = workload({ ports: [Port.http(8080)] });
  api.allowFrom(Peer.cidr('0.0.0.0/0', { port: 443 }));
  expectProblem(api, [
    'shop/api  allowFrom 0.0.0.0/0',
    'got "0.0.0.0/0"',
    'a range of half of all addresses or more admits every caller',
    FIX,
  ]);
});

test('and a host whose address range is every address', () => {
  const api = workload({}, chartIn(Cluster.k3d()));
  api.connectTo(Peer.hostname('api.example.com', { port: 443, cidr: '0.0.0.0/0' }));
  expect(problems(api).map(([place]) => place)).toEqual(['test/shop/api  connectTo api.example.com']);
});

test('with the reason it is written, and the reason stands on the policy', () => {
  const api = workload();
  api.connectTo(Peer.cidr('0.0.0.0/0', { port: 443, anyAddress: 'it calls webhooks of customers' }));
  manifestsOf(api).allows(api.name, '203.0.113.7', 443);
  expect(manifestsOf(api).objects('NetworkPolicy')[0].metadata.annotations['tradewind.dev/open-egress']).toBe(
    '0.0.0.0/0: it calls webhooks of customers',
  );
});

test('a narrow range needs none, and shows none', () => {
  const api = workload();
  api.connectTo(Peer.cidr('10.0.0.0/8', { port: 443, anyAddress: 'unused' }));
  expect(manifestsOf(api).objects('NetworkPolicy')[0].metadata).not.toHaveProperty('annotations');
});
