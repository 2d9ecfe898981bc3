import { Chart, type Chart as ChartType, Duration } from 'cdk8s';
import * as fc from 'fast-check';
import {
  Cluster,
  Credentials,
  Environment,
  Identity,
  Image,
  type IRabbitMq,
  Manifests,
  NamespaceChart,
  Peer,
  Platform,
  QueueScaling,
  RabbitMq,
  type RabbitMqProps,
  type RabbitMqSettings,
  ScalingTrigger,
  SecretSource,
  User,
  WorkerWithKeda,
} from '../../../lib';
import { RABBITMQ } from '../../../lib/data/images/rabbitmq';
import { expectProblem, problems, warnings } from '../../support/findings';
import { synthesized, testChart, testWorkload } from '../../support/trees';

const CLUSTER = Cluster.generic({
  kubernetesVersion: '1.34',
  prometheus: {},
  prometheusOperator: { labels: { release: 'monitoring' } },
  keda: {},
  storageClass: 'fast',
});

const FULL: RabbitMqProps = {
  virtualHost: 'orders',
  plugins: ['rabbitmq_shovel'],
  identity: Identity.of({ name: 'order-queue', container: 'server' }),
  image: Image.of('registry.example/rabbitmq', '4.1.0'),
  user: User.of(20000),
  scheduling: { nodeSelector: { disk: 'ssd' } },
  settings: {
    nodes: 3,
    size: '100Gi',
    storageClass: 'premium',
    resources: { requests: { cpu: '2' }, limits: { memory: '8Gi' } },
    parameters: { heartbeat: '30' },
    clusterDomain: 'cluster.example',
    unacknowledgedAlert: 50000,
    backup: { schedule: '0 */6 * * *', keep: 30, size: '2Gi', staleAfterHours: 13 },
  },
};

const build =
  (props?: RabbitMqProps, id = 'rabbitmq') =>
  (chart: ChartType): RabbitMq =>
    new RabbitMq(chart, id, props);

function made(props?: RabbitMqProps, cluster = CLUSTER): { queue: RabbitMq; chart: Chart; all: () => Manifests } {
  const chart = testChart(cluster);
  const queue = build(props)(chart);
  return { queue, chart, all: () => Manifests.of(chart) };
}

const podOf = (all: Manifests, name = 'rabbitmq') => all.resource('StatefulSet', name).spec.template.spec;

function filesOf(settings?: RabbitMqSettings, props: RabbitMqProps = {}): Record<string, string> {
  const maps = made({ ...props, settings })
    .all()
    .objects('ConfigMap');
  return maps.find(({ metadata }) => metadata.name.startsWith('rabbitmq-files-'))?.data as Record<string, string>;
}

const linesOf = (settings?: RabbitMqSettings, props?: RabbitMqProps): string[] =>
  filesOf(settings, props)['rabbitmq.conf'].trim().split('\n');

const problemsWith = (props: RabbitMqProps): string[] => problems(made(props).chart).map(([where]) => where);

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
    const { queue, all } = made({ settings: { withoutBackup: 'programs declare all of it' } });
    expect(queue).toMatchObject({ backup: undefined, restore: undefined });
    all().resourceCount('CronJob', 0);
    all().resourceCount('PersistentVolumeClaim', 0);
    expect(JSON.stringify(all().resource('PrometheusRule', 'rabbitmq'))).not.toContain('Backup');
  });

  test('no alerts where the chart names no namespace', () => {
    const homeless = new Chart(new Environment(new Platform({ name: 'p' }), 'dev', { cluster: CLUSTER }), 'shop');
    build()(homeless);
    expect(JSON.stringify(Manifests.of(homeless).objects('PrometheusRule'))).not.toContain('RabbitMqDown');
  });
});

