import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import fc, { type Arbitrary } from 'fast-check';
import {
  AccessMode,
  ApiService,
  Cluster,
  Container,
  type ContainerOptions,
  Controller,
  type CredentialKey,
  Credentials,
  DisruptionBudget,
  Edge,
  Exposure,
  Identity,
  Image,
  ImagePullPolicy,
  Migration,
  Peer,
  Permission,
  PersistentClaim,
  Port,
  Probe,
  type Resources,
  Route,
  Scaling,
  ScalingPolicy,
  type ScalingRules,
  ScalingSelect,
  type Scheduling,
  SecretSource,
  Shutdown,
  User,
  Volume,
  Workload,
  type WorkloadOptions,
} from '../../../lib';

/** A service that somebody might write. */
export interface RandomService {
  /** The name of one of `CLUSTERS`. */
  readonly cluster: string;
  /** What it is, for messages. */
  readonly pattern: string;
  /** Makes it, with whatever it needs. */
  build(scope: Construct, id: string): void;
}

const REGISTRY = 'registry.example.com';

/** Clusters that differ in whatever decides which objects there are and what is in them. */
export const CLUSTERS: Readonly<Record<string, Cluster>> = {
  k3d: Cluster.k3d({ registry: REGISTRY, apiServerCidrs: ['172.18.0.0/16'] }),
  aks: Cluster.aks({
    kubernetesVersion: '1.34',
    zones: 3,
    registry: REGISTRY,
    hostnameFiltering: true,
    keyVault: 'random-kv',
    edge: Edge.applicationGateway({ subnetCidr: '10.224.0.0/24' }),
    priorityClasses: ['critical'],
    prometheus: {},
    reloader: true,
  }),
  istio: Cluster.generic({
    kubernetesVersion: '1.36',
    zones: 2,
    registry: REGISTRY,
    edge: Edge.istio({ gateway: 'public', gatewayNamespace: 'istio-ingress', listener: 'https' }),
    secretSource: SecretSource.vault('secret/data/random'),
    apiServerCidrs: ['10.0.0.1/32'],
    dns: { nodeLocalAddress: '169.254.20.10' },
    imagePullSecret: 'registry',
  }),
  nginx: Cluster.generic({
    kubernetesVersion: '1.30',
    registry: REGISTRY,
    edge: Edge.nginx({ clusterIssuer: 'letsencrypt' }),
    apiServerCidrs: ['10.0.0.1/32', '10.0.0.2/32'],
    apiServerPort: 6443,
    storageClass: 'fast',
    sharedStorageClass: 'files',
    prometheus: { namespace: 'observability', podLabels: { app: 'prometheus' } },
  }),
};

/** Mostly what people write; now and then what is at or beyond an edge. */
function mostly<T>(usual: Arbitrary<T>, rare: Arbitrary<T>): Arbitrary<T> {
  return fc.oneof({ arbitrary: usual, weight: 300 }, { arbitrary: rare, weight: 1 });
}

function maybe<T>(arbitrary: Arbitrary<T>): Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

function seldom<T>(arbitrary: Arbitrary<T>): Arbitrary<T | undefined> {
  return fc.oneof({ arbitrary: fc.constant(undefined), weight: 9 }, { arbitrary, weight: 1 });
}

/** Some members of a record, all of them optional. */
function some<T extends object>(model: { [K in keyof T]: Arbitrary<T[K]> }): Arbitrary<Partial<T>> {
  return fc.record(model, { requiredKeys: [] }) as Arbitrary<Partial<T>>;
}

const dnsLabel = (longest: number): Arbitrary<string> =>
  mostly(
    fc.stringMatching(new RegExp(`^[a-z]([a-z0-9-]{0,${longest - 2}}[a-z0-9])?$`)),
    fc.constantFrom('a', '0', '1-2', 'true', 'null', '1e3', 'a.b', 'A', 'a_b', '-a', 'x'.repeat(64), 'ü', ''),
  );

