import { Chart, type Chart as ChartType } from 'cdk8s';
import {
  Cluster,
  Credentials,
  Environment,
  Identity,
  Image,
  Manifests,
  Peer,
  Platform,
  Redis,
  RedisEviction,
  type RedisProps,
  type RedisSettings,
  SecretSource,
  User,
} from '../../../lib';
import { REDIS } from '../../../lib/data/images/redis';
import { REDIS_EXPORTER } from '../../../lib/data/images/redis-exporter';
import { expectProblem, problems, warnings } from '../../support/findings';
import { synthesized, testChart, testWorkload } from '../../support/trees';

const CLUSTER = Cluster.generic({
  kubernetesVersion: '1.34',
  prometheus: {},
  prometheusOperator: { labels: { release: 'monitoring' } },
  keda: {},
  storageClass: 'fast',
});

const FULL: RedisProps = {
  eviction: RedisEviction.LEAST_RECENTLY_USED,
  identity: Identity.of({ name: 'results', container: 'server' }),
  image: Image.of('registry.example/redis', '7.4.0'),
  user: User.of(20000),
  exporterImage: Image.of('registry.example/exporter', '1.0.0'),
  scheduling: { nodeSelector: { disk: 'ssd' } },
  settings: {
    size: '20Gi',
    storageClass: 'premium',
    resources: { requests: { cpu: '500m' }, limits: { memory: '4Gi' } },
    memoryPercent: 75,
    parameters: { maxclients: '5000' },
    backup: { schedule: '0 */6 * * *', keep: 30, size: '40Gi', staleAfterHours: 13 },
  },
};

const build =
  (props?: RedisProps, id = 'redis') =>
  (chart: ChartType): Redis =>
    new Redis(chart, id, props);

function made(props?: RedisProps, cluster = CLUSTER): { store: Redis; chart: Chart; all: () => Manifests } {
  const chart = testChart(cluster);
  const store = build(props)(chart);
  return { store, chart, all: () => Manifests.of(chart) };
}

const podOf = (all: Manifests, name = 'redis') => all.resource('StatefulSet', name).spec.template.spec;

function linesOf(settings?: RedisSettings, props: RedisProps = {}): string[] {
  const maps = made({ ...props, settings })
    .all()
    .objects('ConfigMap');
  const files = maps.find(({ metadata }) => metadata.name.startsWith('redis-files-'))?.data as Record<string, string>;
  return files['redis.conf'].trim().split('\n');
}

describe('what it makes', () => {
  test('the least', () => {
    expect(synthesized(build(), Cluster.generic())).toMatchSnapshot();
  });

  test('the most', () => {
    expect(synthesized(build(FULL), CLUSTER)).toMatchSnapshot();
  });

  test('is free of problems and warnings', () => {
    expect(problems(made().chart)).toEqual([]);
    expect(warnings(made().chart)).toEqual([]);
    expect(problems(made(FULL).chart)).toEqual([]);
  });

  test('without backups, for a reason: no tasks, no claim for them, and no alert about them', () => {
    const { store, all } = made({ settings: { withoutBackup: 'all of it is a cache' } });
    expect(store).toMatchObject({ backup: undefined, restore: undefined });
    all().resourceCount('CronJob', 0);
    all().resourceCount('PersistentVolumeClaim', 0);
    expect(JSON.stringify(all().resource('PrometheusRule', 'redis'))).not.toContain('Backup');
  });

  test('an alert that it is full only where it makes no room', () => {
    const rules = (eviction?: RedisEviction): string =>
      JSON.stringify(made({ eviction }).all().resource('PrometheusRule', 'redis'));
    expect(rules()).toContain('RedisMemoryNearMaximum');
    expect(rules(RedisEviction.LEAST_FREQUENTLY_USED)).not.toContain('RedisMemoryNearMaximum');
  });
});

