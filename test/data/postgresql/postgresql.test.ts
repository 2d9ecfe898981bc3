import { Chart, type Chart as ChartType } from 'cdk8s';
import {
  Cluster,
  Credentials,
  Environment,
  type IPostgreSql,
  Identity,
  Image,
  Manifests,
  NamespaceChart,
  Peer,
  Platform,
  PostgreSql,
  type PostgreSqlProps,
  SecretSource,
  SslMode,
  User,
} from '../../../lib';
import { POSTGRES } from '../../../lib/data/images/postgres';
import { POSTGRES_EXPORTER } from '../../../lib/data/images/postgres-exporter';
import { expectProblem, problems, warnings } from '../../support/findings';
import { synthesized, testChart, testWorkload } from '../../support/trees';

const CLUSTER = Cluster.generic({
  kubernetesVersion: '1.34',
  prometheus: {},
  prometheusOperator: { labels: { release: 'monitoring' } },
  keda: {},
  storageClass: 'fast',
  secretSource: SecretSource.keyVault('shop-kv'),
});

const FULL: PostgreSqlProps = {
  database: 'orders',
  identity: Identity.of({ name: 'order-db', container: 'server' }),
  image: Image.of('registry.example/postgres', '16.4'),
  user: User.of(20000),
  exporterImage: Image.of('registry.example/exporter', '1.0.0'),
  scheduling: { nodeSelector: { disk: 'ssd' } },
  settings: {
    size: '100Gi',
    storageClass: 'premium',
    resources: { requests: { cpu: '2' }, limits: { memory: '8Gi' } },
    maxConnections: 300,
    parameters: { work_mem: '16MB' },
    backup: {
      schedule: '0 */6 * * *',
      timeZone: 'Europe/Zurich',
      keep: 30,
      size: '800Gi',
      storageClass: 'cheap',
      staleAfterHours: 13,
      deadlineMinutes: 120,
      resources: { limits: { cpu: '1', memory: '512Mi' } },
    },
  },
};

const build =
  (props?: PostgreSqlProps, id = 'postgres') =>
  (chart: ChartType): PostgreSql =>
    new PostgreSql(chart, id, props);

/** The database in a chart, with all there is in it. */
function made(
  props?: PostgreSqlProps,
  cluster = CLUSTER,
): { database: PostgreSql; chart: Chart; all: () => Manifests } {
  const chart = testChart(cluster);
  const database = build(props)(chart);
  return { database, chart, all: () => Manifests.of(chart) };
}

const podOf = (all: Manifests, name = 'postgres') => all.resource('StatefulSet', name).spec.template.spec;

describe('what it makes', () => {
  test('the least', () => {
    expect(synthesized(build(), Cluster.generic())).toMatchSnapshot();
  });

  test('the most', () => {
    expect(synthesized(build(FULL), CLUSTER)).toMatchSnapshot();
  });

  test('is free of problems, and says what a rotation does', () => {
    expect(problems(made().chart)).toEqual([]);
    expect(warnings(made().chart)).toEqual([
      [
        'test/shop/postgres  credentials  [rotation-by-hand]',
        'got postgres-credentials',
        'the server takes its password from it once, when it is empty: a value that changes later locks its clients out',
        '→ change it in both: ALTER ROLE … PASSWORD with the new value, then the source; or acknowledge that it is done so',
      ],
    ]);
    expect(problems(made(FULL).chart)).toEqual([]);
  });

  test('without backups, for a reason: no tasks, no claim for them, and no alert about them', () => {
    const { database, all } = made({ settings: { withoutBackup: 'its data come from elsewhere every night' } });
    expect(database).toMatchObject({ backup: undefined, restore: undefined });
    all().resourceCount('CronJob', 0);
    all().resourceCount('PersistentVolumeClaim', 0);
    expect(JSON.stringify(all().resource('PrometheusRule', 'postgres'))).not.toContain('Backup');
  });

  test('no alerts where nothing reads them, or where the chart names no namespace', () => {
    expect(made({}, Cluster.generic()).all().objects('PrometheusRule')).toEqual([]);
    const homeless = new Chart(new Environment(new Platform({ name: 'p' }), 'dev', { cluster: CLUSTER }), 'shop');
    build()(homeless);
    expect(Manifests.of(homeless).objects('PrometheusRule')).toEqual([]);
  });
});

