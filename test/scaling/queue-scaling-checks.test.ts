import { Duration } from 'cdk8s';
import {
  Cluster,
  FallbackBehavior,
  QueueScaling,
  RabbitProtocol,
  ScalingPolicy,
  ScalingTrigger,
  TriggerMetricType,
} from '../../lib';
import { FakeBroker } from '../support/event-source';
import { expectProblem, problems, warnings } from '../support/findings';
import { KEDA, worker } from '../support/worker';
import { chartIn } from '../support/workload';

const SCOPE = 'test/shop/worker';
const CRON = ScalingTrigger.cron({ start: '0 8 * * *', end: '0 9 * * *', pods: 2 });
const between = (min: number, max: number) => QueueScaling.pods({ min, max }).on(CRON);
const of = (scaling: QueueScaling, cluster?: Cluster) => worker({ scaling }, cluster && chartIn(cluster));

test('a cluster that declares no KEDA', () => {
  expectProblem(of(between(1, 3), Cluster.generic()), [
    'test/shop/worker  scaling',
    'got scaling on events',
    'the cluster declares no KEDA, which asks brokers how much work waits',
    '→ declare it on the cluster: keda: {}; or scale on CPU and memory alone',
  ]);
});

test('no trigger', () => {
  expectProblem(of(QueueScaling.pods({ min: 1, max: 3 })), [
    `${SCOPE}  scaling`,
    'got bounds without a trigger',
    'an autoscaler needs something to decide by',
    "→ add one: .on(ScalingTrigger.rabbitQueue(queue, 'tasks', { messagesPerPod: 10 }))",
  ]);
});

describe('bounds', () => {
  test.each([-1, 0.5, NaN])('a minimum of %p', (min) => {
    const [found] = problems(of(between(min, 3)));
    expect(found).toEqual([
      `${SCOPE}  scaling.min`,
      `got ${min}`,
      'the minimum is a whole number of pods',
      '→ give 0 or more',
    ]);
  });

  test.each([0, 1.5, 200_000])('a maximum of %p', (max) => {
    expect(problems(of(between(0, max)))).toContainEqual([
      `${SCOPE}  scaling.max`,
      `got ${max}`,
      'the maximum is a whole number of pods, at least 1, and a cluster is made for at most 150000',
      '→ give a whole number of at least the minimum',
    ]);
  });

  test('a maximum below the minimum', () => {
    expectProblem(of(between(3, 2)), [
      `${SCOPE}  scaling.max`,
      'got 2, with a minimum of 3',
      'a maximum below the minimum is refused by KEDA',
      '→ raise max to at least 3, or lower min',
    ]);
  });

  test('equal ones never scale, but between work and idleness', () => {
    expectProblem(of(between(3, 3)), [
      `${SCOPE}  scaling.max`,
      'got 3, which is the minimum too',
      'an autoscaler with equal bounds never scales',
      '→ raise max, or lower min',
    ]);
    expect(problems(of(between(3, 3).idle(0)))).toEqual([]);
  });
});

describe('idle', () => {
  test('is 0 alone', () => {
    expectProblem(of(between(3, 5).idle(1)), [
      `${SCOPE}  scaling.idle`,
      'got 1',
      'KEDA can be idle at 0 alone: from one pod on a HorizontalPodAutoscaler decides, which knows no idleness',
      '→ give 0, or leave it out',
    ]);
  });

  test('is below the minimum', () => {
    expectProblem(of(between(0, 5).idle(0)), [
      `${SCOPE}  scaling.idle`,
      'got 0, with a minimum of 0',
      'KEDA wants fewer idle pods than the minimum',
      '→ leave idle out: a minimum of 0 is idle at 0 already; or raise min',
    ]);
  });
});

describe('times', () => {
  test.each([Duration.millis(500), Duration.seconds(0), Duration.hours(2)])('polling every %p', (time) => {
    const [[at, , rule, fix]] = problems(of(between(0, 5).polling(time)));
    expect([at, rule, fix]).toEqual([
      `${SCOPE}  scaling.polling`,
      'KEDA counts in whole seconds, from 1 on; and what waits an hour for its first pod is served by a schedule',
      '→ give something like Duration.seconds(15)',
    ]);
  });

  test('cooling down for part of a second', () => {
    expectProblem(of(between(0, 5).cooldown(Duration.millis(1500))), [
      `${SCOPE}  scaling.cooldown`,
      'got 1.5 s',
      'KEDA counts in whole seconds, at most 2147483647',
      '→ give whole seconds',
    ]);
  });

  test('none is sound', () => {
    const none = between(0, 5).cooldown(Duration.seconds(0)).initialCooldown(Duration.seconds(0));
    expect(problems(of(none))).toEqual([]);
  });
});

