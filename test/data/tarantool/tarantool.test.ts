import { Chart, type Chart as ChartType } from 'cdk8s';
import * as fc from 'fast-check';
import {
  Cluster,
  Credentials,
  Environment,
  Identity,
  Image,
  Manifests,
  MonitoredKind,
  Platform,
  SecretSource,
  Tarantool,
  type TarantoolProps,
  type TarantoolSettings,
  User,
} from '../../../lib';
import { TARANTOOL } from '../../../lib/data/images/tarantool';
import { expectProblem, problems, warnings } from '../../support/findings';
import { synthesized, testChart, testWorkload } from '../../support/trees';

const CLUSTER = Cluster.generic({
  kubernetesVersion: '1.34',
  prometheus: {},
  prometheusOperator: { labels: { release: 'monitoring' } },
  keda: {},
  storageClass: 'fast',
});

const FULL: TarantoolProps = {
  username: 'streams',
  passwordKey: 'TARANTOOL_PASSWORD',
  privileges: ['read', 'write', 'execute', 'create', 'alter', 'drop'],
  schema: "box.schema.space.create('messages', { if_not_exists = true })\n",
  claimName: 'tarantool-data',
  identity: Identity.of({ name: 'index', selector: { app: 'index' }, container: 'server' }),
  image: Image.of('registry.example/tarantool', '2.11.5'),
  user: User.of(20000),
  scheduling: { nodeSelector: { disk: 'ssd' } },
  settings: {
    size: '40Gi',
    storageClass: 'premium',
    resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '1000m', memory: '4Gi' } },
    memoryPercent: 75,
    checkpointIntervalMinutes: 30,
    parameters: { memtx_max_tuple_size: '4194304', wal_mode: 'fsync', memtx_use_mvcc_engine: 'true' },
    backup: { schedule: '0 */6 * * *', keep: 30, size: '40Gi', staleAfterHours: 13 },
  },
};

const build =
  (props?: TarantoolProps, id = 'tarantool') =>
  (chart: ChartType): Tarantool =>
    new Tarantool(chart, id, props);

function made(props?: TarantoolProps, cluster = CLUSTER): { store: Tarantool; chart: Chart; all: () => Manifests } {
  const chart = testChart(cluster);
  const store = build(props)(chart);
  return { store, chart, all: () => Manifests.of(chart) };
}

const podOf = (all: Manifests) => all.resource('StatefulSet', 'tarantool').spec.template.spec;

function filesOf(props?: TarantoolProps): Record<string, string> {
  const maps = made(props).all().objects('ConfigMap');
  return maps.find(({ metadata }) => metadata.name.includes('-files-'))?.data as Record<string, string>;
}

const boxOf = (props?: TarantoolProps): Record<string, unknown> => JSON.parse(filesOf(props)['settings.json']).box;

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
    const { store, all } = made({ settings: { withoutBackup: 'all of it can be made anew' } });
    expect(store).toMatchObject({ backup: undefined, restore: undefined });
    all().resourceCount('CronJob', 0);
    all().resourceCount('PersistentVolumeClaim', 0);
    expect(JSON.stringify(all().resource('PrometheusRule', 'tarantool'))).not.toContain('Backup');
  });

  test('a Service without the metrics, and a headless one with them', () => {
    const ports = (name: string): number[] =>
      made()
        .all()
        .resource('Service', name)
        .spec.ports.map(({ port }: { port: number }) => port);
    expect(ports('tarantool')).toEqual([3301]);
    expect(ports('tarantool-headless')).toEqual([3301, 8081]);
  });
});

describe('the pod is what the image expects', () => {
  test('each path that the server writes to is a volume, and the root is read-only', () => {
    const [server] = podOf(made().all()).containers;
    const mounted = server.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
    expect(mounted).toEqual(expect.arrayContaining([...TARANTOOL.writablePaths]));
    expect(server.securityContext.readOnlyRootFilesystem).toBe(true);
  });

  test('it runs as no user of the image, and listens where the image does', () => {
    const { securityContext, containers } = podOf(made().all());
    expect(securityContext).toMatchObject({ runAsUser: 65532, fsGroup: 65532 });
    expect(containers[0].ports.map(({ containerPort }: { containerPort: number }) => containerPort)).toEqual([
      ...TARANTOOL.ports,
      8081,
    ]);
  });

  test('the password is a file, and in no variable', () => {
    const pod = podOf(made().all());
    expect(JSON.stringify(pod)).not.toContain('secretKeyRef');
    const files = filesOf({ passwordKey: 'TARANTOOL_PASSWORD' });
    expect(JSON.parse(files['settings.json']).login).toBe('/run/secrets/tarantool/TARANTOOL_PASSWORD');
  });

  test('a restore gets as much memory as the server, unless it is told otherwise', () => {
    const limits = (settings: TarantoolSettings) =>
      made({ settings }).all().resource('CronJob', 'tarantool-restore').spec.jobTemplate.spec.template.spec
        .containers[0].resources.limits;
    expect(limits({ resources: { limits: { memory: '2Gi' } } })).toMatchObject({ memory: '2Gi' });
    expect(limits({ backup: { resources: { limits: { memory: '3Gi' } } } })).toMatchObject({ memory: '3Gi' });
  });
});

