import type { Chart } from 'cdk8s';
import {
  type Cluster,
  Credentials,
  type IRabbitMq,
  Manifests,
  RabbitMq,
  type RabbitMqExternalOptions,
} from '../../../lib';
import { expectProblem, problems } from '../../support/findings';
import { synthesized, testChart, testWorkload } from '../../support/trees';

const KEYS = ['username', 'password', 'url', 'management-url'];

function external(chart: Chart, options: Partial<RabbitMqExternalOptions> = {}): IRabbitMq {
  const credentials = new Credentials(chart, 'login', { keys: KEYS });
  return RabbitMq.external(chart, 'mq', { host: 'mq.example.com', cidr: '10.0.2.0/28', credentials, ...options });
}

function connected(options: Partial<RabbitMqExternalOptions> = {}, cluster?: Cluster): Manifests {
  const chart = testChart(cluster);
  testWorkload(chart, 'api', { endpoints: { BROKER_URL: external(chart, options).url() } });
  return Manifests.of(chart);
}

const environmentOf = (all: Manifests) => all.resource('Deployment', 'api').spec.template.spec.containers[0].env;

test('nothing is emitted for it', () => {
  expect(synthesized((chart) => external(chart))).toEqual([]);
});

test('its URL has user and password in variables of their own, and opens the way', () => {
  const all = connected();
  expect(environmentOf(all)).toEqual([
    { name: 'MQ_PASSWORD', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } },
    { name: 'MQ_USERNAME', valueFrom: { secretKeyRef: { name: 'login', key: 'username' } } },
    { name: 'BROKER_URL', value: 'amqp://$(MQ_USERNAME):$(MQ_PASSWORD)@mq.example.com:5672/%2F' },
  ]);
  all.allows('api', '10.0.2.3', 5672);
  all.denies('api', '10.0.2.3', 15672);
});

test('ports, virtual host, keys and encryption are what it has', () => {
  const chart = testChart();
  const credentials = new Credentials(chart, 'theirs', { keys: ['user', 'pass'] });
  const keys = { credentials, usernameKey: 'user', passwordKey: 'pass' };
  const made = external(chart, { ...keys, tls: true, virtualHost: 'orders' });
  expect(problems(chart)).toEqual([]);
  expect(made).toMatchObject({ virtualHost: 'orders', credentials });
  expect(made.address.address).toBe('mq.example.com:5671');
  expect(made.url().address).toMatch(/^amqps:.*@mq\.example\.com:5671\/orders$/);
  expect(made.managementUrl.address).toBe('https://mq.example.com:15671');
  expect(made.toScalerConnection({ scaler: 'rabbitmq', protocol: 'http' })).toMatchObject({
    parameters: { host: 'https://mq.example.com:15671/orders' },
    credentials: { username: { key: 'user' }, password: { key: 'pass' } },
  });
  const moved = external(testChart(), { port: 5673, managementPort: 8080 });
  expect([moved.address.address, moved.managementUrl.address]).toEqual([
    'mq.example.com:5673',
    'http://mq.example.com:8080',
  ]);
});

test('one that an operator runs in the cluster is a Service', () => {
  const host = 'events.queues.svc';
  const podLabels = { 'app.kubernetes.io/name': 'events' };
  connected({ host, cidr: undefined, podLabels }).allows(
    'api',
    'namespace:queues{app.kubernetes.io/name=events}',
    5672,
  );
});

describe('a URL that is a secret as a whole', () => {
  test('is told to programs and scalers as it is', () => {
    expect(environmentOf(connected({ urlKey: 'url' }))).toEqual([
      { name: 'BROKER_URL', valueFrom: { secretKeyRef: { name: 'login', key: 'url' } } },
    ]);
    const made = external(testChart(), { urlKey: 'url', managementUrlKey: 'management-url' });
    expect(made.toScalerConnection({ scaler: 'rabbitmq' })).toMatchObject({ credentials: { host: { key: 'url' } } });
    expect(made.toScalerConnection({ scaler: 'rabbitmq', protocol: 'http' })).toMatchObject({
      credentials: { host: { key: 'management-url' } },
    });
  });

  test('is for AMQP alone: a scaler over http needs another', () => {
    const chart = testChart();
    external(chart, { urlKey: 'url' }).toScalerConnection({ scaler: 'rabbitmq', protocol: 'http' });
    expectProblem(chart, [
      'test/shop/mq  managementUrlKey',
      'got nothing, with a scaler over http',
      'the scaler takes a whole URL as it is, and the one under urlKey is for AMQP',
      '→ add a URL of the management interface to the bundle and name its key, or give user and password instead of urlKey',
    ]);
  });

  test('cannot be written in another way', () => {
    const chart = testChart();
    external(chart, { urlKey: 'url' }).url({ scheme: 'pyamqp', virtualHost: 'b' });
    expectProblem(chart, [
      'test/shop/mq  url',
      'got scheme, virtualHost, with the urlKey "url"',
      'a URL that is kept as a whole is told to programs as it is',
      '→ leave the options out and write the URL so where it is kept, or leave out urlKey',
    ]);
  });
});

test('a bundle without a key, a virtual host that clients read differently and another scaler are errors', () => {
  const chart = testChart();
  external(chart, { passwordKey: 'pass', virtualHost: 'a/b' }).toScalerConnection({ scaler: 'kafka' });
  expect(problems(chart).map(([where, value]) => [where, value])).toEqual([
    ['test/shop/mq  credentials', 'got login, without pass'],
    ['test/shop/mq  scaling', 'got a scaler of the type "kafka"'],
    ['test/shop/mq  virtualHost', 'got "a/b"'],
  ]);
});
