import { type Chart, Duration, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Credentials,
  EventAutoscaler,
  type EventAutoscalerProps,
  FallbackBehavior,
  HorizontalAutoscaler,
  Manifests,
  QueueScaling,
  ScalerAuthentication,
  Scaling,
  ScalingPolicy,
  ScalingTrigger,
  Workload,
  WorkloadIdentity,
} from '../../lib';
import { FakeBroker, key } from '../support/event-source';
import { expectProblem, problems } from '../support/findings';
import { chartIn, IMAGE, manifestsOf } from '../support/workload';
import { KEDA } from '../support/worker';

const CRON = ScalingTrigger.cron({ start: '0 8 * * *', end: '0 9 * * *', pods: 2 });
const BOUNDS = { min: 1, max: 10 };

function target(chart: Chart, name = 'api'): Workload {
  return new Workload(chart, name, { image: IMAGE, scaledElsewhere: BOUNDS });
}

/** Something named `api` that the library did not make. */
function elsewhere(chart: Chart, what: { apiVersion: string; kind: string }) {
  return Object.assign(new Construct(chart, 'elsewhere'), { ...what, name: 'api' });
}

function autoscaler(props: Partial<EventAutoscalerProps> = {}, chart = chartIn(KEDA)): EventAutoscaler {
  const scaling = QueueScaling.pods(BOUNDS).on(CRON);
  return new EventAutoscaler(chart, 'scaler', { target: target(chart), scaling, ...props });
}

const specOf = (of: EventAutoscaler) => Manifests.of(of).resource('ScaledObject', of.name).spec;

test('the least is a snapshot', () => {
  expect(Manifests.of(autoscaler()).objects()).toMatchSnapshot();
});

test('the most is a snapshot', () => {
  const chart = chartIn(KEDA);
  const broker = new FakeBroker(chart, {
    parameters: { host: 'http://b:1/' },
    credentials: { password: key('p'), username: key('u') },
  });
  const rules = { window: Duration.minutes(1), policies: [ScalingPolicy.pods(2, Duration.minutes(1))] };
  const scaling = QueueScaling.pods({ min: 2, max: 20 })
    .on(ScalingTrigger.rabbitQueue(broker, 'a', { messagesPerPod: 5, triggerName: 'a', cachedMetrics: true }))
    .on(ScalingTrigger.rabbitQueue(broker, 'b', { messagesPerPod: 7 }), CRON, ScalingTrigger.cpu(80))
    .idle(0)
    .polling(Duration.seconds(10))
    .cooldown(Duration.minutes(10))
    .initialCooldown(Duration.minutes(1))
    .fallback({ pods: 4, failures: 5, behavior: FallbackBehavior.CURRENT_REPLICAS })
    .scaleUp(rules)
    .scaleDown(rules)
    .restoring()
    .paused(3);
  const made = autoscaler({ scaling, name: 'other', labels: { team: 'a' } }, chart);
  expect(problems(made)).toEqual([]);
  expect(Manifests.of(made).objects()).toMatchSnapshot();
});

test('synthesized twice it is the same', () => {
  const chart = chartIn(KEDA);
  autoscaler({}, chart);
  const first = JSON.stringify(Testing.synth(chart));
  expect(JSON.stringify(Testing.synth(chart))).toBe(first);
});

test('it is named after its target, and so is what KEDA makes of it', () => {
  const { name, horizontalAutoscalerName } = autoscaler();
  expect([name, horizontalAutoscalerName]).toEqual(['api', 'keda-hpa-api']);
});

test('a name that leaves KEDA no room', () => {
  expectProblem(autoscaler({ name: 'n'.repeat(55) }), [
    'test/shop/scaler  name',
    `got ${'n'.repeat(55)}, 55 characters`,
    `KEDA makes a HorizontalPodAutoscaler named keda-hpa-${'n'.repeat(55)} of it, and refuses more than 63 characters`,
    '→ choose a name of at most 54 characters',
  ]);
});