describe('box.cfg', () => {
  test('keeps data in 60 % of the limit of the memory, and makes a snapshot each hour', () => {
    expect(boxOf()).toEqual({
      checkpoint_count: 2,
      checkpoint_interval: 3600,
      feedback_enabled: false,
      log_format: 'json',
      memtx_dir: '/var/lib/tarantool/data',
      memtx_memory: Math.floor(0.6 * 2 ** 30),
      net_msg_max: 768,
      vinyl_dir: '/var/lib/tarantool/data',
      wal_dir: '/var/lib/tarantool/data',
    });
  });

  test('is what it is told', () => {
    expect(boxOf(FULL)).toMatchObject({
      checkpoint_interval: 1800,
      memtx_memory: 3 * 2 ** 30,
      memtx_max_tuple_size: 4194304,
      memtx_use_mvcc_engine: true,
      wal_mode: 'fsync',
    });
  });

  test('has each parameter as it was written, in an order of its own', () => {
    const name = fc.stringMatching(/^x_[a-z0-9_]{1,12}$/);
    const value = fc.oneof(fc.integer(), fc.boolean(), fc.stringMatching(/^[a-z]{1,9}$/));
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 5 }), (parameters) => {
        const texts = Object.fromEntries(Object.entries(parameters).map(([key, each]) => [key, String(each)]));
        const box = boxOf({ settings: { parameters: texts } });
        expect(Object.keys(box)).toEqual(Object.keys(box).sort());
        for (const [key, each] of Object.entries(parameters)) {
          expect(String(box[key])).toBe(String(each));
        }
      }),
      { numRuns: 25 },
    );
  });

  test('no share of any memory is more than was asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 2000 }), fc.integer({ min: 10, max: 90 }), (mebibytes, memoryPercent) => {
        const settings = { memoryPercent, resources: { limits: { memory: `${mebibytes}Mi` } } };
        const share = Number(boxOf({ settings }).memtx_memory);
        expect(Number.isInteger(share)).toBe(true);
        expect(share * 100).toBeLessThanOrEqual(mebibytes * 2 ** 20 * memoryPercent);
        expect((share / (mebibytes * 2 ** 20)) * 100).toBeGreaterThan(memoryPercent - 0.01);
      }),
      { numRuns: 25 },
    );
  });
});

describe('who reaches it', () => {
  test('who is told its address, on its port alone; nobody else', () => {
    const { store, chart, all } = made();
    testWorkload(chart, 'api', { endpoints: { TARANTOOL_ADDRESS: store.address } });
    testWorkload(chart, 'worker', { endpoints: { HOST: store.hostName, PORT: store.portNumber } });
    testWorkload(chart, 'other');
    all().allows('api', 'tarantool', 3301);
    all().allows('worker', 'tarantool', 3301);
    all().denies('api', 'tarantool', 8081);
    all().denies('other', 'tarantool', 3301);
    all().denies('tarantool', 'api', 3301);
  });

  test('Prometheus and the tasks', () => {
    const { all } = made();
    all().allows('namespace:monitoring{app.kubernetes.io/name=prometheus}', 'tarantool', 8081);
    all().denies('namespace:monitoring{app.kubernetes.io/name=prometheus}', 'tarantool', 3301);
    all().allows('tarantool-backup', 'tarantool', 3301);
    all().allows('tarantool-restore', 'tarantool', 3301);
    all().denies('tarantool-restore', '192.0.2.1', 443);
  });
});

describe('its addresses', () => {
  test('for programs that take one, or two', () => {
    const { store } = made();
    expect(store.address.address).toBe('tarantool.shop.svc:3301');
    expect(store.hostName.address).toBe('tarantool.shop.svc');
    expect(store.portNumber.address).toBe('3301');
  });

  test('as a URL', () => {
    const { store } = made({ username: 'streams' });
    expect(store.url().address).toBe('tarantool://streams:$(TARANTOOL_PASSWORD)@tarantool.shop.svc:3301');
    expect(store.url().credentials).toMatchObject({ TARANTOOL_PASSWORD: { key: 'password' } });
    expect(store.url({ scheme: 'tcp', variablePrefix: 'INDEX' }).address).toBe(
      'tcp://streams:$(INDEX_PASSWORD)@tarantool.shop.svc:3301',
    );
  });
});