const seconds = (least: number, most: number): Arbitrary<Duration> =>
  mostly(fc.integer({ min: least, max: most }), fc.constantFrom(0, 1, 86_400, 2 ** 31)).map((n) => Duration.seconds(n));

const labelValue = fc.stringMatching(/^([A-Za-z0-9]([A-Za-z0-9._-]{0,20}[A-Za-z0-9])?)?$/);
const qualifiedName = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,20}[A-Za-z0-9])?$/),
  fc.stringMatching(/^[a-z]{1,8}\.[a-z]{2,8}\/[A-Za-z]([A-Za-z0-9._-]{0,20}[A-Za-z0-9])?$/),
);
const labels = fc.dictionary(qualifiedName, labelValue, { maxKeys: 3, noNullPrototype: true });

/** Texts on which YAML, JSON, shells and the expansion of variables stumble. */
const odd = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '\n', '\t', 'a\nb', 'a\r\nb\n\n', 'yes', 'no', 'on', 'null', '~', 'true', '0o17', '017', '1e3', '.5'],
    ...[
      '1_000',
      '12:30:45',
      '2024-01-01',
      '0x1F',
      '- a',
      '# a',
      '&a',
      '*a',
      '!a',
      '%a',
      '@a',
      '`',
      '{}',
      '[]',
      '{{ a }}',
    ],
    ...[
      '$(HOME)',
      '$$(HOME)',
      '${HOME}',
      '"',
      "'",
      '\\',
      '\\n',
      ': ',
      'a: b',
      'a #b',
      '---',
      '...',
      '\u00a0',
      '\u2028',
    ],
    ...['\ufeff', '\u0000', '\u0007', '\ue000', '\ud83d\ude80', 'ﷺ', ' leading', 'trailing ', '|', '>', '<<', '='],
  ),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
/** Characters that do not come through `kubectl apply --server-side`. */
const lost = fc.constantFrom('\u007f', '\u0085', '\u009f', '\ufffe', '\uffff', 'a\ud800b');
const nasty = mostly(
  odd.filter((text) => !/[\u007f-\u009f\ufffe\uffff]/.test(text)),
  lost,
);
const variableName = mostly(
  fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,20}$/),
  fc.constantFrom('a.b', '-', '.', 'a b', '1A', 'ü', '', 'A=B', '..', 'x'.repeat(254)),
);
const variables = fc.dictionary(variableName, nasty, { maxKeys: 5, noNullPrototype: true });

const portNumber = mostly(fc.integer({ min: 1024, max: 65535 }), fc.constantFrom(0, 80, 1024, 65535, 65536));
const portName = mostly(
  fc.stringMatching(/^[a-z]{1,6}(-[a-z0-9]{1,6})?$/),
  fc.constantFrom('a', '1', 'a--b', '-a', 'sixteen-letters-', 'http2', 'A'),
);
const port = fc
  .tuple(fc.nat(5), portName, portNumber, maybe(portNumber))
  .map(([kind, name, containerPort, servicePort]) =>
    [
      () => Port.http(containerPort, { name, servicePort }),
      () => Port.grpc(containerPort, { name, servicePort }),
      () => Port.tcp(name, containerPort, { servicePort }),
      () => Port.udp(name, containerPort, { servicePort }),
      () => Port.metrics(containerPort, { name, servicePort }),
      () => Port.admin(containerPort, { name, servicePort }),
    ][kind]?.(),
  )
  .map((made) => made);
const morePorts = fc.uniqueArray(port, {
  maxLength: 3,
  comparator: (a, b) => a.name === b.name || a.containerPort === b.containerPort || a.servicePort === b.servicePort,
});
/** At least one port for clients over TCP, without the numbers and names of the others. */
const ports = fc
  .tuple(fc.boolean(), fc.integer({ min: 1024, max: 65535 }), morePorts)
  .map(([grpc, number, others]) => [
    grpc ? Port.grpc(number) : Port.http(number),
    ...others.filter((each) => apart(each, number)),
  ]);