describe('the pod is what the images expect', () => {
  test('each path that the server writes to is a volume, and the root is read-only', () => {
    const [server] = podOf(made().all()).containers;
    const mounted = server.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
    expect(mounted).toEqual(expect.arrayContaining([...REDIS.writablePaths]));
    expect(server.securityContext.readOnlyRootFilesystem).toBe(true);
  });

  test('it runs as the user of the server, and listens where the images do', () => {
    const { securityContext, containers } = podOf(made().all());
    expect(securityContext).toMatchObject({ runAsUser: REDIS.user.id, fsGroup: REDIS.user.id });
    expect(containers.map((each: { ports: { containerPort: number }[] }) => each.ports[0].containerPort)).toEqual([
      ...REDIS.ports,
      ...REDIS_EXPORTER.ports,
    ]);
  });

  test('no credential is in a variable of the pod, and only the one who writes it down sees the Secret', () => {
    const pod = podOf(made().all());
    expect(JSON.stringify(pod)).not.toContain('secretKeyRef');
    const mounts = ({ volumeMounts }: { volumeMounts: { name: string }[] }): string[] =>
      volumeMounts.map(({ name }) => name);
    expect(mounts(pod.initContainers[0])).toContain('redis-credentials');
    pod.containers.forEach((each: { volumeMounts: { name: string }[] }) =>
      expect(mounts(each)).not.toContain('redis-credentials'),
    );
    expect(pod.volumes).toContainEqual({ name: 'redis-login', emptyDir: { sizeLimit: '1Mi', medium: 'Memory' } });
  });

  test('a restore gets as much memory as the server, unless it is told otherwise', () => {
    const limits = (settings: RedisSettings) =>
      made({ settings }).all().resource('CronJob', 'redis-restore').spec.jobTemplate.spec.template.spec.containers[0]
        .resources.limits;
    expect(limits({ resources: { limits: { memory: '2Gi' } } })).toMatchObject({ memory: '2Gi' });
    expect(limits({ backup: { resources: { limits: { memory: '3Gi' } } } })).toMatchObject({ memory: '3Gi' });
  });
});

describe('redis.conf', () => {
  test('logs every write, and keeps everything in 60 % of the limit of the memory', () => {
    expect(linesOf()).toEqual([
      'appendfsync everysec',
      'appendonly yes',
      'bind * -::*',
      'databases 16',
      'dir /data',
      `maxmemory ${Math.floor(0.6 * 2 ** 29)}`,
      'maxmemory-policy noeviction',
      'port 6379',
      'protected-mode yes',
      'repl-diskless-sync-delay 0',
      'save ""',
      'tcp-keepalive 60',
      'include /run/redis/login.conf',
    ]);
  });

  test('is what it is told', () => {
    const settings = { memoryPercent: 80, parameters: { appendfsync: 'always', maxclients: '99' } };
    const lines = linesOf(settings, { eviction: RedisEviction.EXPIRING_SOONEST });
    expect(lines).toEqual(
      expect.arrayContaining([
        `maxmemory ${Math.floor(0.8 * 2 ** 29)}`,
        'maxmemory-policy volatile-ttl',
        'maxclients 99',
        'appendfsync always',
      ]),
    );
    expect(lines.filter((line) => line.startsWith('appendfsync'))).toHaveLength(1);
  });
});

describe('who reaches it', () => {
  test('who is told its address, on its port alone; nobody else', () => {
    const { store, chart, all } = made();
    testWorkload(chart, 'api', { endpoints: { REDIS_URL: store.url() } });
    testWorkload(chart, 'other');
    all().allows('api', 'redis', 6379);
    all().denies('api', 'redis', 9121);
    all().denies('other', 'redis', 6379);
    all().denies('redis', 'api', 6379);
  });

  test('Prometheus, the tasks, and KEDA where a scaler asks it', () => {
    const keda = 'namespace:keda{app=keda-operator}';
    const { store, all } = made();
    store.admitScaler(Peer.keda(), { scaler: 'redis' });
    all().allows(keda, 'redis', 6379);
    all().allows('namespace:monitoring{app.kubernetes.io/name=prometheus}', 'redis', 9121);
    all().allows('redis-backup', 'redis', 6379);
    all().allows('redis-restore', 'redis', 6379);
    all().denies('redis-restore', '192.0.2.1', 443);
    made().all().denies(keda, 'redis', 6379);
  });
});