test.each([
  [QueueScaling.pods({ min: 0, max: 3 }), true, true],
  [QueueScaling.pods({ min: 1, max: 3 }).idle(0), true, true],
  [QueueScaling.pods({ min: 1, max: 3 }), false, false],
])('times are written where they matter: %#', (scaling, polls, cools) => {
  const minute = Duration.minutes(1);
  const made = autoscaler({ scaling: scaling.on(CRON).polling(minute).cooldown(minute).initialCooldown(minute) });
  const { pollingInterval, cooldownPeriod, initialCooldownPeriod } = specOf(made);
  expect(pollingInterval).toBe(polls ? 60 : undefined);
  expect([cooldownPeriod, initialCooldownPeriod]).toEqual(cools ? [60, 60] : [undefined, undefined]);
});

test('a pause without a number keeps the pods that there are', () => {
  const { metadata } = Manifests.of(autoscaler({ scaling: QueueScaling.pods(BOUNDS).on(CRON).paused() })).resource(
    'ScaledObject',
    'api',
  );
  expect(metadata.annotations).toEqual({ 'autoscaling.keda.sh/paused': 'true' });
});

test('jobs are not made here', () => {
  expectProblem(autoscaler({ scaling: QueueScaling.pods(BOUNDS).on(CRON).asJobs() }), [
    'test/shop/scaler  scaling.asJobs',
    'got jobs, for Deployment api',
    'pods that run on are scaled by their number: a job is made anew for each piece of work',
    '→ leave out asJobs(), or use WorkerWithKeda, which makes the jobs',
  ]);
});

describe('one target has one autoscaler', () => {
  const scaling = QueueScaling.pods(BOUNDS).on(CRON);
  const rule = 'two autoscalers of one target undo what the other does; KEDA refuses it';
  const fix = '→ keep one of them: give all triggers to it, CPU and memory too';

  test('not two of KEDA', () => {
    const chart = chartIn(KEDA);
    const api = target(chart);
    new EventAutoscaler(chart, 'first', { target: api, scaling });
    new EventAutoscaler(chart, 'second', { target: api, scaling, name: 'second' });
    expectProblem(chart, [
      'test/shop/second  scaling',
      'got a ScaledObject of KEDA on Deployment api, which has a ScaledObject of KEDA already (test/shop/first)',
      rule,
      fix,
    ]);
  });

  test('not one of KEDA and one of Kubernetes', () => {
    const chart = chartIn(KEDA);
    const api = new Workload(chart, 'api', { image: IMAGE, scaling: Scaling.pods({ min: 2, max: 3 }).onCpu(70) });
    new EventAutoscaler(chart, 'second', { target: api, scaling });
    expectProblem(chart, [
      'test/shop/second  scaling',
      'got a ScaledObject of KEDA on Deployment api, which has a HorizontalPodAutoscaler already (test/shop/api/autoscaler)',
      rule,
      fix,
    ]);
  });

  test('nor one of cdk8s-plus, which says so to the workload', () => {
    const chart = chartIn(KEDA);
    const api = target(chart);
    api.markHasAutoscaler();
    new EventAutoscaler(chart, 'second', { target: api, scaling });
    const [[, value]] = problems(chart);
    expect(value).toBe(
      'got a ScaledObject of KEDA on Deployment api, which has an autoscaler made elsewhere already (test/shop/api)',
    );
  });

  test('others of the same name live elsewhere', () => {
    const chart = chartIn(KEDA);
    const api = target(chart);
    new EventAutoscaler(chart, 'first', { target: api, scaling });
    const set = elsewhere(chart, { apiVersion: 'apps/v1', kind: 'StatefulSet' });
    new HorizontalAutoscaler(chart, 'second', { target: set, scaling: Scaling.pods({ min: 2, max: 3 }).onCpu(70) });
    expect(problems(chart)).toEqual([]);
  });
});

