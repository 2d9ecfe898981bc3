import { type Chart, Duration } from 'cdk8s';
import {
  Acknowledgements,
  Credentials,
  type Endpoint,
  PostgreSql,
  Probe,
  QueueScaling,
  RabbitMq,
  Redis,
  ScalingTrigger,
  WorkerWithKeda,
} from '../../lib';
import { warnings } from '../support/findings';
import { chartIn, IMAGE } from '../support/workload';
import { KEDA } from '../support/worker';

type Made = { readonly endpoints: Record<string, Endpoint>; readonly trigger: ScalingTrigger };

function findings(make: (chart: Chart) => Made, acknowledged = false): (readonly string[])[] {
  const chart = chartIn(KEDA);
  const { endpoints, trigger } = make(chart);
  const worker = new WorkerWithKeda(chart, 'worker', {
    image: IMAGE,
    endpoints,
    longestTask: Duration.minutes(1),
    liveness: Probe.exec(['/alive']),
    scaling: QueueScaling.pods({ min: 1, max: 5 }).on(trigger),
  });
  if (acknowledged) {
    Acknowledgements.of(worker).add({ id: 'trigger-asks-elsewhere', reason: 'the URL is that of the results' });
  }
  return warnings(chart).filter(([where]) => where.includes('[trigger-asks-elsewhere]'));
}

const login = (chart: Chart) => new Credentials(chart, 'login', { keys: ['username', 'password', 'url'] });
const rule = (what: string) =>
  `KEDA asks for work in another ${what} than the program takes it from: it starts pods for others, or none`;
const WHERE = 'test/shop/worker  scaling.triggers[0]  [trigger-asks-elsewhere]';
const list = (redis: Redis, databaseIndex?: number) =>
  ScalingTrigger.redisList(redis, 'jobs', { itemsPerPod: 5, databaseIndex });

const databaseOne = (chart: Chart): Made => {
  const redis = new Redis(chart, 'redis');
  return { endpoints: { REDIS_URL: redis.url({ database: 1 }) }, trigger: list(redis) };
};

test('a list in another database than the URL names', () => {
  expect(findings(databaseOne)).toEqual([
    [
      WHERE,
      'got database 0, with REDIS_URL of database 1',
      rule('database'),
      '→ give the trigger databaseIndex: 1, or let the URL name 0; or acknowledge it with the reason',
    ],
  ]);
  expect(findings(databaseOne, true)).toEqual([]);
});

test('a stream of a server outside, and a database in the parameters of the URL', () => {
  const lines = findings((chart) => {
    const redis = Redis.external(chart, 'redis', { host: 'redis.data.svc', credentials: login(chart) });
    return {
      endpoints: { REDIS_URL: redis.url({ parameters: { db: '3' } }) },
      trigger: ScalingTrigger.redisStream(redis, 'jobs', { consumerGroup: 'g', pendingPerPod: 5, databaseIndex: 2 }),
    };
  });
  expect(lines.map(([, got]) => got)).toEqual(['got database 2, with REDIS_URL of database 3']);
});

test.each<[string, (chart: Chart) => Made]>([
  [
    'the virtual host of the broker',
    (chart) => {
      const queue = new RabbitMq(chart, 'queue', { virtualHost: 'orders' });
      return {
        endpoints: { BROKER_URL: queue.url({ virtualHost: 'billing' }) },
        trigger: ScalingTrigger.rabbitQueue(queue, 'tasks', { messagesPerPod: 10 }),
      };
    },
  ],
  [
    'a virtual host of its own',
    (chart) => {
      const queue = new RabbitMq(chart, 'queue', { virtualHost: 'billing' });
      return {
        endpoints: { BROKER_URL: queue.url() },
        trigger: ScalingTrigger.rabbitQueue(queue, 'tasks', { messagesPerPod: 10, virtualHost: 'orders' }),
      };
    },
  ],
])('a queue in %s, and a URL that names another', (_, make) => {
  expect(findings(make)).toEqual([
    [
      WHERE,
      'got virtual host orders, with BROKER_URL of virtual host billing',
      rule('virtual host'),
      '→ give the trigger virtualHost: "billing", or let the URL name orders; or acknowledge it with the reason',
    ],
  ]);
});

test('a query of another database than the URL names', () => {
  const lines = findings((chart) => {
    const database = new PostgreSql(chart, 'postgres', { database: 'orders' });
    return {
      endpoints: { DATABASE_URL: database.url({ database: 'jobs' }) },
      trigger: ScalingTrigger.postgreSql(database, 'SELECT count(*) FROM jobs', { valuePerPod: 5 }),
    };
  });
  expect(lines).toEqual([
    [
      WHERE,
      'got database orders, with DATABASE_URL of database jobs',
      rule('database'),
      '→ give the trigger parameters: { dbName: "jobs" }, or let the URL name orders; or acknowledge it with the reason',
    ],
  ]);
});

test.each<[string, (chart: Chart) => Made]>([
  [
    'the same database',
    (chart) => {
      const redis = new Redis(chart, 'redis');
      return { endpoints: { REDIS_URL: redis.url({ database: 1 }) }, trigger: list(redis, 1) };
    },
  ],
  [
    'one URL of two with it, as results have one of their own',
    (chart) => {
      const redis = new Redis(chart, 'redis');
      return {
        endpoints: { BROKER: redis.url(), RESULTS: redis.url({ database: 1, variablePrefix: 'RESULTS' }) },
        trigger: list(redis),
      };
    },
  ],
  [
    'an address that names none',
    (chart) => {
      const redis = new Redis(chart, 'redis');
      return { endpoints: { REDIS: redis.address }, trigger: list(redis, 4) };
    },
  ],
  [
    'a URL of another server',
    (chart) => {
      const [redis, cache] = [new Redis(chart, 'redis'), new Redis(chart, 'cache')];
      return { endpoints: { REDIS: redis.url(), CACHE: cache.url({ database: 3 }) }, trigger: list(redis) };
    },
  ],
  [
    'a URL that is a secret as a whole',
    (chart) => {
      const options = { host: 'mq.data.svc', credentials: login(chart), urlKey: 'url', managementUrlKey: 'url' };
      const queue = RabbitMq.external(chart, 'queue', options);
      return {
        endpoints: { BROKER_URL: queue.url() },
        trigger: ScalingTrigger.rabbitQueue(queue, 'tasks', { messagesPerPod: 10, virtualHost: 'orders' }),
      };
    },
  ],
  [
    'the virtual host of the broker, which has a slash',
    (chart) => {
      const queue = new RabbitMq(chart, 'queue');
      return {
        endpoints: { BROKER_URL: queue.url() },
        trigger: ScalingTrigger.rabbitQueue(queue, 'tasks', { messagesPerPod: 10 }),
      };
    },
  ],
])('%s is all right', (_, make) => {
  expect(findings(make)).toEqual([]);
});
