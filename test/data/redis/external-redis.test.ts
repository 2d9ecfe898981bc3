import type { Chart } from 'cdk8s';
import { type Cluster, Credentials, type IRedis, Manifests, Redis, type RedisExternalOptions } from '../../../lib';
import { expectProblem, problems } from '../../support/findings';
import { synthesized, testChart, testWorkload } from '../../support/trees';

function external(chart: Chart, options: Partial<RedisExternalOptions> = {}, keys = ['password', 'url']): IRedis {
  const credentials = new Credentials(chart, 'login', { keys });
  return Redis.external(chart, 'cache', { host: 'redis.example.com', cidr: '10.0.3.0/28', credentials, ...options });
}

function connected(options: Partial<RedisExternalOptions> = {}, cluster?: Cluster): Manifests {
  const chart = testChart(cluster);
  testWorkload(chart, 'api', { endpoints: { REDIS_URL: external(chart, options).url() } });
  return Manifests.of(chart);
}

const environmentOf = (all: Manifests) => all.resource('Deployment', 'api').spec.template.spec.containers[0].env;

test('nothing is emitted for it', () => {
  expect(synthesized((chart) => external(chart))).toEqual([]);
});

test('its URL has the password in a variable of its own, and opens the way', () => {
  const all = connected();
  expect(environmentOf(all)).toEqual([
    { name: 'CACHE_PASSWORD', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } },
    { name: 'REDIS_URL', value: 'redis://:$(CACHE_PASSWORD)@redis.example.com:6379/0' },
  ]);
  all.allows('api', '10.0.3.3', 6379);
});

test('port, user, keys and encryption are what it has', () => {
  const chart = testChart();
  const options = { port: 6380, tls: true, usernameKey: 'user', passwordKey: 'pass' };
  const made = external(chart, options, ['user', 'pass']);
  expect(problems(chart)).toEqual([]);
  expect(made.address.address).toBe('redis.example.com:6380');
  expect(made.url({ database: 3 }).address).toBe(
    'rediss://$(CACHE_USERNAME):$(CACHE_PASSWORD)@redis.example.com:6380/3',
  );
  expect(made.toScalerConnection({ scaler: 'redis-streams' })).toMatchObject({
    parameters: { address: 'redis.example.com:6380', enableTLS: 'true' },
    credentials: { username: { key: 'user' }, password: { key: 'pass' } },
  });
});

describe('a URL that is a secret as a whole', () => {
  test('is told to programs as it is, and scalers get host and password', () => {
    expect(environmentOf(connected({ urlKey: 'url' }))).toEqual([
      { name: 'REDIS_URL', valueFrom: { secretKeyRef: { name: 'login', key: 'url' } } },
    ]);
    const connection = external(testChart(), { urlKey: 'url' }).toScalerConnection({ scaler: 'redis' });
    expect(connection).toMatchObject({
      parameters: { address: 'redis.example.com:6379' },
      credentials: { password: { key: 'password' } },
    });
  });

  test('is nothing for a scaler', () => {
    const chart = testChart();
    const made = external(chart, { urlKey: 'url' }, ['url']);
    expect(problems(chart)).toEqual([]);
    made.toScalerConnection({ scaler: 'redis' });
    expectProblem(chart, [
      'test/shop/cache  passwordKey',
      'got "password", which login has not',
      'the scaler takes host, port and password, and no URL',
      '→ add the password to the bundle, too, and name its key',
    ]);
  });

  test('cannot be written in another way', () => {
    const chart = testChart();
    external(chart, { urlKey: 'url' }).url({ database: 1 });
    expectProblem(chart, [
      'test/shop/cache  url',
      'got database, with the urlKey "url"',
      'a URL that is kept as a whole is told to programs as it is',
      '→ leave the options out and write the URL so where it is kept, or leave out urlKey',
    ]);
  });
});

test('a bundle without a key and a scaler for something else are errors', () => {
  const chart = testChart();
  external(chart, { passwordKey: 'pass' }).toScalerConnection({ scaler: 'redis-cluster' });
  expect(problems(chart)).toEqual([
    ['test/shop/cache  credentials', 'got login, without pass', expect.any(String), '→ add to the bundle: pass'],
    [
      'test/shop/cache  scaling',
      'got a scaler of the type "redis-cluster"',
      'a Redis is asked by the scalers redis and redis-streams; those for clusters and sentinels find no such thing here',
      '→ use a trigger for lists or streams of Redis, or name what the scaler is for',
    ],
  ]);
});
