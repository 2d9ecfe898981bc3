import type { Chart } from 'cdk8s';
import {
  Cluster,
  Credentials,
  DataPlane,
  type IPostgreSql,
  Manifests,
  PostgreSql,
  type PostgreSqlExternalOptions,
  SslMode,
} from '../../../lib';
import { expectProblem, problems } from '../../support/findings';
import { synthesized, testChart, testWorkload } from '../../support/trees';

const KEYS = ['username', 'password', 'url'];

function external(chart: Chart, options: Partial<PostgreSqlExternalOptions> = {}): IPostgreSql {
  const credentials = new Credentials(chart, 'login', { keys: KEYS });
  return PostgreSql.external(chart, 'ledger', { host: 'db.example.com', cidr: '10.0.0.0/28', credentials, ...options });
}

function connected(options: Partial<PostgreSqlExternalOptions> = {}, cluster?: Cluster): Manifests {
  const chart = testChart(cluster);
  testWorkload(chart, 'api', { endpoints: { DATABASE_URL: external(chart, options).url() } });
  return Manifests.of(chart);
}

const environmentOf = (all: Manifests) => all.resource('Deployment', 'api').spec.template.spec.containers[0].env;

test('nothing is emitted for it', () => {
  expect(synthesized((chart) => external(chart))).toEqual([]);
});

test('its URL asks for encryption, with user and password in variables of their own', () => {
  expect(environmentOf(connected())).toEqual([
    { name: 'LEDGER_PASSWORD', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } },
    { name: 'LEDGER_USERNAME', valueFrom: { secretKeyRef: { name: 'login', key: 'username' } } },
    {
      name: 'DATABASE_URL',
      value: 'postgresql://$(LEDGER_USERNAME):$(LEDGER_PASSWORD)@db.example.com:5432/app?sslmode=require',
    },
  ]);
});

test('port, database, keys and encryption are what it has', () => {
  const chart = testChart();
  const credentials = new Credentials(chart, 'theirs', { keys: ['user', 'pass'] });
  const options = { port: 6432, database: 'book', sslMode: SslMode.VERIFY_FULL, credentials };
  const made = external(chart, { ...options, usernameKey: 'user', passwordKey: 'pass' });
  expect(problems(chart)).toEqual([]);
  expect(made).toMatchObject({ database: 'book', credentials });
  expect(made.address.address).toBe('db.example.com:6432');
  expect(made.url({ scheme: 'postgresql+asyncpg' }).address).toMatch(/@db.example.com:6432\/book\?ssl=verify-full$/);
  expect(made.toScalerConnection({ scaler: 'postgresql' })).toMatchObject({
    parameters: { host: 'db.example.com', port: '6432', dbName: 'book', sslmode: 'verify-full' },
    credentials: { userName: { key: 'user' }, password: { key: 'pass' } },
  });
});

describe('a URL that is a secret as a whole', () => {
  test('is told to programs and scalers as it is', () => {
    expect(environmentOf(connected({ urlKey: 'url' }))).toEqual([
      { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'login', key: 'url' } } },
    ]);
    const connection = external(testChart(), { urlKey: 'url' }).toScalerConnection({ scaler: 'postgresql' });
    expect(connection).toMatchObject({ credentials: { connection: { key: 'url' } } });
    expect(connection.parameters).toBeUndefined();
  });

  test('opens the way all the same', () => {
    connected({ urlKey: 'url' }).allows('api', '10.0.0.5', 5432);
  });

  test('cannot be written in another way', () => {
    const chart = testChart();
    external(chart, { urlKey: 'url' }).url({ scheme: 'postgres', database: 'b' });
    expectProblem(chart, [
      'test/shop/ledger  url',
      'got database, scheme, with the urlKey "url"',
      'a URL that is kept as a whole is told to programs as it is',
      '→ leave the options out and write the URL so where it is kept, or leave out urlKey',
    ]);
  });
});

describe('the way there', () => {
  test('is an address range where names cannot be filtered', () => {
    connected().allows('api', '10.0.0.5', 5432);
    connected().denies('api', '10.0.1.5', 5432);
    connected().denies('api', '10.0.0.5', 443);
  });

  test('is the name where they can', () => {
    const cilium = Cluster.generic({ dataPlane: DataPlane.CILIUM, hostnameFiltering: true });
    connected({ cidr: undefined }, cilium).allows('api', 'hostname:db.example.com', 5432);
  });

  test('is the address itself where the host is one', () => {
    const all = connected({ host: '10.9.8.7', cidr: undefined });
    all.allows('api', '10.9.8.7', 5432);
    all.denies('api', '10.9.8.8', 5432);
  });

  test.each(['orders-rw.databases.svc', 'orders-rw.databases.svc.cluster.local'])(
    'is pods for the Service %s',
    (host) => {
      const all = connected({ host, cidr: undefined, podLabels: { 'cnpg.io/cluster': 'orders' } });
      expect(all.resource('NetworkPolicy', 'api').spec.egress[1].to).toEqual([
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'databases' } },
          podSelector: { matchLabels: { 'cnpg.io/cluster': 'orders' } },
        },
      ]);
    },
  );
});

describe('what cannot work', () => {
  test.each<[string, Partial<PostgreSqlExternalOptions>, readonly string[]]>([
    [
      'a host that is a URL',
      { host: 'postgresql://db' },
      [
        'test/shop/ledger  host',
        'got "postgresql://db"',
        'it is a host name in lower case, without scheme and port, or an IPv4 address',
        "→ write 'db.example.com', or 'name.namespace.svc' for a Service",
      ],
    ],
    [
      'a port that is none',
      { port: 0 },
      [
        'test/shop/ledger  port',
        'got 0',
        'a port is a whole number from 1 to 65535',
        '→ give the port that the server listens on, or leave it out',
      ],
    ],
    [
      'a key that the bundle has not',
      { urlKey: 'dsn' },
      [
        'test/shop/ledger  credentials',
        'got login, without dsn',
        'a program logs in with dsn',
        '→ add to the bundle: dsn',
      ],
    ],
  ])('%s', (_, options, expected) => {
    const chart = testChart();
    external(chart, options);
    expectProblem(chart, expected);
  });

  test('a host without an address range, where names cannot be filtered, and somebody connects', () => {
    const chart = testChart();
    testWorkload(chart, 'api').connectTo(external(chart, { cidr: undefined }));
    expectProblem(chart, [
      'test/shop/api  connectTo db.example.com',
      'the cluster declares no filtering by host name, and no address range is known',
      '→ give cidr, or the reason why any address may be reached: anyAddress, or declare hostnameFiltering',
    ]);
  });
});
