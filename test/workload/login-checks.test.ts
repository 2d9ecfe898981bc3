import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Acknowledgements,
  Cluster,
  Credentials,
  Environment,
  type Endpoint,
  type INetworkPeer,
  Migration,
  ObjectStore,
  Peer,
  Platform,
  PostgreSql,
  RabbitMq,
  Redis,
  SecretSource,
  SslMode,
  Tarantool,
  WorkloadIdentity,
  type WorkloadProps,
} from '../../lib';

import { warnings } from '../support/findings';
import { chartIn, IMAGE, workload } from '../support/workload';

const CLUSTER = Cluster.generic({ hostnameFiltering: true });

interface Store extends INetworkPeer {
  readonly address: Endpoint;
}

const login = (scope: Construct, keys = ['username', 'password']) => new Credentials(scope, 'login', { keys });
const keysOfClient = { accessKeyIdKey: 'username', secretAccessKeyKey: 'password' };

/** Every store that asks its clients for credentials, and the bundle by which they log in. */
const STORES: Record<string, (chart: Chart) => { readonly store: Store; readonly bundle: string }> = {
  PostgreSql: (chart) => ({ store: new PostgreSql(chart, 'store'), bundle: 'store-credentials' }),
  RabbitMq: (chart) => ({ store: new RabbitMq(chart, 'store'), bundle: 'store-credentials' }),
  Redis: (chart) => ({ store: new Redis(chart, 'store'), bundle: 'store-credentials' }),
  Tarantool: (chart) => ({ store: new Tarantool(chart, 'store'), bundle: 'store-credentials' }),
  ObjectStore: (chart) => ({
    store: new ObjectStore(chart, 'store', {
      buckets: ['orders'],
      clients: { api: { credentials: login(chart), ...keysOfClient } },
    }),
    bundle: 'login or store-root',
  }),
  'PostgreSql.external': (chart) => ({
    store: PostgreSql.external(chart, 'store', {
      host: 'db.example.com',
      credentials: login(chart),
      sslMode: SslMode.VERIFY_FULL,
    }),
    bundle: 'login',
  }),
  'RabbitMq.external': (chart) => ({
    store: RabbitMq.external(chart, 'store', { host: 'mq.example.com', credentials: login(chart), tls: true }),
    bundle: 'login',
  }),
  'Redis.external': (chart) => ({
    store: Redis.external(chart, 'store', { host: 'cache.example.com', credentials: login(chart), tls: true }),
    bundle: 'login',
  }),
  'Tarantool.external': (chart) => ({
    store: Tarantool.external(chart, 'store', { host: 'tarantool.data.svc', credentials: login(chart) }),
    bundle: 'login',
  }),
  'ObjectStore.external': (chart) => ({
    store: ObjectStore.external(chart, 'store', {
      host: 's3.example.com',
      buckets: ['orders'],
      clients: { api: { credentials: login(chart), ...keysOfClient } },
    }),
    bundle: 'login',
  }),
  'ObjectStore.azureBlob': (chart) => ({
    store: ObjectStore.azureBlob(chart, 'store', {
      account: 'orders',
      containers: ['orders'],
      clients: { api: { credentials: login(chart), accountKeyKey: 'password' } },
    }),
    bundle: 'login',
  }),
};

const keysOf = (bundle: string) => Credentials.fromSecret({ name: bundle.split(' ')[0] } as never);

function findings(chart: Chart): (readonly string[])[] {
  return warnings(chart).filter(([where]) => where.includes('[no-credentials-for-store]'));
}