describe('the pod is what the image expects', () => {
  test('each path that the broker writes to is a volume, and the root is read-only', () => {
    const [broker] = podOf(made().all()).containers;
    const mounted = broker.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath);
    expect(mounted).toEqual(expect.arrayContaining([...RABBITMQ.writablePaths]));
    expect(broker.securityContext.readOnlyRootFilesystem).toBe(true);
  });

  test('it runs as the user of the image, and listens where the image does', () => {
    const { securityContext, containers } = podOf(made(FULL).all(), 'order-queue');
    expect(securityContext).toMatchObject({ runAsUser: 20000, fsGroup: 20000 });
    expect(containers[0].ports.map(({ containerPort }: { containerPort: number }) => containerPort)).toEqual([
      ...RABBITMQ.ports,
    ]);
    expect(podOf(made().all()).securityContext).toMatchObject({ runAsUser: RABBITMQ.user.id, fsGroup: 999 });
  });

  test('no credential is in a variable of the pod, and none in a file of the manifest', () => {
    const { all } = made();
    expect(JSON.stringify(podOf(all()))).not.toContain('secretKeyRef');
    expect(filesOf()['rabbitmq-env.conf']).toContain('DEFAULT_PASS="$(cat /run/secrets/rabbitmq/password)"');
  });

  test('its members start together, and one that leaves has time to hand over', () => {
    const { spec } = made(FULL).all().resource('StatefulSet', 'order-queue');
    expect(spec).toMatchObject({ replicas: 3, podManagementPolicy: 'Parallel' });
    expect(spec.template.spec.terminationGracePeriodSeconds).toBe(320);
    expect(podOf(made().all()).containers[0].lifecycle).toBeUndefined();
  });
});

describe('rabbitmq.conf', () => {
  test('waits at 60 % of the limit of the memory, and while less of the disk is free than that limit', () => {
    expect(linesOf()).toEqual([
      'default_vhost = /',
      'disk_free_limit.absolute = 1073741824',
      'listeners.tcp.default = 5672',
      'log.console = true',
      'log.console.level = info',
      'log.file = false',
      'management.tcp.port = 15672',
      'prometheus.tcp.port = 15692',
      'total_memory_available_override_value = 1073741824',
      'vm_memory_high_watermark.relative = 0.6',
    ]);
    expect(linesOf({ resources: { limits: { memory: '3Gi' } } })).toContain(
      `total_memory_available_override_value = ${3 * 2 ** 30}`,
    );
  });

  test('a parameter that is given wins, and stands there once', () => {
    const lines = linesOf({ parameters: { 'vm_memory_high_watermark.relative': '0.8', consumer_timeout: '3600000' } });
    expect(lines.filter((line) => line.startsWith('vm_memory'))).toEqual(['vm_memory_high_watermark.relative = 0.8']);
    expect(lines).toContain('consumer_timeout = 3600000');
  });

  test('lists the members of a cluster by the names that they give themselves', () => {
    const files = filesOf({ nodes: 3, clusterDomain: 'cluster.example' });
    const suffix = 'rabbitmq-headless.shop.svc.cluster.example';
    expect(files['rabbitmq.conf'].match(/(?<=nodes\.\d = ).*/g)).toEqual(
      [0, 1, 2].map((index) => `rabbit@rabbitmq-${index}.${suffix}`),
    );
    expect(files['rabbitmq-env.conf']).toContain(`NODENAME="rabbit@$(hostname).${suffix}"\nUSE_LONGNAME=true\n`);
    expect(filesOf()['rabbitmq-env.conf']).toContain('NODENAME="rabbit@$(hostname -f)"\nUSE_LONGNAME=true\n');
  });

  test('plugins are those for management and metrics, and what is asked for, each once', () => {
    expect(filesOf().enabled_plugins).toBe('[rabbitmq_management,rabbitmq_prometheus].\n');
    const plugins = ['rabbitmq_shovel', 'rabbitmq_management'];
    expect(filesOf({}, { plugins }).enabled_plugins).toBe(
      '[rabbitmq_management,rabbitmq_prometheus,rabbitmq_shovel].\n',
    );
  });

  test('another parameter is another name of the files, which is a rollout', () => {
    const nameOf = (settings: RabbitMqSettings): string =>
      podOf(made({ settings }).all()).volumes.find(({ name }: { name: string }) => name === 'rabbitmq-files').configMap
        .name;
    expect(nameOf({ parameters: { heartbeat: '30' } })).not.toBe(nameOf({ parameters: { heartbeat: '60' } }));
  });
});