function apart(other: Port, number: number): boolean {
  return other.containerPort !== number && other.servicePort !== number && !/^(http|grpc)$/.test(other.name);
}

const path = mostly(
  fc.oneof(
    fc
      .array(fc.stringMatching(/^[A-Za-z0-9_~!$&'()*+,;=:@-]{1,8}$/), { maxLength: 3 })
      .map((parts) => `/${parts.join('/')}`),
    fc.constantFrom('/health', '/a.b/', '/%20', '/...'),
  ),
  fc.oneof(fc.webPath(), nasty, fc.constantFrom('health', '//', '/a?b=c#d', '/..', '/a/./b', '/%2f', '/%2', '/a/..')),
);
const words = fc.array(nasty, { minLength: 1, maxLength: 4 });
const probeOptions = some({
  delay: seconds(0, 600),
  period: seconds(1, 600),
  timeout: seconds(1, 600),
  failures: mostly(fc.integer({ min: 1, max: 100 }), fc.constantFrom(0, 2 ** 31)),
});
/** Mostly of a port that answers it; now and then of any. */
const probe = (asked: readonly Port[]): Arbitrary<Probe> => {
  const withPort = (fitting: readonly Port[]) =>
    fc
      .record({
        options: probeOptions,
        port: mostly(maybe(fc.constantFrom(...fitting)), fc.constantFrom(...asked)),
      })
      .map(({ options: given, port: chosen }) => ({ ...given, port: chosen?.name }));
  const overTcp = asked.filter(({ protocol }) => protocol === 'TCP');
  const overHttp = overTcp.filter(({ isGrpc }) => !isGrpc);
  const overGrpc = overTcp.filter(({ isGrpc }) => isGrpc);
  const service = mostly(fc.stringMatching(/^[a-z.]{0,20}$/), nasty);
  return fc.oneof(
    ...(overHttp.length > 0 ? [fc.tuple(path, withPort(overHttp)).map(([asks, o]) => Probe.http(asks, o))] : []),
    withPort(overTcp).map((options) => Probe.tcp(options)),
    ...(overGrpc.length > 0 ? [fc.tuple(service, withPort(overGrpc)).map(([asks, o]) => Probe.grpc(asks, o))] : []),
    fc.tuple(words, probeOptions).map(([command, options]) => Probe.exec(command, options)),
  );
};

/** A request and a limit that is not below it. */
const amounts = (unit: string, least: number, most: number): Arbitrary<[string, string]> =>
  fc
    .tuple(fc.integer({ min: least, max: most }), fc.integer({ min: 0, max: most }))
    .map(([request, more]) => [`${request}${unit}`, `${request + more}${unit}`]);
const quantity = fc.constantFrom(
  '0',
  '1',
  '1.5',
  '500m',
  '1e3',
  '0.5Gi',
  '2e9',
  '1E',
  '100k',
  '-1',
  '1 Gi',
  'x',
  '1m',
  '.5',
);
const resources: Arbitrary<Resources> = fc
  .record({
    cpu: amounts('m', 1, 4000),
    memory: amounts('Mi', 1, 4096),
    storage: maybe(amounts('Mi', 1024, 4096)),
    strange: seldom(some({ cpu: quantity, memory: quantity })),
    withoutCpuLimit: seldom(fc.constant('throttling costs more than a noisy neighbour')),
  })
  .map(({ cpu, memory, storage, strange, withoutCpuLimit }) => ({
    requests: strange ?? { cpu: cpu[0], memory: memory[0], ephemeralStorage: storage?.[0] },
    limits: { cpu: cpu[1], memory: memory[1], ephemeralStorage: storage?.[1] },
    withoutCpuLimit,
  }));

const policy = fc
  .tuple(fc.boolean(), mostly(fc.integer({ min: 1, max: 200 }), fc.constant(0)), seconds(1, 1800))
  .map(([share, amount, period]) =>
    share ? ScalingPolicy.percent(amount, period) : ScalingPolicy.pods(amount, period),
  );
const rules: Arbitrary<ScalingRules> = fc.record({
  window: maybe(seconds(0, 3600)),
  policies: mostly(fc.array(policy, { minLength: 1, maxLength: 3 }), fc.constant([])),
  selectPolicy: maybe(fc.constantFrom(ScalingSelect.MAX, ScalingSelect.MIN, ScalingSelect.DISABLED)),
});
const scaling = fc
  .record({
    min: mostly(fc.integer({ min: 1, max: 20 }), fc.constantFrom(0, -1, 1.5)),
    more: mostly(fc.integer({ min: 1, max: 50 }), fc.constantFrom(0, -1, 2 ** 31)),
    cpu: mostly(fc.integer({ min: 1, max: 100 }), fc.constantFrom(0, 101, 1000)),
    memory: maybe(mostly(fc.integer({ min: 1, max: 99 }), fc.constant(200))),
    up: maybe(rules),
    down: maybe(rules),
  })
  .map(({ min, more, cpu, memory, up, down }) => {
    let made = Scaling.pods({ min, max: min + more }).onCpu(cpu);
    made = memory === undefined ? made : made.onMemory(memory);
    made = up ? made.scaleUp(up) : made;
    return down ? made.scaleDown(down) : made;
  });

const mountPath = mostly(
  fc
    .array(fc.stringMatching(/^[a-z][a-z0-9._-]{0,8}$/), { minLength: 1, maxLength: 3 })
    .map((parts) => `/${parts.join('/')}`),
  fc.constantFrom('/', 'relative', '/a:b', '/tmp', '/a/../b', '/..', '/a/', '//a', '/ ', ''),
);
const size = mostly(
  fc.tuple(fc.integer({ min: 1, max: 500 }), fc.constantFrom('Mi', 'M', 'Ki', '000k')).map((parts) => parts.join('')),
  quantity,
);
const accessMode = fc.constantFrom(...Object.values(AccessMode));
/** Of a claim that several pods mount, and of one that each pod has for itself. */
const sharedMode = mostly(fc.constantFrom(AccessMode.READ_WRITE_MANY, AccessMode.READ_ONLY_MANY), accessMode);
const ownMode = mostly(fc.constantFrom(AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD), accessMode);
const volume = fc
  .tuple(fc.nat(4), dnsLabel(20), size, fc.boolean(), maybe(sharedMode))
  .map(([kind, name, amount, inMemory, mode]) =>
    kind === 0
      ? Volume.secret(name, `${name}-files`)
      : kind === 1
        ? Volume.persistentVolumeClaim(name, `${name}-claim`, { accessMode: mode })
        : Volume.scratch(name, { size: amount, inMemory }),
  );
const volumes = fc.dictionary(mountPath, volume, { maxKeys: 3, noNullPrototype: true });
const claims = fc.dictionary(
  mountPath,
  fc
    .tuple(dnsLabel(20), size, maybe(ownMode))
    .map(([name, amount, mode]) => Volume.claim(`${name}-data`, { size: amount, accessMode: mode })),
  { maxKeys: 2, noNullPrototype: true },
);

/** One pod that mounts a claim of its own system. */
const state = fc.record({
  controller: fc.constantFrom(Controller.singlePod(), Controller.recreate(), Controller.statefulSet()),
  claim: fc.record({ size, accessMode: maybe(ownMode) }),
  task: fc.boolean(),
});

const user = mostly(
  fc
    .tuple(fc.integer({ min: 1, max: 2 ** 31 - 1 }), some({ group: fc.integer({ min: 1, max: 70000 }) }))
    .map(([id, options]) => User.of(id, { ...options, reason: 'the image runs so' })),
  fc.constantFrom(0, -1, 2 ** 31).map((id) => User.of(id, { reason: 'none' })),
);

const shutdown = fc
  .record({ kind: fc.nat(4), before: seconds(0, 60), drain: seconds(0, 300), path, command: words })
  .map(({ kind, before, drain, path: hook, command }) =>
    [
      () => Shutdown.onSignal({ drain }),
      () => Shutdown.afterSleep(before, { drain }),
      () => Shutdown.afterSleep(before, { drain, shell: false }),
      () => Shutdown.afterCommand(command, { drain, upTo: before }),
      () => Shutdown.afterHttpGet(hook, undefined, { drain, upTo: before }),
    ][kind]?.(),
  )
  .map((made) => made);

const scheduling: Arbitrary<Scheduling> = some<Required<Scheduling>>({
  nodeSelector: labels,
  tolerations: fc.array(
    fc.record({
      key: mostly(qualifiedName, fc.constantFrom('', 'a b')),
      value: maybe(mostly(labelValue, odd)),
      effect: maybe(mostly(fc.constantFrom('NoSchedule', 'PreferNoSchedule', 'NoExecute'), fc.constant('Never'))),
    }),
    { maxLength: 3 },
  ),
  priorityClass: mostly(fc.constant('system-cluster-critical'), fc.constant('critical')),
  failover: seconds(30, 600),
  strictZones: fc.boolean(),
});

const permission = fc
  .record({
    of: mostly(
      fc.constantFrom<[string, string?]>(
        ['configmaps'],
        ['pods', ''],
        ['pods/log'],
        ['secrets'],
        ['leases', 'coordination.k8s.io'],
        ['deployments', 'apps'],
        ['widgets', 'example.com'],
      ),
      fc.constantFrom<[string, string?]>([''], ['*'], ['leases'], ['configmap', ''], ['pods', 'apps']),
    ),
    verbs: mostly(
      fc.uniqueArray(fc.constantFrom('get', 'list', 'watch', 'create', 'update', 'patch'), { minLength: 1 }),
      fc.constantFrom<string[][]>([], [''], ['*']),
    ),
    names: maybe(
      mostly(fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }), fc.constant<('a' | 'b' | 'c')[]>([])),
    ),
  })
  .map(({ of: [resource, apiGroup], verbs, names }) =>
    Permission.of(resource, verbs, { apiGroup, names: resource === 'secrets' ? ['one'] : names }),
  );

const image = fc.constantFrom(
  Image.of('team/app', '1.4.2'),
  Image.of('app', `1.4.2@sha256:${'0'.repeat(64)}`),
  Image.of('quay.io/team/app', `sha256:${'a'.repeat(64)}`),
  Image.of('app', 'v1.0.0-rc.1_build'),
);

const field = (least: number, most: number): Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom('*', '?', '*/7'),
    fc.integer({ min: least, max: most }).map(String),
    fc
      .tuple(fc.integer({ min: least, max: most }), fc.nat(3))
      .map(([low, more]) => `${low}-${Math.min(low + more, most)}/2`),
    fc.array(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 3 }).map((list) => list.join(',')),
  );