describe.each(Object.entries(STORES))('a client of %s', (_, make) => {
  const found = (props: (store: Store, bundle: string) => Partial<WorkloadProps>) => {
    const chart = chartIn(CLUSTER);
    const { store, bundle } = make(chart);
    workload(props(store, bundle), chart);
    return { found: findings(chart), bundle };
  };

  test('that has the address alone gets no password', () => {
    const { found: lines, bundle } = found((store) => ({ endpoints: { STORE: store.address } }));
    expect(lines).toEqual([
      [
        expect.stringMatching(/^test\/shop\/api {2}connectTo .+ {2}\[no-credentials-for-store\]$/),
        `got the way there, without a key of ${bundle}`,
        'it asks its clients for credentials, and none of the containers has any of them',
        '→ use url() of the store, or add its keys: credentials or credentialFiles; or acknowledge it with the reason, such as a login of its own',
      ],
    ]);
  });

  test('that is only connected to it gets none either', () => {
    const chart = chartIn(CLUSTER);
    const { store } = make(chart);
    workload({}, chart).connectTo(store);
    expect(findings(chart)).toHaveLength(1);
  });

  test('that has a key of the bundle, or its files, is all right', () => {
    expect(
      found((store, bundle) => ({ endpoints: { STORE: store.address }, credentialFiles: { '/login': keysOf(bundle) } }))
        .found,
    ).toEqual([]);
  });

  test('that says why it needs none is all right', () => {
    const chart = chartIn(CLUSTER);
    const { store } = make(chart);
    const api = workload({ endpoints: { STORE: store.address } }, chart);
    Acknowledgements.of(api).add({ id: 'no-credentials-for-store', reason: 'it comes as a user of its own' });
    expect(findings(chart)).toEqual([]);
  });
});

test('a URL brings its credentials along, in a migration too', () => {
  const chart = chartIn(CLUSTER);
  const database = new PostgreSql(chart, 'postgres');
  const queue = new RabbitMq(chart, 'rabbitmq');
  workload({ endpoints: { DATABASE_URL: database.url(), BROKER_URL: queue.url() } }, chart);
  Migration.run(['/migrate'], { connectTo: [database] })._bind(chart, {
    name: 'api',
    image: IMAGE,
    user: undefined,
    settings: undefined,
  });
  expect(findings(chart).map(([where]) => where)).toEqual([
    'test/shop/migration  connectTo test/shop/postgres  [no-credentials-for-store]',
  ]);
});

test('a store that is known by the name of its Service alone', () => {
  const chart = chartIn(CLUSTER);
  new Redis(chart, 'redis');
  const redis = Peer.service('redis', { namespace: 'shop', port: 6379 });
  workload({ endpoints: { REDIS_URL: redis.url('redis') } }, chart);
  expect(findings(chart).map(([where]) => where)).toEqual([
    'test/shop/api  connectTo test/shop/redis  [no-credentials-for-store]',
  ]);
});

test('the management interface asks for credentials, the metrics do not', () => {
  const chart = chartIn(CLUSTER);
  const queue = new RabbitMq(chart, 'rabbitmq');
  const outside = RabbitMq.external(chart, 'outside', { host: 'mq.example.com', credentials: login(chart), tls: true });
  workload({ endpoints: { MANAGEMENT: queue.managementUrl, OUTSIDE: outside.managementUrl } }, chart).connectTo(
    queue.port('metrics'),
  );
  expect(findings(chart).map(([where]) => where)).toEqual([
    'test/shop/api  connectTo mq.example.com  [no-credentials-for-store]',
    'test/shop/api  connectTo test/shop/rabbitmq  [no-credentials-for-store]',
  ]);
});

test('a bundle of another namespace that shares the password', () => {
  const cluster = Cluster.generic({ secretSource: SecretSource.keyVault('shop-kv') });
  const environment = new Environment(new Platform({ name: 'shop' }), 'test', { cluster });
  const data = new Chart(environment, 'data', { namespace: 'data' });
  const shop = new Chart(environment, 'shop', { namespace: 'shop' });
  const server = new Credentials(data, 'redis-credentials', { keys: ['password'] });
  const redis = new Redis(data, 'redis', { credentials: server });
  const own = new Credentials(shop, 'redis-login', {
    keys: ['password'],
    sharedKeys: { password: server.key('password') },
  });
  workload({ endpoints: { REDIS: redis.address }, credentials: { REDIS_PASSWORD: own.key('password') } }, shop);
  expect(findings(shop)).toEqual([]);
});

test('a program may come to a server outside with the token of its identity', () => {
  const identity = WorkloadIdentity.azure('00000000-0000-0000-0000-000000000001');
  const chart = chartIn(CLUSTER);
  const database = PostgreSql.external(chart, 'db', { host: 'db.example.com', credentials: login(chart) });
  workload({ endpoints: { DATABASE: database.address }, workloadIdentity: identity }, chart);
  expect(findings(chart)).toEqual([]);
});
