import type { Chart } from 'cdk8s';
import {
  type Cluster,
  Credentials,
  type ITarantool,
  Manifests,
  Tarantool,
  type TarantoolExternalOptions,
} from '../../../lib';
import { expectProblem, problems } from '../../support/findings';
import { synthesized, testChart, testWorkload } from '../../support/trees';

function external(
  chart: Chart,
  options: Partial<TarantoolExternalOptions> = {},
  keys = ['password', 'url'],
): ITarantool {
  const credentials = new Credentials(chart, 'login', { keys });
  const where = { host: 'tarantool.example.com', cidr: '10.0.4.0/28' };
  return Tarantool.external(chart, 'index', { ...where, credentials, ...options });
}

function connected(options: Partial<TarantoolExternalOptions> = {}, cluster?: Cluster): Manifests {
  const chart = testChart(cluster);
  testWorkload(chart, 'api', { endpoints: { TARANTOOL_URL: external(chart, options).url() } });
  return Manifests.of(chart);
}

const environmentOf = (all: Manifests) => all.resource('Deployment', 'api').spec.template.spec.containers[0].env;

test('nothing is emitted for it', () => {
  expect(synthesized((chart) => external(chart))).toEqual([]);
});

test('its URL has the password in a variable of its own, and opens the way', () => {
  const all = connected();
  expect(environmentOf(all)).toEqual([
    { name: 'INDEX_PASSWORD', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } },
    { name: 'TARANTOOL_URL', value: 'tarantool://app:$(INDEX_PASSWORD)@tarantool.example.com:3301' },
  ]);
  all.allows('api', '10.0.4.3', 3301);
});

test('port, user and keys are what it has', () => {
  const chart = testChart();
  const made = external(chart, { port: 3302, usernameKey: 'user', passwordKey: 'pass' }, ['user', 'pass']);
  expect(problems(chart)).toEqual([]);
  expect(made.address.address).toBe('tarantool.example.com:3302');
  expect(made.hostName.address).toBe('tarantool.example.com');
  expect(made.portNumber.address).toBe('3302');
  expect(made.url({ scheme: 'tcp' }).address).toBe(
    'tcp://$(INDEX_USERNAME):$(INDEX_PASSWORD)@tarantool.example.com:3302',
  );
  expect(made.url().credentials).toMatchObject({ INDEX_USERNAME: { key: 'user' }, INDEX_PASSWORD: { key: 'pass' } });
});

test('a URL that is a secret as a whole is told to programs as it is', () => {
  expect(environmentOf(connected({ urlKey: 'url' }))).toEqual([
    { name: 'TARANTOOL_URL', valueFrom: { secretKeyRef: { name: 'login', key: 'url' } } },
  ]);
});

describe('mistakes', () => {
  test('a user that no program may come as', () => {
    const chart = testChart();
    external(chart, { username: 'guest' });
    expectProblem(chart, [
      'test/shop/index  username',
      'got "guest"',
      'a user has a name of up to 64 of a-z, A-Z, 0-9, _ and -, and is none of admin, guest, public, replication, super',
      "→ name the user of the programs, for example 'app'",
    ]);
  });

  test.each<[string, Partial<TarantoolExternalOptions>, string[]]>([
    ['no password', {}, ['url']],
    ['no user', { usernameKey: 'user' }, ['password']],
    ['no URL', { urlKey: 'url' }, ['password']],
  ])('a bundle with %s', (_, options, keys) => {
    const chart = testChart();
    external(chart, options, keys);
    expect(problems(chart).map(([where]) => where)).toEqual(['test/shop/index  credentials']);
  });
});