const schedule = mostly(
  fc.oneof(
    fc.tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6)).map((fields) => fields.join(' ')),
    fc.constantFrom('@hourly', '@daily', '@every 1h30m', '0 0 * jan-mar MON', '5 4 * * sun'),
  ),
  fc.constantFrom(
    '60 * * * *',
    '* * * *',
    '0 0 * * 7',
    '@reboot',
    'TZ=UTC 0 0 * * *',
    '* * * * * *',
    '',
    '5-1 * * * *',
  ),
);
const timeZone = mostly(
  fc.constantFrom(
    'Europe/London',
    'Etc/UTC',
    'UTC',
    'America/Argentina/Buenos_Aires',
    'Asia/Kolkata',
    'Etc/GMT+5',
    'EST',
  ),
  fc.constantFrom('europe/london', 'utc', 'Mars/Olympus', '+01:00', '', 'Local', 'GMT+1', 'ASIA/KOLKATA', 'Us/Eastern'),
);
const task = some({
  deadline: seconds(1, 7200),
  retries: mostly(fc.integer({ min: 0, max: 20 }), fc.constantFrom(-1, 2 ** 31)),
  restartInPlace: fc.boolean(),
});
const share = mostly(
  fc.oneof(
    fc.integer({ min: 0, max: 5 }).map(String),
    fc.integer({ min: 0, max: 100 }).map((n) => `${n}%`),
  ),
  fc.constantFrom('101%', '200%', '-1', '1.5', '%', '99999999999'),
);
const rollout = some({
  maxSurge: share,
  maxUnavailable: share,
  minReady: seconds(0, 120),
  // A pod may take hours to start: what the probes allow counts, however long it is.
  deadline: mostly(fc.integer({ min: 10_000_000, max: 100_000_000 }), fc.integer({ min: 1, max: 3600 })).map((n) =>
    Duration.seconds(n),
  ),
  history: fc.integer({ min: 1, max: 20 }),
});
const budget = fc
  .tuple(fc.boolean(), mostly(fc.constantFrom('1', '40%', '2'), share))
  .map(([most, amount]) => (most ? DisruptionBudget.maxUnavailable(amount) : DisruptionBudget.minAvailable(amount)));

