import type { Chart } from 'cdk8s';
import { Manifests, Peer, ServiceAlias } from '../../lib';
import { problemsWith, synthesized, testChart, testWorkload } from '../support/trees';

const REDIS = Peer.service('redis', { namespace: 'data', port: 6379, targetPort: 6380, podLabels: { app: 'redis' } });
const alias = (chart: Chart, target = REDIS, name?: string): ServiceAlias =>
  new ServiceAlias(chart, 'cache', { target, name });

test('minimal', () => {
  expect(synthesized((chart) => void alias(chart))).toMatchSnapshot();
});

test('full', () => {
  expect(synthesized((chart) => void alias(chart, REDIS, 'redis-cluster'))).toMatchSnapshot();
});

test('its address has the short name and the port of the Service, and the way leads to the pods', () => {
  const chart = testChart();
  const url = alias(chart).url('redis', '/0');
  expect(url.address).toBe('redis://cache:6379/0');
  testWorkload(chart, 'api', { endpoints: { REDIS_URL: url } });
  const manifests = Manifests.of(chart);
  manifests.allows('api', 'namespace:data{app=redis}', 6380);
  manifests.denies('api', 'namespace:data{app=redis}', 6379);
  manifests.denies('api', 'namespace:data{app=other}', 6380);
});

test.each([
  ['a Service of this namespace', Peer.service('redis', { port: 6379 }), '"redis"'],
  ['an address', Peer.cidr('10.0.0.1/32', { port: 6379 }), '"10.0.0.1"'],
  ['a host outside', Peer.hostname('redis.example.com', { port: 6379, cidr: '10.0.0.1/32' }), '"redis.example.com"'],
])('stands for no %s', (_what, target, value) => {
  expect(problemsWith((chart) => void alias(chart, target))).toBe(
    `  test/shop/cache  target
    got ${value}
    an alias stands for a Service of another namespace
    → use Peer.service(name, { namespace: '…', port })`,
  );
});
