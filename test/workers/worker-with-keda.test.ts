import { Duration, Testing } from 'cdk8s';
import {
  Cluster,
  Credentials,
  DisruptionBudget,
  Endpoint,
  Environment,
  JobCalculation,
  JobRollout,
  JobStrategy,
  Manifests,
  NamespaceChart,
  Peer,
  Platform,
  Port,
  Probe,
  QueueScaling,
  RabbitMq,
  RabbitProtocol,
  ScalingTrigger,
  WorkerWithKeda,
} from '../../lib';
import { FakeBroker } from '../support/event-source';
import { problems } from '../support/findings';
import { chartIn, controllerOf, IMAGE, podOf, templateOf } from '../support/workload';
import { KEDA, scaledObjectOf, worker } from '../support/worker';

const WATCHED = Cluster.generic({ keda: { namespace: 'kube-system' }, prometheusOperator: {} });
const CRON = ScalingTrigger.cron({ start: '0 8 * * *', end: '0 9 * * *', pods: 2 });
const SCALING = QueueScaling.pods({ min: 1, max: 10 }).on(CRON);

function queueOf(chart: ReturnType<typeof chartIn>, protocol?: RabbitProtocol) {
  return ScalingTrigger.rabbitQueue(new FakeBroker(chart), 'condense', { messagesPerPod: 50, protocol });
}

test('the least is a snapshot', () => {
  expect(Manifests.of(worker({ scaling: SCALING })).objects()).toMatchSnapshot();
});

test('the most is a snapshot', () => {
  const chart = chartIn(WATCHED);
  const secrets = new Credentials(chart, 'worker-secrets', { keys: ['token'] });
  const made = worker(
    {
      scaling: QueueScaling.pods({ min: 0, max: 10 }).on(queueOf(chart), CRON).polling(Duration.seconds(5)),
      longestTask: Duration.minutes(20),
      ports: [Port.metrics(9100)],
      endpoints: { BROKER_URL: Endpoint.of('amqp://broker:5672', Peer.cidr('10.1.0.0/16', { port: 5672 })) },
      credentials: { TOKEN: secrets.key('token') },
      readiness: Probe.exec(['ready']),
      disruptions: DisruptionBudget.maxUnavailable('50%'),
      rollout: { maxSurge: '50%' },
      alerts: { atMaximum: Duration.hours(1), without: { ScalerFailing: 'the fallback is enough' } },
      queueAlerts: { notDraining: Duration.hours(2) },
      podAnnotations: { note: 'own' },
    },
    chart,
  );
  expect(problems(made)).toEqual([]);
  expect(Manifests.of(made).objects()).toMatchSnapshot();
});

test('jobs are a snapshot', () => {
  const chart = chartIn(WATCHED);
  const scaling = QueueScaling.pods({ min: 0, max: 10 })
    .on(queueOf(chart))
    .polling(Duration.seconds(5))
    .paused()
    .asJobs({
      strategy: JobStrategy.EAGER,
      rollout: JobRollout.IMMEDIATE,
      calculation: JobCalculation.SUM,
      retries: 2,
      keepFailed: 1,
      keepSucceeded: 2,
    });
  expect(Manifests.of(worker({ scaling, longestTask: Duration.hours(2) }, chart)).objects()).toMatchSnapshot();
});

test.each([SCALING, SCALING.asJobs()])('synthesized twice it is the same: %#', (scaling) => {
  const chart = chartIn(WATCHED);
  worker({ scaling }, chart);
  const first = JSON.stringify(Testing.synth(chart));
  expect(JSON.stringify(Testing.synth(chart))).toBe(first);
});

test('its Deployment states no number of pods, and there is neither a Service nor an autoscaler of Kubernetes', () => {
  const made = worker({ scaling: SCALING });
  expect(controllerOf(made).spec).not.toHaveProperty('replicas');
  expect(Manifests.of(made).objects('Service')).toEqual([]);
  expect(Manifests.of(made).objects('HorizontalPodAutoscaler')).toEqual([]);
  expect(scaledObjectOf(made).spec.scaleTargetRef).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: 'worker',
  });
});

test.each([0, 1, 20])('a quarter of its pods may be away, whatever the minimum: %p', (min) => {
  const made = worker({ scaling: QueueScaling.pods({ min, max: 50 }).on(CRON) });
  expect(problems(made)).toEqual([]);
  expect(Manifests.of(made).resource('PodDisruptionBudget', 'worker-pdb').spec.maxUnavailable).toBe('25%');
});

describe('a task that runs is waited for', () => {
  test.each([
    [undefined, 40, undefined],
    [Duration.seconds(590), 600, undefined],
    [Duration.minutes(10), 610, 'false'],
    [Duration.minutes(11), 670, 'false'],
  ])('%p', (longestTask, grace, safeToEvict) => {
    const made = worker({ scaling: SCALING, longestTask });
    expect(podOf(made).terminationGracePeriodSeconds).toBe(grace);
    expect(podOf(made).containers[0]).not.toHaveProperty('lifecycle');
    expect(templateOf(made).metadata.annotations?.['cluster-autoscaler.kubernetes.io/safe-to-evict']).toBe(safeToEvict);
  });
});