const otherContainer: Arbitrary<ContainerOptions> = fc.record(
  { image, command: words, args: words, variables, resources, volumes },
  { requiredKeys: ['image'] },
);
/** A sidecar, mostly with what the controller makes of it; native, with probes, or ending by itself. */
const sidecar: Arbitrary<ContainerOptions> = fc.record(
  {
    image,
    command: words,
    args: words,
    variables,
    resources,
    volumes,
    nativeSidecar: fc.boolean(),
    startup: fc.tuple(words, probeOptions).map(([command, options]) => Probe.exec(command, options)),
    readiness: fc.tuple(words, probeOptions).map(([command, options]) => Probe.exec(['/ready', ...command], options)),
    liveness: fc.tuple(words, probeOptions).map(([command, options]) => Probe.exec(['/live', ...command], options)),
  },
  { requiredKeys: ['image'] },
);
const sidecars = fc.uniqueArray(fc.tuple(dnsLabel(12), sidecar), { selector: ([name]) => name, maxLength: 2 });
const initContainer: Arbitrary<ContainerOptions> = fc
  .tuple(otherContainer, maybe(fc.boolean()))
  .map(([options, beforeSidecars]) => ({ ...options, beforeSidecars }));
const containers = fc.uniqueArray(fc.tuple(dnsLabel(12), initContainer), { selector: ([name]) => name, maxLength: 2 });