describe('a fallback', () => {
  test('is within the maximum', () => {
    expectProblem(of(between(1, 5).fallback({ pods: 6 })), [
      `${SCOPE}  scaling.fallback.pods`,
      'got 6, with a maximum of 5',
      'quota and alerts count with the maximum: it is never exceeded',
      '→ give a whole number from 0 to the maximum',
    ]);
  });

  test('comes after a failure at least', () => {
    expectProblem(of(between(1, 5).fallback({ pods: 1, failures: 0 })), [
      `${SCOPE}  scaling.fallback.failures`,
      'got 0',
      'failures are counted in whole numbers: at least one is needed',
      '→ give 1 or more, such as 3',
    ]);
  });

  test('is not for CPU and memory alone', () => {
    const scaling = QueueScaling.pods({ min: 1, max: 5 }).on(ScalingTrigger.cpu(70)).fallback({ pods: 2 });
    expectProblem(of(scaling), [
      `${SCOPE}  scaling.fallback`,
      'got cpu',
      'KEDA does not ask for CPU and memory, and so never fails at it: it refuses a fallback for these alone',
      '→ leave fallback out, or add a trigger that asks somebody',
    ]);
    expect(problems(of(scaling.on(CRON)))).toEqual([]);
  });

  test('wants averages', () => {
    const trigger = ScalingTrigger.prometheus('up', {
      serverAddress: 'http://p:9090',
      valuePerPod: 1,
      metricType: TriggerMetricType.VALUE,
    });
    const scaling = QueueScaling.pods({ min: 1, max: 5 })
      .on(trigger)
      .fallback({ pods: 2, behavior: FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER });
    expectProblem(of(scaling), [
      `${SCOPE}  scaling.triggers[0].metricType`,
      'got Value, with a fallback',
      'KEDA makes the fallback out of an average over pods: with a plain value it fails while no pod is ready',
      '→ use TriggerMetricType.AVERAGE_VALUE, or leave fallback out',
    ]);
  });
});

describe('a pause', () => {
  test('is remembered', () => {
    const paused = of(between(1, 5).paused());
    expect(problems(paused)).toEqual([]);
    expect(warnings(paused)).toEqual([
      [
        `${SCOPE}  scaling.paused  [scaling-paused]`,
        'got paused',
        'nothing scales, whatever waits',
        '→ take it back when it has served; or acknowledge it with the reason',
      ],
    ]);
  });

  test('is within the maximum', () => {
    expectProblem(of(between(1, 5).paused(6)), [
      `${SCOPE}  scaling.paused`,
      'got 6, with a maximum of 5',
      'quota and alerts count with the maximum: it is never exceeded',
      '→ give a whole number from 0 to the maximum',
    ]);
  });

  test('of jobs is a stop', () => {
    expectProblem(of(between(0, 5).asJobs().paused(2)), [
      `${SCOPE}  scaling.paused`,
      'got 2 pods, for jobs',
      'jobs end by themselves: KEDA can stop making new ones, not keep a number of them',
      '→ use paused() without a number',
    ]);
  });
});

test('rules of growing and shrinking that the API server would refuse', () => {
  const wrong = { policies: [ScalingPolicy.pods(0, Duration.minutes(1))] };
  const found = problems(of(between(1, 5).scaleUp(wrong).scaleDown({ policies: [] })));
  expect(found.map(([at]) => at)).toEqual([`${SCOPE}  scaling.scaleDown`, `${SCOPE}  scaling.scaleUp`]);
});