describe('the pod is what the images expect', () => {
  test('each path that the server writes to is a volume, and the root is read-only', () => {
    const [server] = podOf(made().all()).containers;
    const mounted = server.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
    expect(mounted).toEqual(expect.arrayContaining([...POSTGRES.writablePaths]));
    expect(server.securityContext.readOnlyRootFilesystem).toBe(true);
  });

  test('it runs as the user of the server, and listens where the images do', () => {
    const { securityContext, containers } = podOf(made().all());
    const { id } = POSTGRES.user;
    expect(securityContext).toMatchObject({ runAsUser: id, runAsGroup: id, fsGroup: id });
    expect(containers.map((each: { ports: { containerPort: number }[] }) => each.ports[0].containerPort)).toEqual([
      ...POSTGRES.ports,
      ...POSTGRES_EXPORTER.ports,
    ]);
  });

  test('the shell that probes and tasks use is there', () => {
    expect(POSTGRES.shell).toBeDefined();
  });

  test('an environment may list other versions, and a cluster other registries', () => {
    const versions = { 'docker.io/library/postgres': '17.7' };
    const cluster = Cluster.generic({ registryMirrors: { 'quay.io': 'mirror.example/quay' } });
    const environment = new Environment(new Platform({ name: 'p' }), 'prod', { cluster, versions });
    const chart = new Chart(environment, 'shop', { namespace: 'shop' });
    build()(chart);
    expect(podOf(Manifests.of(chart)).containers.map(({ image }: { image: string }) => image)).toEqual([
      'docker.io/library/postgres:17.7',
      'mirror.example/quay/prometheuscommunity/postgres-exporter:v0.18.1',
    ]);
  });

  test('no credential is in a variable of the pod', () => {
    for (const container of podOf(made().all()).containers) {
      expect(JSON.stringify(container.env ?? [])).not.toContain('secretKeyRef');
    }
  });
});

describe('memory', () => {
  const argumentsOf = (settings: PostgreSqlProps['settings']): string[] =>
    podOf(made({ settings }).all()).containers[0].args.filter((each: string) => each !== '-c');

  test('by default one gibibyte, of which a quarter is for shared buffers', () => {
    expect(argumentsOf(undefined)).toEqual([
      'effective_cache_size=512MB',
      'log_lock_waits=on',
      'max_connections=100',
      'shared_buffers=256MB',
    ]);
  });

  test('a parameter that is given wins', () => {
    const parameters = { shared_buffers: '1GB', 'pg_stat_statements.track': 'all' };
    expect(argumentsOf({ parameters })).toEqual(
      expect.arrayContaining(['shared_buffers=1GB', 'pg_stat_statements.track=all']),
    );
  });
});

describe('who reaches it', () => {
  test('who is told its address, on its port alone; nobody else', () => {
    const { database, chart, all } = made();
    testWorkload(chart, 'api', { endpoints: { DATABASE_URL: database.url() } });
    testWorkload(chart, 'admin').connectTo(database);
    testWorkload(chart, 'other');
    all().allows('api', 'postgres', 5432);
    all().allows('admin', 'postgres', 5432);
    all().denies('api', 'postgres', 9187);
    all().denies('other', 'postgres', 5432);
    all().denies('postgres', 'api', 5432);
  });

  test('Prometheus, on the port of the exporter alone', () => {
    const prometheus = 'namespace:monitoring{app.kubernetes.io/name=prometheus}';
    made().all().allows(prometheus, 'postgres', 9187);
    made().all().denies(prometheus, 'postgres', 5432);
  });

  test('the tasks for backup and restore, which reach nothing else', () => {
    const { chart, all } = made();
    testWorkload(chart, 'other', { ports: [] });
    for (const task of ['postgres-backup', 'postgres-restore']) {
      all().allows(task, 'postgres', 5432);
      all().denies(task, 'postgres', 9187);
      all().denies(task, '192.0.2.1', 443);
      all().denies('other', task, 5432);
    }
  });

  test('KEDA, where a scaler asks it', () => {
    const keda = 'namespace:keda{app=keda-operator}';
    made().all().denies(keda, 'postgres', 5432);
    const { database, all } = made();
    database.admitScaler(Peer.keda(), { scaler: 'postgresql' });
    all().allows(keda, 'postgres', 5432);
    all().denies(keda, 'postgres', 9187);
  });
});