const hostname = mostly(
  // Two services with one host collide, which is another test's matter.
  fc.oneof(
    fc.domain(),
    fc
      .tuple(fc.constantFrom('', '*.', 'a.b.'), fc.stringMatching(/^[a-z]{8}$/))
      .map(([before, name]) => `${before}${name}.example.com`),
  ),
  fc.constantFrom(
    'example',
    '*.*.example.com',
    '10.0.0.1',
    'a..b',
    'Example.com',
    'a*.example.com',
    '*',
    'ä.example.com',
  ),
);
const route = fc.tuple(hostname, seldom(path)).map(([host, pathPrefix]) => Route.host(host, { pathPrefix }));
const exposure = (asked: readonly Port[]): Arbitrary<Exposure> =>
  fc.oneof(
    fc.constant(Exposure.clusterIp()),
    fc.constant(Exposure.loadBalancer({ reason: 'a protocol that no edge speaks' })),
    fc
      .tuple(mostly(fc.integer({ min: 30000, max: 32767 }), portNumber), fc.constantFrom(...asked))
      .map(([number, { name: portName }]) => Exposure.nodePort(number, { reason: 'a lab without edge', portName })),
  );

const peer = fc.constantFrom(
  Peer.cidr('10.1.0.0/16', { port: 5432 }),
  Peer.cidr('2001:db8::/32', { port: 443, protocol: 'UDP' }),
  Peer.hostname('api.example.com', { port: 443, cidr: '203.0.113.0/24' }),
  Peer.hostname('any.example.com', { port: 443, anyAddress: 'a content network' }),
  Peer.service('redis', { namespace: 'redis', port: 6379, podLabels: { app: 'redis' } }),
);
const caller = fc.constantFrom(
  Peer.namespace('clients'),
  Peer.namespacesLabeled({ team: 'clients' }, { podLabels: { role: 'caller' } }),
  Peer.cidr('10.9.0.0/24', { port: 1 }),
);