describe('jobs', () => {
  const job = (of: WorkerWithKeda) => scaledObjectOf(of).spec.jobTargetRef;

  test('end at twice the longest task, are not tried again, and not evicted', () => {
    const made = worker({ scaling: SCALING.asJobs(), longestTask: Duration.minutes(45) });
    expect(job(made)).toMatchObject({ activeDeadlineSeconds: 5400, backoffLimit: 0 });
    expect(job(made).template.spec).toMatchObject({ restartPolicy: 'Never', terminationGracePeriodSeconds: 2710 });
    expect(job(made).template.metadata.annotations).toEqual({
      'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
    });
    expect(made.kind).toBe('ScaledJob');
    expect(made.autoscaler).toBeUndefined();
  });

  test('have neither a Deployment nor a budget', () => {
    const kinds = Manifests.of(worker({ scaling: SCALING.asJobs() }))
      .objects()
      .map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['NetworkPolicy', 'ScaledJob', 'ServiceAccount']);
  });

  test.each([
    [RabbitProtocol.HTTP, 'default'],
    [RabbitProtocol.AMQP, 'accurate'],
  ])('are counted as the queue counts: over %s', (protocol, strategy) => {
    const chart = chartIn(KEDA);
    const made = worker(
      { scaling: QueueScaling.pods({ min: 0, max: 5 }).on(CRON, queueOf(chart, protocol)).asJobs() },
      chart,
    );
    expect(scaledObjectOf(made).spec.scalingStrategy.strategy).toBe(strategy);
  });

  test('are known to a test of edges', () => {
    const chart = chartIn(KEDA);
    worker({ scaling: SCALING.asJobs() }, chart).connectTo(Peer.cidr('10.1.0.0/16', { port: 5672 }));
    Manifests.of(chart).allows('worker', '10.1.2.3', 5672);
    Manifests.of(chart).denies('worker', '10.1.2.3', 5671);
  });
});

describe('in a namespace of the library', () => {
  function namespaceWith(scaling: QueueScaling) {
    const environment = new Environment(new Platform({ name: 'shop' }), 'test', { cluster: KEDA });
    const chart = new NamespaceChart(environment, 'shop');
    worker({ scaling }, chart);
    return Manifests.of(chart).objects('ResourceQuota')[0]?.spec.hard;
  }

  test('the quota counts with the maximum, of jobs too', () => {
    const to = (max: number) => QueueScaling.pods({ min: 1, max }).on(CRON);
    expect(Number(namespaceWith(to(20)).pods)).toBeGreaterThan(Number(namespaceWith(to(10)).pods));
    expect(Number(namespaceWith(to(20).asJobs()).pods)).toBeGreaterThan(Number(namespaceWith(to(10).asJobs()).pods));
  });
});

test('a broker of the tree lets KEDA in, and the worker, each by its protocol', () => {
  const environment = new Environment(new Platform({ name: 'shop' }), 'test', { cluster: WATCHED });
  const chart = new NamespaceChart(environment, 'shop');
  const queue = new RabbitMq(chart, 'rabbitmq', {});
  const scaling = QueueScaling.pods({ min: 1, max: 10 }).on(
    ScalingTrigger.rabbitQueue(queue, 'condense', { messagesPerPod: 50 }),
  );
  new WorkerWithKeda(chart, 'condenser', { image: IMAGE, scaling, endpoints: { BROKER_URL: queue.url() } });
  const manifests = Manifests.of(chart);
  const operator = 'namespace:kube-system{app=keda-operator}';
  manifests.allows(operator, 'rabbitmq', 15672);
  manifests.denies(operator, 'rabbitmq', 5672);
  manifests.allows('condenser', 'rabbitmq', 5672);
  manifests.denies('condenser', 'rabbitmq', 15672);
  manifests.hasResource('ScaledObject', 'condenser', {
    spec: {
      triggers: [
        {
          type: 'rabbitmq',
          metadata: { protocol: 'http', host: 'http://rabbitmq.shop.svc:15672/%2F', queueName: 'condense' },
          authenticationRef: { name: 'condenser-rabbitmq' },
        },
      ],
    },
  });
});

describe('alerts', () => {
  const alertsOf = (of: WorkerWithKeda) =>
    Manifests.of(of)
      .objects('PrometheusRule')
      .flatMap(({ spec }) => spec.groups[0].rules as { alert: string; expr: string; for?: string }[]);
  const named = (of: WorkerWithKeda, name: string) => alertsOf(of).find(({ alert }) => alert === name);
  const watched = (scaling: QueueScaling) => worker({ scaling }, chartIn(WATCHED));

  test('are not made where nobody reads them', () => {
    expect(alertsOf(worker({ scaling: SCALING }))).toEqual([]);
  });

  test.each([
    ['AutoscalerAtMaximum', '1800s'],
    ['AutoscalerWithoutMetrics', '900s'],
  ])('%s is about the autoscaler that KEDA makes', (name, duration) => {
    const alert = named(watched(SCALING), name);
    expect(alert?.expr).toContain('horizontalpodautoscaler="keda-hpa-worker"');
    expect(alert?.for).toBe(duration);
  });

  test('are about jobs where these do the work', () => {
    const made = watched(SCALING.asJobs());
    expect(named(made, 'AutoscalerAtMaximum')).toBeUndefined();
    expect(named(made, 'AutoscalerWithoutMetrics')).toBeUndefined();
    expect(named(made, 'JobsAtMaximum')?.expr).toMatch(/>= 10$/);
  });

  test.each([
    [undefined, '1800s'],
    [Duration.minutes(5), '1800s'],
    [Duration.minutes(20), '3600s'],
  ])('wait for the longest task of %p', (longestTask, window) => {
    const chart = chartIn(WATCHED);
    const made = worker(
      { scaling: QueueScaling.pods({ min: 1, max: 10 }).on(CRON, queueOf(chart)), longestTask },
      chart,
    );
    const expression = named(made, 'QueueNotDraining')?.expr;
    expect(expression).toContain(`[${window}]`);
    expect(expression).toContain('triggerIndex="1"');
    expect(expression).toContain('> 500\n');
  });

  test('of a queue are for what is a queue', () => {
    expect(named(watched(SCALING), 'QueueNotDraining')).toBeUndefined();
    expect(named(watched(SCALING), 'ScalerFailing')?.for).toBe('600s');
  });
});
