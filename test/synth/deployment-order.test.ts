import { ApiObject, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import {
  ApiService,
  Cluster,
  Controller,
  Credentials,
  Environment,
  KubernetesObject,
  Migration,
  NamespaceChart,
  ObjectStore,
  PersistentClaim,
  Phase,
  Platform,
  Port,
  PostgreSql,
  Probe,
  RabbitMq,
  Redis,
  SecretSource,
  Tarantool,
  Volume,
  Workload,
} from '../../lib';
import { PHASES } from '../../lib/core/phases';
import { diagnosticRegistry } from '../../lib/core/diagnostic-registry';
import { placementOf } from '../../lib/synth/deployment-order';
import { IMAGE } from '../support/workload';

const API = {
  image: IMAGE,
  ports: [Port.http(8080)],
  readiness: Probe.http('/ready'),
  liveness: Probe.http('/live'),
};
const CLUSTER = Cluster.generic({ kubernetesVersion: '1.34' });

function chartIn(cluster = CLUSTER): NamespaceChart {
  const environment = new Environment(new Platform({ name: 'shop' }), 'prod', { cluster });
  return new NamespaceChart(environment, 'shop');
}

/** Renders the platform of a chart; the errors, each as one line. */
function render(chart: Chart): string[] {
  (chart.node.root as Platform)._renderAll();
  return diagnosticRegistry
    .of(chart)
    .entries.filter(({ level }) => level === 'error')
    .map(({ path, property, value, rule, fix }) => [path, property, value, rule, fix].join(' | '));
}

/** Where the objects of a chart stand: `before.01 Job/api-migrate`, without what does not leave the phase it chose. */
function places(chart: Chart, kinds = ['Deployment', 'StatefulSet', 'Job', 'DaemonSet']): string[] {
  expect(render(chart)).toEqual([]);
  return chart.node
    .findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .filter(({ kind }) => kinds.includes(kind))
    .map((object) => {
      const { phase, step } = placementOf(object);
      return `${phase}${step > 0 ? `.${step}` : ''} ${object.kind}/${object.name.replace(/-[a-z0-9]{10}$/, '')}`;
    })
    .sort();
}

test('without a task that later phases wait for, every object stays in the phase that its author chose', () => {
  const chart = chartIn();
  const database = new PostgreSql(chart, 'postgres');
  new ApiService(chart, 'api', { ...API, endpoints: { DATABASE_URL: database.url() } });
  expect(places(chart)).toEqual(['main Deployment/api', 'main StatefulSet/postgres']);
});

test('a migration without connections in its environment stays where it is', () => {
  const chart = chartIn();
  new ApiService(chart, 'api', { ...API, migration: Migration.run(['/migrate']) });
  expect(places(chart)).toEqual(['before Job/api-migrate', 'main Deployment/api']);
});

describe.each<[string, (chart: Chart) => PostgreSql | Redis | RabbitMq | Tarantool | ObjectStore, string]>([
  ['PostgreSql', (chart) => new PostgreSql(chart, 'store'), ''],
  ['Redis', (chart) => new Redis(chart, 'store'), ''],
  ['RabbitMq', (chart) => new RabbitMq(chart, 'store'), ''],
  ['Tarantool', (chart) => new Tarantool(chart, 'store'), ''],
  ['ObjectStore', (chart) => new ObjectStore(chart, 'store', { buckets: ['files'] }), 'before.1 Job/store-provision'],
])('a migration that connects to a %s', (_, make, provision) => {
  test('comes a step after the store and after what makes the store usable', () => {
    const chart = chartIn();
    const store = make(chart);
    new ApiService(chart, 'api', { ...API, migration: Migration.run(['/migrate'], { connectTo: [store] }) });
    const step = provision === '' ? 1 : 2;
    expect(places(chart)).toEqual(
      ['before StatefulSet/store', provision, `before.${step} Job/api-migrate`, 'main Deployment/api'].filter(
        (place) => place !== '',
      ),
    );
  });
});

test('everything that the store needs moves with it, and what only uses the store does not', () => {
  const chart = chartIn(Cluster.generic({ kubernetesVersion: '1.34', secretSource: SecretSource.keyVault('shop-kv') }));
  const database = new PostgreSql(chart, 'postgres');
  new ApiService(chart, 'api', { ...API, migration: Migration.run(['/migrate'], { connectTo: [database] }) });
  const around = ['ConfigMap', 'ExternalSecret', 'NetworkPolicy', 'Service', 'ServiceAccount', 'CronJob'];
  expect(places(chart, around).filter((place) => place.includes('postgres'))).toEqual([
    'before ConfigMap/postgres-config',
    'before ConfigMap/postgres-exporter-config',
    'before ExternalSecret/postgres-credentials',
    'before NetworkPolicy/postgres',
    'before Service/postgres',
    'before Service/postgres-headless',
    'before ServiceAccount/postgres',
    'main ConfigMap/postgres-backup-config',
    'main ConfigMap/postgres-restore-config',
    'main CronJob/postgres-backup',
    'main CronJob/postgres-restore',
    'main NetworkPolicy/postgres-backup',
    'main NetworkPolicy/postgres-restore',
    'main ServiceAccount/postgres-backup',
    'main ServiceAccount/postgres-restore',
  ]);
});

test('a service that a migration calls comes before it, after its own migration and its own store', () => {
  const chart = chartIn();
  const database = new PostgreSql(chart, 'postgres');
  const auth = new ApiService(chart, 'auth', { ...API, migration: Migration.run(['/m'], { connectTo: [database] }) });
  new ApiService(chart, 'api', { ...API, migration: Migration.run(['/m'], { endpoints: { AUTH: auth.url() } }) });
  expect(places(chart)).toEqual([
    'before StatefulSet/postgres',
    'before.1 Job/auth-migrate',
    'before.2 Deployment/auth',
    'before.3 Job/api-migrate',
    'main Deployment/api',
  ]);
});

test('it does not matter who declares the connection, and in which chart the other end is', () => {
  const chart = chartIn();
  const stores = new NamespaceChart(chart.node.scope as Environment, 'stores');
  const task = new Workload(chart, 'load', { image: IMAGE, controller: Controller.job(), phase: Phase.BEFORE });
  const redis = new Redis(stores, 'redis');
  redis.allowFrom(task);
  expect(places(chart)).toEqual(['before.1 Job/load']);
  expect(places(stores)).toEqual(['before StatefulSet/redis']);
});

test('an operand of a task of the cluster phase comes into the cluster phase', () => {
  const chart = chartIn();
  const redis = new Redis(chart, 'redis');
  const props = { image: IMAGE, controller: Controller.job(), phase: Phase.CLUSTER };
  new Workload(chart, 'prepare', props).connectTo(redis);
  new ApiService(chart, 'api', { ...API, migration: Migration.run(['/m'], { connectTo: [redis] }) });
  expect(places(chart)).toEqual([
    'before Job/api-migrate',
    'cluster StatefulSet/redis',
    'cluster.1 Job/prepare',
    'main Deployment/api',
  ]);
});

test('a task of the main phase does not wait for a workload of the phase after it', () => {
  const chart = chartIn();
  const late = new Workload(chart, 'late', { ...API, phase: Phase.AFTER });
  new Workload(chart, 'task', { image: IMAGE, controller: Controller.job() }).connectTo(late);
  expect(places(chart)).toEqual(['main Deployment/late', 'main Job/task']);
});

test('claims, configuration and Secrets of an early task are there before it, whoever makes them', () => {
  const chart = chartIn();
  const claim = new PersistentClaim(chart, 'dumps', { size: '1Gi' });
  new ApiObject(chart, 'seed', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'seed' } });
  new KubernetesObject(chart, 'token', { apiVersion: 'v1', kind: 'Secret', name: 'token' });
  new Workload(chart, 'load', {
    image: IMAGE,
    controller: Controller.job(),
    phase: Phase.BEFORE,
    volumes: { '/dumps': claim.volume('dumps'), '/seed': Volume.configuration('seed', { configMapName: 'seed' }) },
    credentialFiles: { '/token': Credentials.fromSecret({ name: 'token' } as never) },
  });
  expect(places(chart, ['ConfigMap', 'PersistentVolumeClaim', 'Secret', 'Job'])).toEqual([
    'before ConfigMap/seed',
    'before Job/load',
    'before PersistentVolumeClaim/dumps',
    'before Secret/token',
  ]);
});