describe('who reaches it', () => {
  test('who is told its address, on its port alone; nobody else', () => {
    const { queue, chart, all } = made();
    testWorkload(chart, 'api', { endpoints: { BROKER_URL: queue.url() } });
    testWorkload(chart, 'admin', { endpoints: { MANAGEMENT_URL: queue.managementUrl } });
    testWorkload(chart, 'other');
    all().allows('api', 'rabbitmq', 5672);
    all().denies('api', 'rabbitmq', 15672);
    all().allows('admin', 'rabbitmq', 15672);
    all().denies('admin', 'rabbitmq', 5672);
    all().denies('other', 'rabbitmq', 5672);
    all().denies('rabbitmq', 'api', 5672);
  });

  test('Prometheus, on the port of the metrics alone', () => {
    const prometheus = 'namespace:monitoring{app.kubernetes.io/name=prometheus}';
    made().all().allows(prometheus, 'rabbitmq', 15692);
    made().all().denies(prometheus, 'rabbitmq', 5672);
  });

  test('the tasks for definitions, on the port of the management', () => {
    for (const task of ['rabbitmq-backup', 'rabbitmq-restore']) {
      made().all().allows(task, 'rabbitmq', 15672);
      made().all().denies(task, 'rabbitmq', 5672);
      made().all().denies(task, '192.0.2.1', 443);
    }
  });

  test('its own members, where there are several', () => {
    const { all } = made({ settings: { nodes: 3 } });
    all().allows('rabbitmq', 'rabbitmq', 4369);
    all().allows('rabbitmq', 'rabbitmq', 25672);
    all().denies('rabbitmq', 'rabbitmq', 5672);
    made().all().denies('rabbitmq', 'rabbitmq', 25672);
  });

  test.each([
    [undefined, 5672, 15672],
    ['amqp', 5672, 15672],
    ['http', 15672, 5672],
  ])('KEDA over %s, on %i', (protocol, open, closed) => {
    const keda = 'namespace:keda{app=keda-operator}';
    const { queue, all } = made();
    queue.admitScaler(Peer.keda(), { scaler: 'rabbitmq', protocol });
    all().allows(keda, 'rabbitmq', open);
    all().denies(keda, 'rabbitmq', closed);
  });
});

describe('addresses', () => {
  test('a URL with user and password in variables, by the name of the Service for clients', () => {
    const { queue } = made();
    const { address, credentials } = queue.url();
    expect(address).toBe('amqp://$(RABBITMQ_USERNAME):$(RABBITMQ_PASSWORD)@rabbitmq.shop.svc:5672/%2F');
    expect(credentials).toMatchObject({
      RABBITMQ_USERNAME: { key: 'username', source: { secretName: 'rabbitmq-credentials' } },
      RABBITMQ_PASSWORD: { key: 'password' },
    });
    expect(queue.address.address).toBe('rabbitmq.shop.svc:5672');
    expect(queue.managementUrl.address).toBe('http://rabbitmq.shop.svc:15672');
  });

  test('as the program wants it', () => {
    const options = {
      scheme: 'pyamqp',
      virtualHost: 'a',
      parameters: { heartbeat: '5', b: 'ä' },
      variablePrefix: 'MQ',
    };
    expect(made().queue.url(options).address).toBe(
      'pyamqp://$(MQ_USERNAME):$(MQ_PASSWORD)@rabbitmq.shop.svc:5672/a?b=%C3%A4&heartbeat=5',
    );
    expect(made({ virtualHost: 'orders' }).queue.url().address).toMatch(/:5672\/orders$/);
  });
});

