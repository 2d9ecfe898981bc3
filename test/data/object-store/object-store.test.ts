import { Chart, type Chart as ChartType } from 'cdk8s';
import fc from 'fast-check';
import {
  Cluster,
  Credentials,
  Environment,
  type ICredentialSource,
  Identity,
  Image,
  Manifests,
  MonitoredKind,
  Monitoring,
  ObjectAccess,
  ObjectProtocol,
  ObjectStore,
  type ObjectStoreProps,
  type ObjectStoreSettings,
  Platform,
  SecretSource,
  User,
} from '../../../lib';
import { MINIO } from '../../../lib/data/images/minio';
import { clientPolicy } from '../../../lib/data/object-store/object-client-policy';
import { METRICS_PATH, OBJECT_STORE_METRICS } from '../../../lib/data/object-store/object-store-metrics';
import { expectProblem, problems, warnings } from '../../support/findings';
import { synthesized, testChart, testWorkload } from '../../support/trees';

const CLUSTER = Cluster.generic({
  kubernetesVersion: '1.34',
  prometheus: {},
  prometheusOperator: { labels: { release: 'monitoring' } },
  storageClass: 'fast',
});

const PROMETHEUS = 'namespace:monitoring{app.kubernetes.io/name=prometheus}';
const KEYS = ['MINIO_ACCESS_KEY_ID', 'MINIO_SECRET_ACCESS_KEY'];

const bundle = (chart: ChartType, name: string, keys = KEYS): Credentials => new Credentials(chart, name, { keys });

const full = (chart: ChartType): ObjectStoreProps => ({
  buckets: ['messages', 'reports'],
  clients: {
    ingress: { credentials: bundle(chart, 'ingress-secret'), buckets: ['messages'] },
    egress: {
      credentials: bundle(chart, 'egress-secret', ['id', 'key']),
      buckets: ['messages'],
      access: ObjectAccess.READ,
      accessKeyIdKey: 'id',
      secretAccessKeyKey: 'key',
    },
  },
  rootCredentials: bundle(chart, 'objects-admin', ['username', 'password']),
  identity: Identity.of({ name: 'objects', selector: { app: 'objects' }, container: 'server' }),
  image: Image.of('registry.example/minio', 'RELEASE.2025-04-22T22-12-26Z'),
  clientImage: Image.of('registry.example/mc', 'RELEASE.2025-04-16T18-13-26Z'),
  user: User.of(20000),
  scheduling: { nodeSelector: { disk: 'ssd' } },
  settings: {
    size: '200Gi',
    storageClass: 'premium',
    resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '1000m', memory: '2Gi' } },
    backup: { schedule: '0 */6 * * *', keep: 30, size: '500Gi', staleAfterHours: 13 },
  },
});

const least: ObjectStoreProps = { buckets: ['messages'] };

function made(
  props: (chart: ChartType) => ObjectStoreProps = () => least,
  cluster = CLUSTER,
): { store: ObjectStore; chart: Chart; all: () => Manifests } {
  const chart = testChart(cluster);
  const store = new ObjectStore(chart, 'minio', props(chart));
  return { store, chart, all: () => Manifests.of(chart) };
}

const withClient = (client: Partial<{ credentials: ICredentialSource; buckets: string[] }>, name = 'ingress') =>
  made((chart) => ({ ...least, clients: { [name]: { credentials: bundle(chart, 'ingress-secret'), ...client } } }));

const podOf = (all: Manifests) => all.resource('StatefulSet', 'minio').spec.template.spec;
const jobOf = (all: Manifests) => all.objects('Job')[0];