test('a dependency that the author declares counts, on a construct and everything below it', () => {
  const chart = chartIn();
  const operator = new Chart(chart, 'operator', { namespace: 'shop' });
  new Workload(operator, 'operator', API);
  const task = new Workload(chart, 'task', { image: IMAGE, controller: Controller.job(), phase: Phase.BEFORE });
  task.node.addDependency(operator);
  expect(places(chart)).toEqual(['before Deployment/operator', 'before.1 Job/task']);
});

test('services that need each other are applied together', () => {
  const chart = chartIn();
  const a = new ApiService(chart, 'a', API);
  const b = new ApiService(chart, 'b', API);
  a.connectTo(b);
  b.connectTo(a);
  new ApiService(chart, 'api', { ...API, migration: Migration.run(['/m'], { connectTo: [a] }) });
  expect(places(chart)).toEqual([
    'before Deployment/a',
    'before Deployment/b',
    'before.1 Job/api-migrate',
    'main Deployment/api',
  ]);
});

test('a task that needs what waits for the task is an error that names the way', () => {
  const chart = chartIn();
  const auth = new ApiService(chart, 'auth', API);
  const api = new ApiService(chart, 'api', { ...API, migration: Migration.run(['/m'], { connectTo: [auth] }) });
  auth.connectTo(api);
  expect(render(chart)).toEqual([
    'prod/shop/api/migration | connectTo | ' +
      'prod/shop/api/migration → prod/shop/auth → prod/shop/api → prod/shop/api/migration | ' +
      'a task is complete before whatever waits for it is applied: it cannot need one of these | ' +
      'remove one of these connections, or let the task connect to something that does not wait for it',
  ]);
});