describe('scalers', () => {
  test.each([
    [undefined, 'amqp://rabbitmq.shop.svc:5672/orders'],
    ['auto', 'amqp://rabbitmq.shop.svc:5672/orders'],
    ['http', 'http://rabbitmq.shop.svc:15672/orders'],
  ])('over %s are told the host without credentials, and those apart', (protocol, host) => {
    const { queue } = made({ virtualHost: 'orders' });
    const connection = queue.toScalerConnection({ scaler: 'rabbitmq', protocol });
    expect(connection.parameters).toEqual({ host });
    expect(Object.keys(connection.credentials ?? {})).toEqual(['username', 'password']);
  });

  test('of a worker find host, user and password, and the way', () => {
    const chart = testChart(CLUSTER);
    const queue: IRabbitMq = new RabbitMq(chart, 'rabbitmq');
    const trigger = ScalingTrigger.rabbitQueue(queue, 'condense', { messagesPerPod: 5 });
    new WorkerWithKeda(chart, 'worker', {
      image: Image.of('registry.example/worker', '1.0.0'),
      endpoints: { BROKER_URL: queue.url() },
      scaling: QueueScaling.pods({ min: 1, max: 3 }).on(trigger),
      longestTask: Duration.minutes(1),
    });
    expect(problems(chart)).toEqual([]);
    const all = Manifests.of(chart);
    const [{ spec }] = all.objects('ScaledObject');
    expect(spec.triggers[0]).toMatchObject({
      type: 'rabbitmq',
      metadata: { queueName: 'condense', host: 'http://rabbitmq.shop.svc:15672/%2F' },
    });
    const [authentication] = all.objects('TriggerAuthentication');
    expect(authentication.spec.secretTargetRef).toEqual([
      { parameter: 'password', name: 'rabbitmq-credentials', key: 'password' },
      { parameter: 'username', name: 'rabbitmq-credentials', key: 'username' },
    ]);
    all.allows('namespace:keda{app=keda-operator}', 'rabbitmq', 15672);
  });

  test('of another kind are an error, and so is a protocol that is none', () => {
    const { queue, chart } = made();
    queue.toScalerConnection({ scaler: 'redis', protocol: 'stomp' });
    expect(problems(chart)).toEqual([
      [
        'test/shop/rabbitmq  scaling',
        'got a scaler of the type "redis"',
        'a RabbitMQ is asked by the scaler rabbitmq alone',
        '→ use a trigger for RabbitMQ, or name what the scaler is for',
      ],
      [
        'test/shop/rabbitmq  scaling',
        'got the protocol "stomp"',
        'the scaler rabbitmq speaks amqp, which counts what waits, or http, which counts what is being worked on, too',
        '→ use one of the two',
      ],
    ]);
  });

  test('find no broker whose chart names no namespace', () => {
    const chart = new Chart(new Environment(new Platform({ name: 'p' }), 'dev', { cluster: CLUSTER }), 'shop');
    build()(chart).toScalerConnection({ scaler: 'rabbitmq' });
    expect(problems(chart)).toContainEqual([
      'dev/shop/rabbitmq  scaling',
      'got a scaler that asks it',
      'KEDA runs in another namespace, and the chart of the server names none',
      '→ give the chart its namespace',
    ]);
  });
});