describe('authentications', () => {
  const authentications = (of: EventAutoscaler) =>
    Manifests.of(of)
      .objects('TriggerAuthentication')
      .map(({ metadata, spec }) => [metadata.name, spec]);
  const asked = (authentication?: ScalerAuthentication) =>
    ScalingTrigger.prometheus('up', {
      serverAddress: 'http://p:1',
      valuePerPod: 1,
      authentication,
      parameters: { authModes: 'basic' },
    });
  const scaling = (...triggers: ScalingTrigger[]) => QueueScaling.pods(BOUNDS).on(...triggers);
  const refsOf = (of: EventAutoscaler) =>
    specOf(of).triggers.map((each: { authenticationRef?: object }) => each.authenticationRef);

  test('are one for each set of credentials', () => {
    const one = ScalerAuthentication.credentials({ username: key('u') });
    const two = ScalerAuthentication.credentials({ username: key('v') });
    const made = autoscaler({ scaling: scaling(asked(one), asked(two), asked(one)) });
    expect(refsOf(made)).toEqual([
      { name: 'api-prometheus' },
      { name: 'api-prometheus-2' },
      { name: 'api-prometheus' },
    ]);
    expect(authentications(made)).toEqual([
      ['api-prometheus', { secretTargetRef: [{ parameter: 'username', name: 'broker', key: 'u' }] }],
      ['api-prometheus-2', { secretTargetRef: [{ parameter: 'username', name: 'broker', key: 'v' }] }],
    ]);
  });

  test('are not made for nobody', () => {
    const made = autoscaler({ scaling: scaling(asked()) });
    expect(authentications(made)).toEqual([]);
    expect(refsOf(made)).toEqual([undefined]);
  });

  test('may be an identity, with its tenant, and credentials beside it', () => {
    const identity = WorkloadIdentity.azure('client', { tenantId: 'tenant' });
    const both = ScalerAuthentication.workloadIdentity(identity).including({ ca: key('ca') });
    expect(authentications(autoscaler({ scaling: scaling(asked(both)) }))).toEqual([
      [
        'api-prometheus',
        {
          podIdentity: { provider: 'azure-workload', identityId: 'client', identityTenantId: 'tenant' },
          secretTargetRef: [{ parameter: 'ca', name: 'broker', key: 'ca' }],
        },
      ],
    ]);
  });

  test('may be the identity of KEDA itself', () => {
    const made = autoscaler({ scaling: scaling(asked(ScalerAuthentication.workloadIdentity())) });
    expect(authentications(made)).toEqual([['api-prometheus', { podIdentity: { provider: 'azure-workload' } }]]);
  });

  test('may be made elsewhere', () => {
    const made = autoscaler({
      scaling: scaling(
        asked(ScalerAuthentication.existing('shared')),
        asked(ScalerAuthentication.existingOfCluster('everywhere')),
      ),
    });
    expect(authentications(made)).toEqual([]);
    expect(refsOf(made)).toEqual([{ name: 'shared' }, { name: 'everywhere', kind: 'ClusterTriggerAuthentication' }]);
  });

  test('take the place of what the broker says', () => {
    const chart = chartIn(KEDA);
    const bundle = new Credentials(chart, 'own', { keys: ['username', 'password'] });
    const own = ScalerAuthentication.credentials({
      username: bundle.key('username'),
      password: bundle.key('password'),
    });
    const trigger = ScalingTrigger.rabbitQueue(new FakeBroker(chart), 'q', { messagesPerPod: 1, authentication: own });
    const made = autoscaler({ scaling: scaling(trigger) }, chart);
    expect(problems(made)).toEqual([]);
    expect(JSON.stringify(authentications(made))).not.toContain('broker');
  });
});

test("it works in anybody's chart, on anything that has a scale", () => {
  const chart = chartIn(KEDA);
  const rollout = elsewhere(chart, { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' });
  new EventAutoscaler(chart, 'scaler', {
    target: rollout,
    scaling: QueueScaling.pods(BOUNDS).on(ScalingTrigger.cpu(70)),
  });
  manifestsOf(chart).hasResource('ScaledObject', 'api', {
    spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'api' } },
  });
});
