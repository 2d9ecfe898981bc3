import fc, { type Arbitrary } from 'fast-check';
import {
  ApiService,
  Cluster,
  Container,
  Controller,
  Credentials,
  type Endpoint,
  type Environment,
  Exposure,
  Image,
  Migration,
  NamespaceChart,
  ObjectStore,
  Peer,
  PersistentClaim,
  PodSecurity,
  Port,
  PostgreSql,
  Probe,
  RabbitMq,
  Redis,
  Tarantool,
  Volume,
  Workload,
} from '../../../lib';

/** A system with stores, migrations, claims, tasks and what is outside, as an application team writes one. */
export interface RandomPlatform {
  readonly stores: readonly StoreKind[];
  readonly services: readonly RandomApi[];
  readonly claims: number;
  readonly tasks: readonly RandomTask[];
  readonly agent: boolean;
}

type StoreKind = 'objects' | 'postgres' | 'rabbitmq' | 'redis' | 'tarantool';

interface RandomApi {
  /** The stores that it connects to, as indices into all of them. */
  readonly stores: readonly number[];
  /** Those that its migration connects to; undefined: it has none. */
  readonly migrates?: readonly number[];
  readonly peers: readonly number[];
  readonly nodePort: boolean;
}

interface RandomTask {
  readonly schedule?: string;
  readonly sidecars: number;
  readonly stores: readonly number[];
}

/** Where a platform is made: what must not meet that of another on one cluster. */
export interface RandomPlace {
  readonly environment: Environment;
  readonly namespace: string;
  /** The first of ten ports on the nodes. */
  readonly nodePort: number;
}

/** A migration, and what it connects to. */
export interface Waiting {
  /** The name of the Job, before the hash. */
  readonly migration: string;
  /** The StatefulSets of its stores. */
  readonly stores: readonly string[];
}

/** The class of the volumes, which tests provide by hand. */
export const STORAGE_CLASS = 'tradewind-by-hand';

/** The cluster of all random platforms. */
export const CLUSTER = Cluster.aks({
  kubernetesVersion: '1.34',
  zones: 3,
  registry: 'registry.example.com',
  keyVault: 'random-kv',
  hostnameFiltering: true,
  storageClass: STORAGE_CLASS,
});

const STORES: readonly StoreKind[] = ['postgres', 'redis', 'rabbitmq', 'tarantool', 'objects'];
const EXTERNALS = ['postgres', 'redis', 'rabbitmq'] as const;
const PEERS = 5;

const indices = (most: number): Arbitrary<number[]> => fc.uniqueArray(fc.nat(most), { maxLength: 2 });