describe('what it tells of itself', () => {
  const named = (text: string): string[] => text.match(/\btnt_\w+/g) ?? [];

  test('is that of a database, with panels and metrics', () => {
    const profile = made().store.toMonitoringProfile();
    expect(profile).toMatchObject({ kind: MonitoredKind.DATABASE, name: 'tarantool', controllerKind: 'StatefulSet' });
    expect(profile.scrapedPorts.map(({ name }) => name)).toEqual(['metrics']);
    expect(profile.panels).toMatchSnapshot();
  });

  test('alerts and panels ask for no metric but those that it declares', () => {
    const { store, all } = made();
    const declared = new Set(store.toMonitoringProfile().metrics.map(({ name }) => name));
    const asked = [
      ...named(JSON.stringify(all().objects('PrometheusRule'))),
      ...named(JSON.stringify(store.toMonitoringProfile().panels)),
    ];
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !declared.has(name))).toEqual([]);
  });

  test('is no panel where the chart names no namespace', () => {
    const chart = new Chart(new Environment(new Platform({ name: 'p' }), 'dev', { cluster: CLUSTER }), 'shop');
    expect(build()(chart).toMonitoringProfile().panels).toEqual([]);
  });
});

describe('mistakes', () => {
  test.each<[TarantoolProps, string[]]>([
    [
      { settings: { memoryPercent: 100 } },
      [
        'test/shop/tarantool  settings.memoryPercent',
        'got 100',
        'the limit of the memory is for the data, the scripts, the connections and the probes together',
        '→ give a whole number from 10 to 90',
      ],
    ],
    [
      { settings: { checkpointIntervalMinutes: 0 } },
      [
        'test/shop/tarantool  settings.checkpointIntervalMinutes',
        'got 0',
        'without snapshots the log of writes grows for ever, and a start reads all of it',
        '→ give a whole number of minutes, or leave it out',
      ],
    ],
    [
      { settings: { size: '2Gi' } },
      [
        'test/shop/tarantool  settings.size',
        'got 2Gi, with a limit of 1024Mi of memory',
        'two snapshots, the one that is being written and the log of writes are on the disk together',
        '→ give at least 4096Mi',
      ],
    ],
    [
      { settings: { parameters: { memtx_memory: '1000000' } } },
      [
        'test/shop/tarantool  settings.parameters.memtx_memory',
        'got "1000000"',
        'credentials, probes, Services, volumes, alerts and backups lean on it',
        '→ set the limit of the memory, and memoryPercent',
      ],
    ],
    [
      { settings: { parameters: { replication: 'a:3301' } } },
      [
        'test/shop/tarantool  settings.parameters.replication',
        'got "a:3301"',
        'credentials, probes, Services, volumes, alerts and backups lean on it',
        '→ leave it out',
      ],
    ],
    [
      { settings: { parameters: { 'wal-mode': 'none' } } },
      [
        'test/shop/tarantool  settings.parameters.wal-mode',
        'got "none"',
        'a parameter of box.cfg is a name of a-z, 0-9 and _, with a value',
        '→ write it as in box.cfg: a number, true, false, or a word without quotes',
      ],
    ],
    [
      { username: 'guest' },
      [
        'test/shop/tarantool  username',
        'got "guest"',
        'a user has a name of up to 64 of a-z, A-Z, 0-9, _ and -, and is none of admin, guest, public, replication, super',
        "→ name the user of the programs, for example 'app'",
      ],
    ],
    [
      { privileges: ['read', 'session'] },
      [
        'test/shop/tarantool  privileges',
        'got session',
        'programs get some of read, write, execute, create, alter, drop, on all there is',
        '→ name those that programs need; what is finer is granted in schema',
      ],
    ],
    [
      { privileges: [] },
      [
        'test/shop/tarantool  privileges',
        'got none',
        'programs get some of read, write, execute, create, alter, drop, on all there is',
        '→ name those that programs need; what is finer is granted in schema',
      ],
    ],
    [
      { schema: ' ' },
      [
        'test/shop/tarantool  schema',
        'got nothing',
        'it is a script that makes the spaces of the system',
        '→ write the script, or leave schema out where programs make their spaces themselves',
      ],
    ],
  ])('%j', (props, expected) => {
    expectProblem(made(props).chart, expected);
  });

  test('a bundle without the password', () => {
    const chart = testChart(CLUSTER);
    build({ credentials: new Credentials(chart, 'login', { keys: ['url'] }) })(chart);
    expect(problems(chart).map(([where]) => where)).toEqual(['test/shop/tarantool  credentials']);
  });

  test.each([true, false])(
    'a source that rotates is a warning, with reloader %p: nothing restarts the server',
    (reloader) => {
      const cluster = Cluster.generic({ secretSource: SecretSource.keyVault('shop-kv'), reloader });
      expect(warnings(made({}, cluster).chart)).toEqual([
        [
          'test/shop/tarantool  credentials  [rotation-needs-restart]',
          'got tarantool-credentials',
          'the server takes its password from a file at the start of its pod, and Reloader restarts pods for variables alone',
          '→ after a rotation restart it: kubectl rollout restart statefulset/tarantool; or acknowledge that it is done so',
        ],
      ]);
    },
  );

  test('no scaler comes to it', () => {
    const keda = 'namespace:keda{app=keda-operator}';
    made().all().denies(keda, 'tarantool', 3301);
  });
});