const credentialKeys = fc.uniqueArray(
  mostly(fc.stringMatching(/^[a-z]([a-z0-9._-]{0,10}[a-z0-9])?$/), fc.constantFrom('.', '..', '..a', 'a b', 'A_B')),
  { minLength: 1, maxLength: 3 },
);

const options = (asked: readonly Port[]): Arbitrary<Partial<WorkloadOptions>> =>
  some<Required<WorkloadOptions>>({
    image,
    labels,
    podAnnotations: fc.dictionary(qualifiedName, nasty, { maxKeys: 3, noNullPrototype: true }),
    command: words,
    args: words,
    variables,
    volumes,
    startup: asked.length > 0 ? probe(asked) : fc.constant(Probe.exec(['/bin/started'])),
    shutdown,
    user,
    scheduling,
    initContainers: containers.map((list) => list.map(([name, each]) => Container.of(`init-${name}`, each))),
    sidecars: sidecars.map((list) => list.map(([name, each]) => Container.of(`side-${name}`, each))),
    permissions: fc.array(permission, { maxLength: 2 }),
    settings: some({
      resources,
      imagePullPolicy: fc.constantFrom(ImagePullPolicy.ALWAYS, ImagePullPolicy.IF_NOT_PRESENT),
    }),
  } as { [K in keyof Required<WorkloadOptions>]: Arbitrary<Required<WorkloadOptions>[K]> });

/** What cannot be made without a place in the tree, and whom it talks to. */
const around = fc.record({
  cluster: fc.constantFrom(...Object.keys(CLUSTERS)),
  name: dnsLabel(40),
  selector: maybe(
    mostly(
      labels.filter((each) => Object.keys(each).length > 0),
      fc.constant({}),
    ),
  ),
  keys: maybe(credentialKeys),
  credentialVariable: variableName,
  asFiles: fc.boolean(),
  peers: fc.uniqueArray(peer, { maxLength: 2 }),
  callers: fc.uniqueArray(caller, { maxLength: 2 }),
});
type Around = typeof around extends Arbitrary<infer T> ? T : never;

/** The props that depend on the place, and the edges once the workload is there. */
function place(
  scope: Construct,
  id: string,
  from: Around,
): Pick<WorkloadOptions, 'identity' | 'credentials' | 'credentialFiles'> {
  const { keys } = from;
  const bundle = keys && new Credentials(scope, `${id}-keys`, { keys });
  const first = bundle && keys?.[0] !== undefined ? bundle.key(keys[0]) : undefined;
  const named: Record<string, CredentialKey> = first ? { [from.credentialVariable]: first } : {};
  return {
    identity: Identity.of({
      // The number makes it unique; it stands first, so that the end of the name is as random as it was.
      name: from.name === '' ? '' : `${id}-${from.name}`,
      selector: from.selector && {
        ...from.selector,
        ...(Object.keys(from.selector).length > 0 ? { 'random/id': id } : {}),
      },
    }),
    credentials: bundle && !from.asFiles ? named : undefined,
    credentialFiles: bundle && from.asFiles ? { '/credentials': bundle } : undefined,
  };
}