test('a migration that calls its own service is such a cycle', () => {
  const chart = chartIn();
  const migration = Migration.run(['/m'], { endpoints: {} });
  const api = new ApiService(chart, 'api', { ...API, migration });
  (api.node.findChild('migration') as Workload).connectTo(api);
  expect(render(chart)).toEqual([
    expect.stringContaining('prod/shop/api/migration → prod/shop/api → prod/shop/api/migration'),
  ]);
});

test('environments are ordered each by itself', () => {
  const platform = new Platform({ name: 'shop' });
  const charts = ['dev', 'prod'].map((name) => {
    const chart = new NamespaceChart(new Environment(platform, name, { cluster: CLUSTER }), 'shop');
    const store = new Redis(chart, 'redis');
    new ApiService(chart, 'api', {
      ...API,
      migration: Migration.run(['/m'], { connectTo: name === 'prod' ? [store] : [] }),
    });
    return chart;
  });
  expect(places(charts[0])).toEqual(['before Job/api-migrate', 'main Deployment/api', 'main StatefulSet/redis']);
  expect(places(charts[1])).toEqual(['before StatefulSet/redis', 'before.1 Job/api-migrate', 'main Deployment/api']);
});

/** A workload of a random system: which of the others it connects to, and whether it is a task or has one before it. */
const random = fc.array(
  fc.record({
    kind: fc.constantFrom('service', 'migrated', 'store', 'early', 'late'),
    calls: fc.array(fc.nat({ max: 9 }), { maxLength: 3 }),
    migrationCalls: fc.array(fc.nat({ max: 9 }), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 10 },
);

test('in any system, what a phase waits for never needs a later step, or the cycle is an error', () => {
  fc.assert(
    fc.property(random, (parts) => {
      const chart = chartIn();
      const workloads = parts.map(({ kind }, index) => {
        const id = `w${index}`;
        switch (kind) {
          case 'store':
            return new Workload(chart, id, { ...API, controller: Controller.statefulSet() });
          case 'early':
            return new Workload(chart, id, {
              ...API,
              ports: [Port.http(80)],
              controller: Controller.job(),
              phase: Phase.BEFORE,
              readiness: undefined,
              liveness: undefined,
            });
          case 'late':
            return new Workload(chart, id, { ...API, phase: Phase.AFTER });
          case 'migrated':
            return new ApiService(chart, id, { ...API, migration: Migration.run(['/m']) });
          default:
            return new ApiService(chart, id, API);
        }
      });
      const needs: [Workload, Workload][] = [];
      const connect = (from: Workload, to: Workload): void => {
        if (from !== to && to.kind !== 'Job') {
          from.connectTo(to);
          needs.push([from, to]);
        }
      };
      parts.forEach(({ calls, migrationCalls }, index) => {
        const workload = workloads[index];
        calls.forEach((call) => connect(workload, workloads[call % workloads.length]));
        const migration = workload.node.tryFindChild('migration') as Workload | undefined;
        if (migration) {
          needs.push([workload, migration]);
          migrationCalls.forEach((call) => connect(migration, workloads[call % workloads.length]));
        }
      });
      const errors = render(chart).filter((line) => line.includes('| connectTo |'));
      const at = (workload: Workload): number => {
        const { phase, step } = placementOf(workload.node.defaultChild as ApiObject);
        return PHASES.indexOf(phase) * 100 + step;
      };
      // A task is waited for: nothing that it needs, by any way, may come at the same time or later, unless it is a cycle.
      for (const [index] of parts.entries()) {
        const task = [workloads[index], workloads[index].node.tryFindChild('migration') as Workload | undefined].find(
          (each) => each?.kind === 'Job',
        );
        if (!task) {
          continue;
        }
        const reached = new Set<Workload>([task]);
        for (const each of reached) {
          needs.filter(([from]) => from === each).forEach(([, to]) => reached.add(to));
        }
        const isCyclic = needs.some(([from, to]) => to === task && reached.has(from));
        if (isCyclic) {
          expect(errors.length).toBeGreaterThan(0);
        } else if (errors.length === 0) {
          reached.delete(task);
          for (const needed of reached) {
            expect(at(needed)).toBeLessThan(at(task));
          }
        }
      }
      const someCycle = errors.length > 0;
      const tasksInCycles = workloads
        .flatMap((workload) => [workload, workload.node.tryFindChild('migration') as Workload | undefined])
        .filter((each): each is Workload => each?.kind === 'Job')
        .filter((task) => {
          const reached = new Set<Workload>([task]);
          for (const each of reached) {
            needs.filter(([from]) => from === each).forEach(([, to]) => reached.add(to));
          }
          return needs.some(([from, to]) => to === task && reached.has(from));
        });
      expect(someCycle).toBe(tasksInCycles.length > 0);
    }),
    { numRuns: 60 },
  );
});