/** Any such platform: synth accepts all of them. */
export const randomPlatform: Arbitrary<RandomPlatform> = fc.record({
  stores: fc.uniqueArray(fc.constantFrom(...STORES), { minLength: 1, maxLength: 3 }),
  services: fc.array(
    fc.record({
      stores: indices(9),
      migrates: fc.option(indices(9), { nil: undefined }),
      peers: indices(PEERS - 1),
      nodePort: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  claims: fc.nat(2),
  tasks: fc.array(
    fc.record({
      schedule: fc.option(fc.constantFrom('15 3 * * *', '*/10 * * * *', '0 6 * * 1'), { nil: undefined }),
      sidecars: fc.integer({ min: 1, max: 2 }),
      stores: indices(9),
    }),
    { maxLength: 2 },
  ),
  agent: fc.boolean(),
});

/** A store that programs connect to: its address, itself, and its StatefulSet where it is in the cluster. */
interface Store {
  readonly url: Endpoint;
  readonly statefulSet?: string;
}

/** Makes a platform, and gives which Job must wait for which store. */
export function build(platform: RandomPlatform, { environment, namespace, nodePort }: RandomPlace): Waiting[] {
  const chart = new NamespaceChart(environment, 'main', { namespace });
  const stores = [
    ...platform.stores.map((kind) => store(chart, kind)),
    ...EXTERNALS.map((kind) => external(chart, kind)),
  ];
  const some = (picked: readonly number[]): Store[] =>
    [...new Set(picked.map((index) => stores[index % stores.length]))].filter((each) => each !== undefined);
  const endpoints = (used: readonly Store[]): Record<string, Endpoint> =>
    Object.fromEntries(used.map(({ url }, index) => [`STORE_${index}_URL`, url]));

  const waiting = platform.services.map(({ stores: used, migrates, peers, nodePort: exposed }, index): Waiting => {
    const name = `api-${index}`;
    const migrated = some(migrates ?? []);
    new ApiService(chart, name, {
      image: Image.of('app', '1.0.0'),
      ports: [Port.http(8080)],
      endpoints: endpoints(some(used)),
      readiness: Probe.http('/ready'),
      liveness: Probe.http('/live'),
      exposure: exposed ? Exposure.nodePort(nodePort + index, { reason: 'a lab without edge' }) : undefined,
      migration: migrates && Migration.run(['./app', 'migrate'], { endpoints: endpoints(migrated) }),
    })
      .allowFrom(Peer.namespace('clients'))
      .connectTo(...peers.map(peer));
    return {
      migration: `${name}-migrate`,
      stores: migrates ? migrated.map(({ statefulSet }) => statefulSet).filter((each) => each !== undefined) : [],
    };
  });
  for (let index = 0; index < platform.claims; index += 1) {
    const claim = new PersistentClaim(chart, `state-${index}`, { size: '1Gi' });
    new Workload(chart, `recorder-${index}`, {
      controller: Controller.statefulSet(),
      replicas: 1,
      image: Image.of('recorder', '1.0.0'),
      volumes: { '/var/lib/recorder': Volume.persistentVolumeClaim('state', claim.claimName) },
    });
  }
  platform.tasks.forEach(({ schedule, sidecars, stores: used }, index) => {
    new Workload(chart, `task-${index}`, {
      controller: schedule === undefined ? Controller.job() : Controller.cronJob(schedule),
      image: Image.of('task', '1.0.0'),
      endpoints: endpoints(some(used)),
      sidecars: Array.from({ length: sidecars }, (_, side) =>
        Container.of(`side-${side}`, { image: Image.of('proxy', '1.0.0'), command: ['/proxy'] }),
      ),
    });
  });
  if (platform.agent) {
    const agents = new NamespaceChart(environment, 'agents', {
      namespace: `${namespace}-agents`,
      podSecurity: PodSecurity.privileged({ reason: 'the agents see the network of the nodes' }),
    });
    new Workload(agents, 'agent', {
      controller: Controller.daemonSet(),
      image: Image.of('agent', '1.0.0'),
      hostNetwork: 'it counts the packets of the node',
    });
  }
  return waiting.filter(({ stores: waited }) => waited.length > 0);
}

function store(chart: NamespaceChart, kind: StoreKind): Store {
  const settings = { size: '4Gi', withoutBackup: 'what is in it can be made again' };
  const made = (): { url(): Endpoint } => {
    switch (kind) {
      case 'postgres':
        return new PostgreSql(chart, kind, { settings });
      case 'redis':
        return new Redis(chart, kind, { settings });
      case 'rabbitmq':
        return new RabbitMq(chart, kind, { settings });
      case 'tarantool':
        return new Tarantool(chart, kind, { settings });
      case 'objects':
        return new ObjectStore(chart, kind, { buckets: ['random'], settings });
    }
  };
  return { url: made().url(), statefulSet: kind };
}

function external(chart: NamespaceChart, kind: (typeof EXTERNALS)[number]): Store {
  const host = `${kind}.example.com`;
  const credentials = new Credentials(chart, `${kind}-outside`, { keys: ['username', 'password'] });
  const outside = { host, cidr: '10.20.0.0/24', credentials };
  switch (kind) {
    case 'postgres':
      return { url: PostgreSql.external(chart, `external-${kind}`, { ...outside, database: 'app' }).url() };
    case 'redis':
      return { url: Redis.external(chart, `external-${kind}`, outside).url() };
    case 'rabbitmq':
      return { url: RabbitMq.external(chart, `external-${kind}`, outside).url() };
  }
}

function peer(index: number): Peer {
  return [
    () => Peer.cidr('10.30.0.0/24', { port: 5432 }),
    () => Peer.cidr('2001:db8::/48', { port: 8443 }),
    () => Peer.hostname('api.example.com', { port: 443 }),
    () => Peer.hostname('rates.example.com', { port: 443, cidr: '203.0.113.0/24' }),
    () => Peer.service('ledger', { namespace: 'ledger', port: 8080, podLabels: { app: 'ledger' } }),
  ][index % PEERS]();
}