describe('jobs', () => {
  test.each([
    ['idle', between(1, 5).idle(0)],
    ['cooldown', between(0, 5).cooldown(Duration.minutes(1))],
    ['initialCooldown', between(0, 5).initialCooldown(Duration.minutes(1))],
    ['fallback', between(0, 5).fallback({ pods: 1 })],
    ['scaleUp', between(0, 5).scaleUp({ policies: [ScalingPolicy.pods(1, Duration.minutes(1))] })],
    ['scaleDown', between(0, 5).scaleDown({ policies: [ScalingPolicy.pods(1, Duration.minutes(1))] })],
    ['restoring', between(0, 5).restoring()],
  ])('know no %s', (property, scaling) => {
    expectProblem(of(scaling.asJobs()), [
      `${SCOPE}  scaling.${property}`,
      'got given, for jobs',
      'jobs are made for what waits and end by themselves: there is nothing to take away, and nothing to keep',
      `→ leave ${property} out, or asJobs()`,
    ]);
  });

  test('do not follow CPU and memory', () => {
    const scaling = between(0, 5).on(ScalingTrigger.memory(70)).asJobs();
    expectProblem(of(scaling), [
      `${SCOPE}  scaling.triggers[1]`,
      'got memory',
      'what running jobs use says nothing about work that waits: KEDA leaves it out for jobs',
      '→ use a trigger that asks somebody',
    ]);
  });

  test('are kept in whole numbers', () => {
    expectProblem(of(between(0, 5).asJobs({ keepFailed: -1 })), [
      `${SCOPE}  scaling.asJobs.keepFailed`,
      'got -1',
      'it is counted in whole numbers',
      '→ give 0 or more',
    ]);
  });
});

describe('work that is done counts no more', () => {
  const rabbit = (min: number, protocol: RabbitProtocol) => {
    const chart = chartIn(KEDA);
    const trigger = ScalingTrigger.rabbitQueue(new FakeBroker(chart), 'q', { messagesPerPod: 5, protocol });
    return { chart, scaling: QueueScaling.pods({ min, max: 5 }).on(trigger) };
  };
  const said = ({ chart, scaling }: ReturnType<typeof rabbit>) => warnings(worker({ scaling }, chart));

  test('over AMQP, down to zero', () => {
    expect(said(rabbit(0, RabbitProtocol.AMQP))).toEqual([
      [
        `${SCOPE}  scaling.triggers[0]  [running-tasks-not-counted]`,
        'got rabbitmq over AMQP, with a minimum of 0',
        'only work that nobody has taken counts: while the last tasks run nothing waits, and their pods are ended',
        '→ ask over HTTP, which counts messages until they are acknowledged: RabbitProtocol.HTTP; or keep at least 1 pod, use asJobs(), or acknowledge it with the reason',
      ],
    ]);
  });

  test('for lists of Redis, too', () => {
    const chart = chartIn(KEDA);
    const server = new FakeBroker(chart, { parameters: { address: 'r:1' } });
    const scaling = QueueScaling.pods({ min: 0, max: 5 }).on(ScalingTrigger.redisList(server, 'l', { itemsPerPod: 1 }));
    expect(said({ chart, scaling }).map(([at]) => at)).toEqual([
      `${SCOPE}  scaling.triggers[0]  [running-tasks-not-counted]`,
    ]);
  });

  test.each([
    ['over HTTP', rabbit(0, RabbitProtocol.HTTP)],
    ['with a pod that stays', rabbit(1, RabbitProtocol.AMQP)],
  ])('not %s', (_, made) => {
    expect(said(made)).toEqual([]);
  });

  test('not for jobs', () => {
    const { chart, scaling } = rabbit(0, RabbitProtocol.AMQP);
    expect(said({ chart, scaling: scaling.asJobs() })).toEqual([]);
  });
});

describe('a cooldown that ends before the next question', () => {
  const scaled = (cooldown: number, polling?: number): QueueScaling => {
    const scaling = between(0, 3).cooldown(Duration.seconds(cooldown));
    return polling === undefined ? scaling : scaling.polling(Duration.seconds(polling));
  };

  test.each([
    [scaled(10), 10, 30],
    [scaled(60, 120), 60, 120],
  ])('is a warning: %#', (scaling, cooldown, polling) => {
    expect(warnings(of(scaling))).toContainEqual([
      `${SCOPE}  scaling.cooldown  [cooldown-shorter-than-polling]`,
      `got ${cooldown} s, with questions every ${polling} s`,
      'the first question that finds nothing is later than the cooldown: the last pod goes at once',
      `→ give at least ${polling} s, or 0 where that is meant; or acknowledge it with the reason`,
    ]);
  });

  test.each([scaled(30), scaled(0, 60), scaled(120, 60)])('is not one that lasts until then, or 0: %#', (scaling) => {
    expect(warnings(of(scaling)).map(([where]) => where)).not.toContain(
      `${SCOPE}  scaling.cooldown  [cooldown-shorter-than-polling]`,
    );
  });
});