function connect(workload: Workload, from: Around): void {
  workload.connectTo(...from.peers);
  if (workload.ports.length > 0) {
    workload.allowFrom(...from.callers);
  }
}

const apiService: Arbitrary<RandomService> = ports.chain((asked) =>
  fc
    .record({
      from: around,
      options: options(asked),
      readiness: probe(asked),
      liveness: probe(asked),
      scaling: maybe(scaling),
      replicas: mostly(fc.integer({ min: 2, max: 9 }), fc.constantFrom(0, 1, -1, 1.5)),
      disruptions: seldom(budget),
      rollout: maybe(rollout),
      route: maybe(route),
      exposure: maybe(exposure(asked)),
      migration: maybe(fc.tuple(words, fc.record({ retries: fc.nat(5), variables }, { requiredKeys: [] }))),
      kept: seldom(state),
    })
    .map(({ from, options: given, replicas, migration, kept, ...props }) => ({
      cluster: from.cluster,
      pattern: kept ? 'ApiService of one pod' : 'ApiService',
      build: (scope: Construct, id: string) => {
        const claim = kept && new PersistentClaim(scope, `${id}-claim`, kept.claim);
        const mounted = claim && { '/state': claim.volume('state') };
        const one = kept && { controller: kept.controller, rollout: undefined, scaling: undefined };
        if (mounted && kept.task) {
          new Workload(scope, `${id}-task`, {
            image: Image.of('app', '1.0.0'),
            controller: Controller.job(),
            volumes: mounted,
          });
        }
        const service = new ApiService(scope, id, {
          image: Image.of('app', '1.0.0'),
          ...given,
          ...props,
          ...one,
          volumes: { ...given.volumes, ...mounted },
          ports: asked,
          replicas: kept || props.scaling ? undefined : replicas,
          migration: migration && Migration.run(...migration),
          ...place(scope, id, from),
        });
        connect(service, from);
      },
    })),
);

const workload: Arbitrary<RandomService> = fc.oneof(fc.constant<Port[]>([]), ports).chain((asked) =>
  fc
    .record({
      from: around,
      options: options(asked),
      kind: fc.nat(2),
      claims,
      scaling: maybe(scaling),
      statefulSet: some({ parallel: fc.boolean(), history: mostly(fc.nat(9), fc.constant(-1)) }),
      task,
      keep: maybe(seconds(0, 86_400)),
      schedule,
      runs: some({ timeZone, concurrent: fc.boolean(), startingDeadline: seconds(10, 3600), suspended: fc.boolean() }),
    })
    .map(({ from, options: given, kind, ...parts }) => ({
      cluster: from.cluster,
      pattern: ['StatefulSet', 'Job', 'CronJob'][kind] ?? '',
      build: (scope: Construct, id: string) => {
        const controller = [
          () => Controller.statefulSet(parts.statefulSet),
          () => Controller.job({ ...parts.task, keep: parts.keep }),
          () => Controller.cronJob(parts.schedule, { ...parts.task, ...parts.runs }),
        ][kind]?.();
        const made = new Workload(scope, id, {
          image: Image.of('app', '1.0.0'),
          ...given,
          startup: kind === 0 ? given.startup : undefined,
          volumes: kind === 0 ? { ...given.volumes, ...parts.claims } : given.volumes,
          controller,
          ports: kind === 0 ? asked : undefined,
          scaling: kind === 0 ? parts.scaling : undefined,
          ...place(scope, id, from),
        });
        connect(made, from);
      },
    })),
);

/** Any service or task of the library, in any way in which it can be written. */
export const randomService: Arbitrary<RandomService> = fc.oneof(
  { arbitrary: apiService, weight: 3 },
  { arbitrary: workload, weight: 2 },
);