describe('its address', () => {
  test('as a URL, with user and password in variables of their own', () => {
    const { database, chart, all } = made();
    testWorkload(chart, 'api', { endpoints: { DATABASE_URL: database.url() } });
    const [{ env }] = all().resource('Deployment', 'api').spec.template.spec.containers;
    expect(env).toEqual([
      { name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: 'postgres-credentials', key: 'password' } } },
      { name: 'POSTGRES_USERNAME', valueFrom: { secretKeyRef: { name: 'postgres-credentials', key: 'username' } } },
      {
        name: 'DATABASE_URL',
        value: 'postgresql://$(POSTGRES_USERNAME):$(POSTGRES_PASSWORD)@postgres.shop.svc:5432/app',
      },
    ]);
  });

  test('in the words of a driver', () => {
    const { database } = made();
    const address = (options: Parameters<PostgreSql['url']>[0]) => database.url(options).address;
    expect(address({ scheme: 'postgresql+asyncpg', sslMode: SslMode.DISABLE })).toMatch(
      /^postgresql\+asyncpg:.*\?ssl=disable$/,
    );
    expect(address({ sslMode: SslMode.VERIFY_FULL, parameters: { application_name: 'a b' } })).toMatch(
      /app\?application_name=a%20b&sslmode=verify-full$/,
    );
    expect(address({ database: 'reports' })).toMatch(/:5432\/reports$/);
    expect(address({ variablePrefix: 'DB' })).toContain('//$(DB_USERNAME):$(DB_PASSWORD)@');
  });

  test('as host and port', () => {
    expect(made().database.address.address).toBe('postgres.shop.svc:5432');
  });

  test('two databases in one workload do not clash', () => {
    const { database, chart, all } = made();
    const ledger = new PostgreSql(chart, 'ledger-2');
    testWorkload(chart, 'api', { endpoints: { A: database.url(), B: ledger.url() } });
    expect(problems(chart)).toEqual([]);
    const [{ env }] = all().resource('Deployment', 'api').spec.template.spec.containers;
    expect(env.map(({ name }: { name: string }) => name)).toEqual([
      'LEDGER_2_PASSWORD',
      'LEDGER_2_USERNAME',
      'POSTGRES_PASSWORD',
      'POSTGRES_USERNAME',
      'A',
      'B',
    ]);
  });

  test('a composition chooses by its settings where it runs', () => {
    for (const host of [undefined, 'db.example.com']) {
      const chart = testChart();
      const credentials = new Credentials(chart, 'given', { keys: ['username', 'password'] });
      const database: IPostgreSql =
        host === undefined
          ? new PostgreSql(chart, 'postgres', { credentials })
          : PostgreSql.external(chart, 'postgres', { host, cidr: '10.0.0.0/28', credentials });
      const worker = testWorkload(chart, 'api', { endpoints: { DATABASE_URL: database.url() } });
      database.admitScaler(worker, { scaler: 'postgresql' });
      expect(problems(chart)).toEqual([]);
      expect(database.credentials).toBe(credentials);
      expect(database.database).toBe('app');
    }
  });
});

test('a scaler is told where it is, and as whom to come', () => {
  const { database } = made();
  const { parameters, credentials } = database.toScalerConnection({ scaler: 'postgresql' });
  expect(parameters).toEqual({ host: 'postgres.shop.svc', port: '5432', dbName: 'app', sslmode: 'disable' });
  expect(Object.entries(credentials ?? {}).map(([name, { key }]) => [name, key])).toEqual([
    ['userName', 'username'],
    ['password', 'password'],
  ]);
  expect(database.construct).toBe(database);
});

test('the quota of the namespace has room for its claims and its tasks', () => {
  const chart = new NamespaceChart(new Environment(new Platform({ name: 'p' }), 'dev', { cluster: CLUSTER }), 'shop');
  build()(chart);
  expect(Manifests.of(chart).resource('ResourceQuota', 'quota').spec.hard).toMatchObject({
    persistentvolumeclaims: '3',
    'requests.storage': '69120Mi',
  });
});