describe('what it makes', () => {
  test('the least', () => {
    expect(synthesized((chart) => new ObjectStore(chart, 'minio', least), Cluster.generic())).toMatchSnapshot();
  });

  test('the most', () => {
    expect(synthesized((chart) => new ObjectStore(chart, 'minio', full(chart)), CLUSTER)).toMatchSnapshot();
  });

  test('is free of problems and warnings', () => {
    for (const { chart } of [made(), made(full), withClient({})]) {
      expect(problems(chart)).toEqual([]);
      expect(warnings(chart)).toEqual([]);
    }
  });

  test('without backups, for a reason: no tasks, no claim for them, and no alert about them', () => {
    const { store, all } = made(() => ({ ...least, settings: { withoutBackup: 'every object expires in a day' } }));
    expect(store).toMatchObject({ backup: undefined, restore: undefined });
    all().resourceCount('CronJob', 0);
    all().resourceCount('PersistentVolumeClaim', 0);
    expect(JSON.stringify(all().resource('PrometheusRule', 'minio'))).not.toContain('Backup');
  });

  test('one core, two gigabytes of memory and a claim of 50Gi, where nothing else is said', () => {
    const { spec } = made().all().resource('StatefulSet', 'minio');
    expect(spec.template.spec.containers[0].resources).toMatchObject({
      requests: { cpu: '500m', memory: '2Gi' },
      limits: { cpu: '1', memory: '2Gi' },
    });
    expect(spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('50Gi');
  });
});

describe('the pod is what the image expects', () => {
  test('each path that the server writes to is a volume, and the root is read-only', () => {
    const [server] = podOf(made().all()).containers;
    const mounted = server.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
    expect(mounted).toEqual(expect.arrayContaining([...MINIO.writablePaths]));
    expect(server.securityContext.readOnlyRootFilesystem).toBe(true);
  });

  test('it listens where the image does, and runs as a user that owns its claim', () => {
    const { securityContext, containers } = podOf(made().all());
    expect(securityContext).toMatchObject({ runAsUser: MINIO.user.id, fsGroup: MINIO.user.id });
    const ports = containers[0].ports.map(({ containerPort }: { containerPort: number }) => containerPort);
    expect(ports).toEqual([...MINIO.ports]);
  });

  test('no credential is in a variable, and the keys of clients are seen by the task alone', () => {
    const all = made(full).all();
    const pods = [
      all.resource('StatefulSet', 'objects').spec.template.spec,
      jobOf(all).spec.template.spec,
      all.resource('CronJob', 'objects-backup').spec.jobTemplate.spec.template.spec,
    ];
    const secrets = pods.map((pod: { volumes: { secret?: { secretName: string } }[] }) =>
      pod.volumes.flatMap(({ secret }) => secret?.secretName ?? []),
    );
    expect(JSON.stringify(pods)).not.toContain('secretKeyRef');
    expect(secrets.map((names) => [...names].sort())).toEqual([
      ['objects-admin'],
      ['egress-secret', 'ingress-secret', 'objects-admin'],
      ['objects-admin'],
    ]);
  });

  test('two clients may have their keys in one bundle', () => {
    const { chart, all } = made((tree) => {
      const both = bundle(tree, 'both', ['a', 'b', 'c', 'd']);
      return {
        ...least,
        clients: {
          one: { credentials: both, accessKeyIdKey: 'a', secretAccessKeyKey: 'b' },
          two: { credentials: both, accessKeyIdKey: 'c', secretAccessKeyKey: 'd' },
        },
      };
    });
    expect(problems(chart)).toEqual([]);
    const { volumeMounts } = jobOf(all()).spec.template.spec.containers[0];
    expect(volumeMounts).toEqual(
      expect.arrayContaining([
        { name: 'both', mountPath: '/run/secrets/clients/one', readOnly: true },
        { name: 'both', mountPath: '/run/secrets/clients/two', readOnly: true },
      ]),
    );
  });
});

describe('the task', () => {
  const nameOf = (props?: (chart: ChartType) => ObjectStoreProps): string => jobOf(made(props).all()).metadata.name;

  test('is another one where buckets or clients differ, and the same whatever the order of clients', () => {
    expect(nameOf()).toMatch(/^minio-provision-[a-z0-9]{10}$/);
    expect(nameOf(() => ({ buckets: ['other'] }))).not.toBe(nameOf());
    const ordered = (names: string[]) => (chart: ChartType) => {
      const credentials = bundle(chart, 'keys');
      return { ...least, clients: Object.fromEntries(names.map((name) => [name, { credentials }])) };
    };
    expect(nameOf(ordered(['a', 'b']))).toBe(nameOf(ordered(['b', 'a'])));
  });

  test('a policy names the buckets of a client and no other, whatever it may do', () => {
    const buckets = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{3,10}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(buckets, fc.constantFrom(...Object.values(ObjectAccess)), (names, access) => {
        const text = JSON.stringify(clientPolicy(names, access));
        const resources = [...text.matchAll(/arn:aws:s3:::([^"]*)/g)].map(([, resource]) => resource);
        const expected = [...names].sort();
        expect(resources).toEqual([...expected, ...expected.map((name) => `${name}/*`)]);
        expect(text).not.toContain('s3:*');
        expect(text.includes('s3:DeleteObject')).toBe(access === ObjectAccess.READ_WRITE);
        expect(text.includes('s3:GetObject')).toBe(access !== ObjectAccess.WRITE);
        expect(text.includes('s3:PutObject')).toBe(access !== ObjectAccess.READ);
      }),
    );
  });
});

describe('who reaches it', () => {
  test('who is told its address, on its port alone; nobody its console', () => {
    const { store, chart, all } = made();
    testWorkload(chart, 'api', { endpoints: { STORE_URL: store.url() } });
    testWorkload(chart, 'other');
    all().allows('api', 'minio', 9000);
    all().denies('api', 'minio', 9001);
    all().denies('other', 'minio', 9000);
    all().denies('minio', 'api', 9000);
    all().denies(PROMETHEUS, 'minio', 9001);
  });

  test('who names the console reaches it', () => {
    const { store, chart, all } = made();
    testWorkload(chart, 'operator').connectTo(store.port('console'));
    all().allows('operator', 'minio', 9001);
    all().denies('operator', 'minio', 9000);
  });

  test('Prometheus, where there is one, and the tasks', () => {
    const { all } = made();
    all().allows(PROMETHEUS, 'minio', 9000);
    for (const task of ['minio-backup', 'minio-restore', jobOf(all()).metadata.name]) {
      all().allows(task, 'minio', 9000);
      all().denies(task, '192.0.2.1', 443);
    }
    made(undefined, Cluster.generic()).all().denies(PROMETHEUS, 'minio', 9000);
  });
});

describe('what programs are told', () => {
  test('its addresses, buckets and region', () => {
    const { store } = made();
    expect(store.address.address).toBe('minio.shop.svc:9000');
    expect(store.url().address).toBe('http://minio.shop.svc:9000');
    expect(store).toMatchObject({ protocol: ObjectProtocol.S3, buckets: ['messages'], region: 'us-east-1' });
  });

  test('the keys of a client, as variables named as in its bundle', () => {
    const { store } = made(full);
    expect(store.login('egress')).toMatchObject({
      accessKeyId: { key: 'id', source: { secretName: 'egress-secret' } },
      secretAccessKey: { key: 'key' },
    });
    expect(Object.keys(store.variables('ingress'))).toEqual(KEYS);
  });

  test('nobody is told of a client that there is not', () => {
    const { store, chart } = withClient({});
    expect(store.variables('egress')).toEqual({});
    expectProblem(chart, [
      'test/shop/minio  login',
      'got "egress"',
      'its clients are: ingress',
      '→ name one of them, or add it to clients',
    ]);
  });
});

test('it is monitored on the port of its clients', () => {
  const profile = made().store.toMonitoringProfile();
  expect(profile).toMatchObject({
    kind: MonitoredKind.OBJECT_STORE,
    scrapedPorts: [{ name: 's3', path: METRICS_PATH }],
    metrics: OBJECT_STORE_METRICS,
  });
  expect(profile.panels).toMatchSnapshot();
  const homeless = new Chart(new Environment(new Platform({ name: 'p' }), 'dev', { cluster: CLUSTER }), 'shop');
  expect(new ObjectStore(homeless, 'minio', least).toMonitoringProfile().panels).toEqual([]);
});

test('Prometheus is sent to the path of its metrics', () => {
  const { store, chart, all } = made();
  new Monitoring(chart, 'monitoring').workload(store);
  expect(problems(chart)).toEqual([]);
  const [endpoint] = all().resource('PodMonitor', 'minio').spec.podMetricsEndpoints;
  expect(endpoint).toMatchObject({ port: 's3', path: METRICS_PATH });
});

test('alerts and panels ask declared metrics alone', () => {
  const { store, all } = made();
  const known = new Set(OBJECT_STORE_METRICS.map(({ name }) => name));
  const text = JSON.stringify([all().resource('PrometheusRule', 'minio').spec, store.toMonitoringProfile().panels]);
  const asked = new Set(text.match(/minio_[a-z0-9_]+(?=\{)/g));
  expect([...asked].filter((name) => !known.has(name))).toEqual([]);
  expect([...known].filter((name) => !asked.has(name))).toEqual([]);
});

describe('mistakes', () => {
  const buckets = (...names: string[]) => made(() => ({ buckets: names })).chart;

  test('no buckets', () => {
    expectProblem(buckets(), [
      'test/shop/minio  buckets',
      'got none',
      'programs put objects into buckets, and make none by themselves',
      '→ name at least one',
    ]);
  });

  test.each(['ab', 'Messages', 'a_b', '-abc', 'a..b', '10.0.0.1', 'a'.repeat(64), "a';rm"])('the bucket %s', (name) => {
    expectProblem(buckets(name), [
      'test/shop/minio  buckets',
      `got ${JSON.stringify(name)}`,
      'a bucket has 3 to 63 of a-z, 0-9, - and ., begins and ends with a letter or digit, and is no IPv4 address',
      '→ correct the name',
    ]);
  });

  test('a bucket twice', () => {
    expectProblem(buckets('messages', 'messages'), [
      'test/shop/minio  buckets',
      'got "messages", twice',
      'a bucket is made once',
      '→ name it once',
    ]);
  });

  test('a client with a name that is none', () => {
    expect(problems(withClient({}, 'In gress').chart)).toContainEqual([
      'test/shop/minio  clients.In gress',
      'got "In gress"',
      'the name of a client is at most 63 of a-z, 0-9 and -, and begins and ends with a letter or digit',
      '→ name it like the workload that it is',
    ]);
  });

  test.each([
    [['other'], 'got "other"'],
    [[], 'got none'],
  ])('a client of the buckets %j', (names, value) => {
    expectProblem(withClient({ buckets: names }).chart, [
      'test/shop/minio  clients.ingress.buckets',
      value,
      'a client uses buckets of the store: messages',
      '→ name some of these, add to buckets, or leave it out: all of them',
    ]);
  });

  test('a client without its keys', () => {
    const { chart } = made((tree) => ({
      ...least,
      clients: { ingress: { credentials: bundle(tree, 'keys', ['id']) } },
    }));
    expectProblem(chart, [
      'test/shop/minio  credentials',
      'got keys, without MINIO_ACCESS_KEY_ID and MINIO_SECRET_ACCESS_KEY',
      'a program logs in with MINIO_ACCESS_KEY_ID and MINIO_SECRET_ACCESS_KEY',
      '→ add to the bundle: MINIO_ACCESS_KEY_ID, MINIO_SECRET_ACCESS_KEY',
    ]);
  });

  test('a client with the bundle of the root user', () => {
    const { chart } = made((tree) => {
      const credentials = bundle(tree, 'keys', ['username', 'password', ...KEYS]);
      return { ...least, rootCredentials: credentials, clients: { ingress: { credentials } } };
    });
    expectProblem(chart, [
      'test/shop/minio  clients.ingress.credentials',
      'got keys, which has the password of the root user',
      'whoever mounts a bundle reads all of it, and the root user may do everything',
      '→ give the client a bundle without it',
    ]);
  });

  test('a source that rotates is a warning', () => {
    const cluster = Cluster.generic({ secretSource: SecretSource.keyVault('shop-kv') });
    const { chart } = made(
      (tree) => ({ ...least, clients: { ingress: { credentials: bundle(tree, 'ingress-secret') } } }),
      cluster,
    );
    expect(warnings(chart)).toEqual([
      [
        'test/shop/minio  credentials  [rotation-by-hand]',
        'got minio-root, ingress-secret',
        'the server takes its root user at the start of its pod, and the keys of clients from a task that runs once for each version of itself',
        '→ after a rotation restart the pod, remove the Job and deploy again; or acknowledge that it is done so',
      ],
    ]);
  });

  test('settings that are none are told by what they are settings of', () => {
    const settings: ObjectStoreSettings = { size: 'much', backup: { keep: 0 } };
    expect(problems(made(() => ({ ...least, settings })).chart).map(([where]) => where)).toEqual(
      expect.arrayContaining(['test/shop/minio  settings.backup.keep']),
    );
  });
});