describe('mistakes', () => {
  test.each<[RabbitMqProps, string[]]>([
    [
      { settings: { nodes: 2 } },
      [
        'test/shop/rabbitmq  settings.nodes',
        'got 2',
        'a cluster goes on while more than half of its nodes are there: an even number bears no more losses',
        '→ give 1, 3, 5 or 7',
      ],
    ],
    [
      { settings: { size: '1Gi' } },
      [
        'test/shop/rabbitmq  settings.size',
        'got 1Gi, with a limit of 1024Mi of memory',
        'publishers wait while less of the disk is free than the memory is large: on a small disk they would always',
        '→ give at least 2048Mi',
      ],
    ],
    [
      { settings: { clusterDomain: 'Cluster_local' } },
      [
        'test/shop/rabbitmq  settings.clusterDomain',
        'got "Cluster_local"',
        'it is no domain of DNS',
        "→ write it as the cluster's DNS has it, such as 'cluster.local'",
      ],
    ],
    [
      { plugins: ['shovel'] },
      [
        'test/shop/rabbitmq  plugins',
        'got "shovel"',
        'the name of a plugin begins with rabbitmq_ and goes on with a-z, 0-9 and _',
        "→ write it as `rabbitmq-plugins list` does, such as 'rabbitmq_shovel'",
      ],
    ],
    [
      { virtualHost: 'a b' },
      [
        'test/shop/rabbitmq  virtualHost',
        'got "a b"',
        'clients and scalers decode it differently where it has other characters than letters, digits, - _ . and ~',
        "→ choose a plain name, such as 'orders', or leave it out for '/'",
      ],
    ],
    [
      { settings: { parameters: { 'listeners.tcp.2': '5673' } } },
      [
        'test/shop/rabbitmq  settings.parameters.listeners.tcp.2',
        'got "5673"',
        'credentials, probes, Services and the members of a cluster lean on it',
        '→ leave it out',
      ],
    ],
    [
      { settings: { parameters: { default_vhost: 'a' } } },
      [
        'test/shop/rabbitmq  settings.parameters.default_vhost',
        'got "a"',
        'credentials, probes, Services and the members of a cluster lean on it',
        '→ set virtualHost',
      ],
    ],
    [
      { settings: { parameters: { heartbeat: '1\nlisteners.tcp = none' } } },
      [
        'test/shop/rabbitmq  settings.parameters.heartbeat',
        'got "1\\nlisteners.tcp = none"',
        'an entry of rabbitmq.conf is words joined by dots, with a value on the same line',
        '→ write it as in rabbitmq.conf',
      ],
    ],
  ])('%j', (props, expected) => {
    expectProblem(made(props).chart, expected);
  });

  test('a cluster in a chart without a namespace', () => {
    const chart = new Chart(new Environment(new Platform({ name: 'p' }), 'dev', { cluster: CLUSTER }), 'shop');
    build({ settings: { nodes: 3 } })(chart);
    expect(problems(chart)).toContainEqual([
      'dev/shop/rabbitmq  settings.nodes',
      'got 3, in a chart without a namespace',
      'the members of a cluster know each other by names that the namespace is part of',
      '→ give the chart its namespace, or use one node',
    ]);
  });

  test('a bundle without a key', () => {
    const chart = testChart(CLUSTER);
    const credentials = new Credentials(chart, 'login', { keys: ['username', 'password'] });
    build({ credentials })(chart);
    expect(problems(chart)).toEqual([
      [
        'test/shop/rabbitmq  credentials',
        'got login, without erlang-cookie',
        expect.any(String),
        '→ add to the bundle: erlang-cookie',
      ],
    ]);
  });

  test('a source that rotates is a warning: the broker keeps the password that it was made with', () => {
    const cluster = Cluster.generic({ secretSource: SecretSource.keyVault('shop-kv'), reloader: true });
    expect(warnings(made({}, cluster).chart)).toEqual([
      [
        'test/shop/rabbitmq  credentials  [rotation-by-hand]',
        'got rabbitmq-credentials',
        'the server takes its password from it once, when it is empty: a value that changes later locks its clients out',
        '→ change it in both: rabbitmqctl change_password with the new value, then the source; or acknowledge that it is done so',
      ],
    ]);
  });

  test('only settings that fit are taken, whatever they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2, max: 9 }), fc.integer({ min: 1, max: 64 }), (nodes, gibibytes) => {
        const sound = [1, 3, 5, 7].includes(nodes) && gibibytes >= 2;
        expect(problemsWith({ settings: { nodes, size: `${gibibytes}Gi` } }).length === 0).toBe(sound);
      }),
      { numRuns: 30 },
    );
  });
});

test('a namespace of ours has room for all of it', () => {
  const environment = new Environment(new Platform({ name: 'p' }), 'dev', { cluster: CLUSTER });
  const chart = new NamespaceChart(environment, 'shop');
  build({ settings: { nodes: 3 } })(chart);
  expect(problems(chart)).toEqual([]);
});