test('its addresses', () => {
  const { store } = made();
  expect(store.address.address).toBe('redis.shop.svc:6379');
  expect(store.url().address).toBe('redis://:$(REDIS_PASSWORD)@redis.shop.svc:6379/0');
  expect(store.url().credentials).toMatchObject({ REDIS_PASSWORD: { key: 'password' } });
  const options = { scheme: 'redis+async', database: 2, parameters: { b: '1', a: 'ä' }, variablePrefix: 'CELERY' };
  expect(store.url(options).address).toBe('redis+async://:$(CELERY_PASSWORD)@redis.shop.svc:6379/2?a=%C3%A4&b=1');
});

describe('scalers', () => {
  test.each(['redis', 'redis-streams'])('%s gets address and password', (scaler) => {
    const connection = made().store.toScalerConnection({ scaler });
    expect(connection.parameters).toEqual({ address: 'redis.shop.svc:6379' });
    expect(Object.keys(connection.credentials ?? {})).toEqual(['password']);
  });

  test('find no server whose chart names no namespace', () => {
    const chart = new Chart(new Environment(new Platform({ name: 'p' }), 'dev', { cluster: CLUSTER }), 'shop');
    build()(chart).toScalerConnection({ scaler: 'redis' });
    expect(problems(chart)).toContainEqual([
      'dev/shop/redis  scaling',
      'got a scaler that asks it',
      'KEDA runs in another namespace, and the chart of the server names none',
      '→ give the chart its namespace',
    ]);
  });
});

describe('mistakes', () => {
  test.each<[RedisSettings, string[]]>([
    [
      { memoryPercent: 100 },
      [
        'test/shop/redis  settings.memoryPercent',
        'got 100',
        'a server that takes the whole limit is killed as soon as it compacts its log or a client reads much',
        '→ give a whole number from 10 to 90',
      ],
    ],
    [
      { size: '512Mi' },
      [
        'test/shop/redis  settings.size',
        'got 512Mi, with a limit of 512Mi of memory',
        'while the log of writes is compacted the old and the new one are on the disk together',
        '→ give at least 1024Mi',
      ],
    ],
    [
      { parameters: { 'maxmemory-policy': 'allkeys-lru' } },
      [
        'test/shop/redis  settings.parameters.maxmemory-policy',
        'got "allkeys-lru"',
        'credentials, probes, Services, volumes and backups lean on it',
        '→ set eviction',
      ],
    ],
    [
      { parameters: { bind: '::1' } },
      [
        'test/shop/redis  settings.parameters.bind',
        'got "::1"',
        'credentials, probes, Services, volumes and backups lean on it',
        '→ leave it out',
      ],
    ],
    [
      { parameters: { 'max clients': '1' } },
      [
        'test/shop/redis  settings.parameters.max clients',
        'got "1"',
        'an entry of redis.conf is a name of a-z, 0-9 and -, with a value on the same line',
        '→ write it as in redis.conf; an empty value is two quotes',
      ],
    ],
  ])('%j', (settings, expected) => {
    expectProblem(made({ settings }).chart, expected);
  });

  test('a bundle without the password', () => {
    const chart = testChart(CLUSTER);
    build({ credentials: new Credentials(chart, 'login', { keys: ['url'] }) })(chart);
    expect(problems(chart).map(([where]) => where)).toEqual(['test/shop/redis  credentials']);
  });

  test.each([true, false])(
    'a source that rotates is a warning, with reloader %p: nothing restarts the server',
    (reloader) => {
      const cluster = Cluster.generic({ secretSource: SecretSource.keyVault('shop-kv'), reloader });
      expect(warnings(made({}, cluster).chart)).toEqual([
        [
          'test/shop/redis  credentials  [rotation-needs-restart]',
          'got redis-credentials',
          'the server takes its password from a file at the start of its pod, and Reloader restarts pods for variables alone',
          '→ after a rotation restart it: kubectl rollout restart statefulset/redis; or acknowledge that it is done so',
        ],
      ]);
    },
  );
});