describe('what cannot work', () => {
  const AT = 'test/shop/postgres';
  test.each<[string, PostgreSqlProps, readonly string[]]>([
    [
      'a database of the server itself',
      { database: 'postgres' },
      [
        `${AT}  database`,
        'got "postgres"',
        'the server keeps this database for its own administration',
        "→ choose another name, such as 'app'",
      ],
    ],
    [
      'a database that would have to be quoted',
      { database: 'Order-Book' },
      [
        `${AT}  database`,
        'got "Order-Book"',
        'the name of a database has up to 39 of a-z, 0-9 and _, and does not begin with a digit',
        "→ choose another name, such as 'app'",
      ],
    ],
    [
      'too few connections',
      { settings: { maxConnections: 3 } },
      [
        `${AT}  settings.maxConnections`,
        'got 3',
        'a server takes a whole number of connections, here from 10 to 10000',
        '→ correct the number; for more clients put a pooler before the server',
      ],
    ],
    [
      'a parameter that is none',
      { settings: { parameters: { 'work-mem': '1MB' } } },
      [
        `${AT}  settings.parameters.work-mem`,
        'the name of a parameter has letters, digits and _, and a dot after the name of an extension',
        '→ write it as in postgresql.conf',
      ],
    ],
    [
      'a parameter that the pod leans on',
      { settings: { parameters: { Port: '5433' } } },
      [`${AT}  settings.parameters.Port`, 'probes, Services and volumes lean on it', '→ leave it out'],
    ],
    [
      'connections said twice',
      { settings: { parameters: { max_connections: '5' } } },
      [`${AT}  settings.parameters.max_connections`, 'probes, Services and volumes lean on it', '→ set maxConnections'],
    ],
    [
      'a size that is none',
      { settings: { size: '10 gigs', withoutBackup: 'a test' } },
      [
        `${AT}  volumes./var/lib/postgresql/data.size`,
        'got "10 gigs"',
        'it is a whole number of bytes, above 0 and up to 1Pi',
        "→ write '64Mi' or '10Gi'",
      ],
    ],
    [
      'no backup that is kept',
      { settings: { backup: { keep: 0 } } },
      [
        `${AT}  settings.backup.keep`,
        'got 0',
        'it is a whole number from 1 to 10000',
        '→ correct the number, or leave it out',
      ],
    ],
    [
      'a schedule that is none',
      { settings: { backup: { schedule: '61 2 * * *' } } },
      [
        `${AT}/backups/backup  controller.schedule`,
        'got "61 2 * * *"',
        'it is no cron schedule of Kubernetes: field 1 (minute): 61 is above 59',
        "→ give five fields: minute, hour, day of month, month, day of week, such as '30 2 * * *'",
      ],
    ],
  ])('%s', (_, props, expected) => {
    expectProblem(made(props).chart, expected);
  });

  test('a bundle without what one logs in with', () => {
    const chart = testChart();
    build({ credentials: new Credentials(chart, 'given', { keys: ['username', 'pass'] }) })(chart);
    expectProblem(chart, [
      `${AT}  credentials`,
      'got given, without password',
      'a program logs in with username and password',
      '→ add to the bundle: password',
    ]);
  });

  test('a scaler for something else', () => {
    const { database, chart } = made();
    database.toScalerConnection({ scaler: 'mysql' });
    expectProblem(chart, [
      `${AT}  scaling`,
      'got a scaler of the type "mysql"',
      'a PostgreSQL is asked by the scaler postgresql alone',
      '→ use a trigger for PostgreSQL, or name what the scaler is for',
    ]);
  });

  test('a scaler that could not find it', () => {
    const chart = new Chart(new Environment(new Platform({ name: 'p' }), 'dev', { cluster: CLUSTER }), 'shop');
    build()(chart).toScalerConnection({ scaler: 'postgresql' });
    expect(problems(chart)).toContainEqual([
      'dev/shop/postgres  scaling',
      'got a scaler that asks it',
      'KEDA runs in another namespace, and the chart of the server names none',
      '→ give the chart its namespace',
    ]);
  });
});

test('backups go to a claim that exists, where one is named', () => {
  const { all } = made({ settings: { backup: { existingClaim: 'object-storage' } } });
  all().resourceCount('PersistentVolumeClaim', 0);
  const { volumes } = all().resource('CronJob', 'postgres-backup').spec.jobTemplate.spec.template.spec;
  expect(volumes).toContainEqual({ name: 'backups', persistentVolumeClaim: { claimName: 'object-storage' } });
});

test('backups can be suspended, and the restore always is', () => {
  const suspendedOf = (all: Manifests, name: string) => all.resource('CronJob', name).spec.suspend;
  expect(suspendedOf(made().all(), 'postgres-backup')).toBe(false);
  expect(suspendedOf(made().all(), 'postgres-restore')).toBe(true);
  expect(suspendedOf(made({ settings: { backup: { suspended: true } } }).all(), 'postgres-backup')).toBe(true);
});

test('a settings tree is plain data', () => {
  const { settings } = FULL;
  expect(JSON.parse(JSON.stringify(settings))).toEqual(settings);
});
