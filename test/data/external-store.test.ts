import { type Chart } from 'cdk8s';
import { Acknowledgements, Credentials, ObjectStore, PostgreSql, RabbitMq, Redis, SslMode, Tarantool } from '../../lib';
import { warnings } from '../support/findings';
import { chartIn } from '../support/workload';

const OUTSIDE = 'store.example.com';
const INSIDE = 'store.data.svc';
const RULE = 'the server is outside the cluster, and whoever is on the way can read user and password';
const END = '; or acknowledge it with the reason, such as a private network';

const login = (chart: Chart): Credentials => {
  const made = new Credentials(chart, 'login', { keys: ['username', 'password', 'url'] });
  Acknowledgements.of(made).add({ id: 'key-without-reader', reason: 'each store reads some of the keys' });
  return made;
};

type Make = (chart: Chart, host: string) => unknown;

/** Each way to reach a server without encryption, and what synth says of it outside the cluster. */
const CLEAR: [string, Make, readonly string[]][] = [
  [
    'RabbitMq',
    (chart, host) => RabbitMq.external(chart, 'store', { host, credentials: login(chart) }),
    ['tls', 'got false', RULE, `→ declare tls: true, where the broker listens for amqps${END}`],
  ],
  [
    'RabbitMq, by the scheme of a URL',
    (chart, host) =>
      RabbitMq.external(chart, 'store', { host, credentials: login(chart), tls: true }).url({ scheme: 'amqp' }),
    ['url.scheme', 'got "amqp"', RULE, `→ use 'amqps', or leave it out${END}`],
  ],
  [
    'RabbitMq, by its management interface',
    (chart, host) =>
      RabbitMq.external(chart, 'store', { host, credentials: login(chart), urlKey: 'url' }).managementUrl,
    ['tls', 'got false', RULE, `→ declare tls: true, where the broker listens for amqps${END}`],
  ],
  [
    'Redis',
    (chart, host) => Redis.external(chart, 'store', { host, credentials: login(chart) }),
    ['tls', 'got false', RULE, `→ declare tls: true, where the server listens for rediss${END}`],
  ],
  [
    'Redis, by the scheme of a URL',
    (chart, host) =>
      Redis.external(chart, 'store', { host, credentials: login(chart), tls: true }).url({ scheme: 'redis' }),
    ['url.scheme', 'got "redis"', RULE, `→ use 'rediss', or leave it out${END}`],
  ],
  [
    'Redis, by a scaler that takes no URL',
    (chart, host) =>
      Redis.external(chart, 'store', { host, credentials: login(chart), urlKey: 'url' }).toScalerConnection({
        scaler: 'redis',
      }),
    ['tls', 'got false', RULE, `→ declare tls: true, where the server listens for rediss${END}`],
  ],
  ...[SslMode.DISABLE, SslMode.PREFER, 'allow' as SslMode].map((sslMode): [string, Make, readonly string[]] => [
    `PostgreSql with ${sslMode}`,
    (chart, host) => PostgreSql.external(chart, 'store', { host, credentials: login(chart), sslMode }),
    ['sslMode', `got ${sslMode}`, RULE, `→ use SslMode.REQUIRE, or SslMode.VERIFY_FULL${END}`],
  ]),
  [
    'PostgreSql, by an option of a URL',
    (chart, host) =>
      PostgreSql.external(chart, 'store', { host, credentials: login(chart) }).url({ sslMode: SslMode.DISABLE }),
    ['url.sslMode', 'got disable', RULE, `→ use SslMode.REQUIRE, or SslMode.VERIFY_FULL${END}`],
  ],
  [
    'PostgreSql, by a parameter of a URL',
    (chart, host) =>
      PostgreSql.external(chart, 'store', { host, credentials: login(chart) }).url({
        parameters: { sslmode: 'prefer' },
      }),
    ['url.sslMode', 'got prefer', RULE, `→ use SslMode.REQUIRE, or SslMode.VERIFY_FULL${END}`],
  ],
  [
    'ObjectStore',
    (chart, host) => ObjectStore.external(chart, 'store', { host, buckets: ['orders'], tls: false }),
    [
      'tls',
      'got false',
      'the server is outside the cluster, and whoever is on the way can read and repeat what is signed with the keys',
      `→ leave tls out: https${END}`,
    ],
  ],
  [
    'Tarantool',
    (chart, host) => Tarantool.external(chart, 'store', { host, credentials: login(chart) }),
    [
      'host',
      `got ${OUTSIDE}`,
      'the server is outside the cluster, and its protocol is not encrypted: whoever is on the way can read it',
      `→ lead the connection through a tunnel, and give its Service as the host${END}`,
    ],
  ],
];

describe.each(CLEAR)('%s', (_, make, [property, ...lines]) => {
  test('is a warning outside the cluster', () => {
    const chart = chartIn();
    make(chart, OUTSIDE);
    expect(warnings(chart)).toEqual([[`shop/store  ${property}  [credentials-in-clear-text]`, ...lines]]);
  });

  test('is one at an address', () => {
    const chart = chartIn();
    make(chart, '10.1.2.3');
    expect(warnings(chart)).toHaveLength(1);
  });

  test('is none for a Service of the cluster, or with a reason', () => {
    const inside = chartIn();
    make(inside, INSIDE);
    expect(warnings(inside)).toEqual([]);
    const chart = chartIn();
    Acknowledgements.of(chart).add({ id: 'credentials-in-clear-text', reason: 'a link of its own between both sites' });
    make(chart, OUTSIDE);
    expect(warnings(chart)).toEqual([]);
  });
});

test.each<[string, Make]>([
  [
    'RabbitMq with TLS',
    (chart, host) => RabbitMq.external(chart, 'store', { host, credentials: login(chart), tls: true }).url(),
  ],
  [
    'Redis with TLS',
    (chart, host) => Redis.external(chart, 'store', { host, credentials: login(chart), tls: true }).url(),
  ],
  ['PostgreSql', (chart, host) => PostgreSql.external(chart, 'store', { host, credentials: login(chart) }).url()],
  ['ObjectStore', (chart, host) => ObjectStore.external(chart, 'store', { host, buckets: ['orders'] }).url()],
  [
    'a whole URL of RabbitMq',
    (chart, host) => RabbitMq.external(chart, 'store', { host, credentials: login(chart), urlKey: 'url' }).url(),
  ],
  [
    'a whole URL of Redis',
    (chart, host) => Redis.external(chart, 'store', { host, credentials: login(chart), urlKey: 'url' }).url(),
  ],
  [
    'a whole URL of Tarantool',
    (chart, host) => Tarantool.external(chart, 'store', { host, credentials: login(chart), urlKey: 'url' }).url(),
  ],
])('%s is no warning', (_, make) => {
  const chart = chartIn();
  make(chart, OUTSIDE);
  expect(warnings(chart)).toEqual([]);
});
