import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import {
  Cluster,
  Container,
  Controller,
  HorizontalAutoscaler,
  Image,
  type IScaleTarget,
  MessageRate,
  QueueScaling,
  EventAutoscaler,
  Scaling,
  ScalingTrigger,
  VerticalAutoscaler,
  VerticalScaling,
  type VerticalScalingOptions,
  type WorkloadProps,
} from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { synthesized } from '../support/trees';
import { chartIn, IMAGE, manifestsOf, workload } from '../support/workload';

const CLUSTER = Cluster.generic({ verticalPodAutoscaler: true, keda: {} });
const MEMORY = { memory: { min: '128Mi', max: '2Gi' } };

class Target extends Construct implements IScaleTarget {
  readonly apiVersion = 'apps/v1';
  readonly kind = 'Deployment';
  readonly name = 'api';
}

const of = (props: Partial<WorkloadProps>, cluster = CLUSTER) => workload(props, chartIn(cluster));
const specOf = (props: Partial<WorkloadProps>) =>
  manifestsOf(of(props)).resource('VerticalPodAutoscaler', 'api-vpa').spec;

test('the least: it recommends, for every container', () => {
  const build = (chart: Chart): void => {
    new VerticalAutoscaler(chart, 'vertical', {
      target: new Target(chart, 'api'),
      scaling: VerticalScaling.recommendOnly(),
    });
  };
  expect(synthesized(build, CLUSTER)).toMatchSnapshot();
});

test('the most', () => {
  const build = (chart: Chart): void => {
    new VerticalAutoscaler(chart, 'vertical', {
      target: new Target(chart, 'api'),
      scaling: VerticalScaling.recreate({
        cpu: { min: '100m', max: '2' },
        ...MEMORY,
        containers: { proxy: { memory: { max: '256Mi' } } },
      }),
      name: 'sizes',
      labels: { team: 'a' },
    });
  };
  expect(synthesized(build, CLUSTER)).toMatchSnapshot();
});

test('the main container of a workload is its own, and others are left alone unless named', () => {
  const sidecars = [Container.of('proxy', { image: Image.of('registry.example/proxy', '1') })];
  const containers = { proxy: { memory: { max: '256Mi' } } };
  const named = specOf({ sidecars, verticalScaling: VerticalScaling.initial({ ...MEMORY, containers }) });
  expect(named.updatePolicy).toEqual({ updateMode: 'Initial' });
  expect(named.resourcePolicy.containerPolicies.map((each: { containerName: string }) => each.containerName)).toEqual([
    'api',
    'proxy',
    '*',
  ]);
  const alone = specOf({ sidecars, verticalScaling: VerticalScaling.recreate(MEMORY) });
  expect(alone.resourcePolicy.containerPolicies[1]).toEqual({ containerName: '*', mode: 'Off' });
});

test('the deprecated mode Auto is not offered', () => {
  const modes = [VerticalScaling.recommendOnly(), VerticalScaling.initial(MEMORY), VerticalScaling.recreate(MEMORY)];
  expect(modes.map(({ mode }) => mode)).toEqual(['Off', 'Initial', 'Recreate']);
});

test('where the cluster has none, one that recommends is not emitted', () => {
  const made = of({ verticalScaling: VerticalScaling.recommendOnly() }, Cluster.generic());
  expect(manifestsOf(made).objects('VerticalPodAutoscaler')).toEqual([]);
});

describe('what cannot be', () => {
  test('one that changes something, where the cluster has none', () => {
    expectProblem(of({ verticalScaling: VerticalScaling.recreate(MEMORY) }, Cluster.generic()), [
      'test/shop/api  verticalScaling',
      'got mode Recreate',
      'the cluster declares no VerticalPodAutoscaler: nobody would change the requests',
      '→ declare it on the cluster, verticalPodAutoscaler: true; or use VerticalScaling.recommendOnly()',
    ]);
  });

  test('one that changes nothing', () => {
    expectProblem(of({ verticalScaling: VerticalScaling.initial({}) }), [
      'test/shop/api  verticalScaling',
      'got mode Initial, for no resource',
      'it changes what it is told to, and is told nothing',
      "→ say what it changes: VerticalScaling.recreate({ memory: { min: '128Mi', max: '2Gi' } })",
    ]);
  });

  test('one without an end', () => {
    expectProblem(of({ verticalScaling: VerticalScaling.recreate({ memory: {} }) }), [
      'test/shop/api  verticalScaling.memory.max',
      'got nothing',
      'what grows by itself needs an end: the quota of the namespace counts it, and a pod above every node is never placed',
      "→ give the most that a container may take, such as '2Gi'",
    ]);
    expect(problems(of({ verticalScaling: VerticalScaling.recommendOnly({ memory: {} }) }))).toEqual([]);
  });

  test('bounds with nothing between them', () => {
    expectProblem(of({ verticalScaling: VerticalScaling.recreate({ memory: { min: '2Gi', max: '1Gi' } }) }), [
      'test/shop/api  verticalScaling.memory.max',
      'got 1Gi, with a minimum of 2Gi',
      'between these there is no amount',
      '→ raise max to at least 2Gi, or lower min',
    ]);
  });

  test.each(['much', '0', '-1Gi'])('an amount of %s', (max) => {
    expectProblem(of({ verticalScaling: VerticalScaling.recreate({ memory: { max } }) }), [
      'test/shop/api  verticalScaling.memory.max',
      `got "${max}"`,
      'it is no amount above 0 in the words of Kubernetes',
      "→ write cores as '250m' or '2', bytes as '128Mi' or '1Gi'",
    ]);
  });

  test('a container that is not there', () => {
    const containers = { proxy: { memory: { max: '1Gi' } } };
    expectProblem(of({ verticalScaling: VerticalScaling.recreate({ containers }) }), [
      'test/shop/api  verticalScaling.containers.proxy',
      'got "proxy"',
      'the pods have no such container',
      '→ name one of: api',
    ]);
  });

  test('a second one for the same target', () => {
    const made = of({ verticalScaling: VerticalScaling.recommendOnly() });
    new VerticalAutoscaler(Chart.of(made), 'second', {
      target: made,
      scaling: VerticalScaling.recommendOnly(),
      name: 'other',
    });
    expectProblem(made, [
      'test/shop/second  verticalScaling',
      'got a second one for Deployment api (the first is test/shop/api/vertical-autoscaler)',
      'of two VerticalPodAutoscalers of one target the older decides, and the other does nothing',
      '→ keep one of them',
    ]);
  });

  test('a task', () => {
    const made = of({ controller: Controller.job(), verticalScaling: VerticalScaling.recommendOnly() });
    expectProblem(made, [
      'test/shop/api  verticalScaling',
      'got on a Job',
      'a task ends by itself: it is not scaled and not drained',
      '→ leave it out, or use Controller.deployment() or Controller.statefulSet()',
    ]);
  });
});

describe('it and a horizontal one never own the same resource', () => {
  test('of a workload', () => {
    const scaling = Scaling.pods({ min: 3, max: 20 }).onCpu(70).onMemory(80);
    expectProblem(of({ scaling, verticalScaling: VerticalScaling.recreate(MEMORY) }), [
      'test/shop/api  verticalScaling.memory',
      'got mode Recreate on the memory of Deployment api, which a HorizontalPodAutoscaler follows (test/shop/api/autoscaler)',
      'the one changes the request by which the other divides: they drive each other without an end',
      '→ leave memory to one of them: take it out of verticalScaling or out of scaling; or use VerticalScaling.recommendOnly()',
    ]);
  });

  test('of KEDA, made after it', () => {
    const chart = chartIn(CLUSTER);
    const target = new Target(chart, 'api');
    const scaling = VerticalScaling.initial({ cpu: { max: '2' } });
    new VerticalAutoscaler(target, 'vertical', { target, scaling });
    new EventAutoscaler(target, 'events', {
      target,
      scaling: QueueScaling.pods({ min: 1, max: 3 }).on(ScalingTrigger.cpu(70)),
    });
    expect(problems(chart).map(([place, value]) => [place, value])).toEqual([
      [
        'test/shop/api  verticalScaling.cpu',
        'got mode Initial on the cpu of Deployment api, which a ScaledObject of KEDA follows (test/shop/api/events)',
      ],
    ]);
  });

  const bounded = fc.option(fc.constant({ max: '2' }), { nil: undefined });
  const options: fc.Arbitrary<VerticalScalingOptions> = fc.record({ cpu: bounded, memory: bounded });
  const rate = MessageRate.of('a_total');

  test.each([
    [
      'a HorizontalPodAutoscaler',
      Cluster.generic({ prometheus: {}, prometheusAdapter: { rates: [rate] }, verticalPodAutoscaler: true }),
    ],
    ['KEDA', Cluster.generic({ prometheus: {}, keda: {}, verticalPodAutoscaler: true })],
  ])('whatever is asked of both, what gets through is apart: %s', (_by, cluster) => {
    fc.assert(
      fc.property(
        fc.subarray(['cpu', 'memory', 'messages']),
        fc.constantFrom('recommendOnly' as const, 'initial' as const, 'recreate' as const),
        options,
        fc.boolean(),
        (metrics, mode, resources, sidecar) => {
          const horizontal = [
            (scaling: Scaling) => (metrics.includes('cpu') ? scaling.onCpu(70) : scaling),
            (scaling: Scaling) => (metrics.includes('memory') ? scaling.onMemory(90) : scaling),
            (scaling: Scaling) => (metrics.includes('messages') ? scaling.onMessagesPerSecond(10, rate) : scaling),
          ].reduce((scaling, step) => step(scaling), Scaling.pods({ min: 2, max: 4 }));
          const containers = sidecar ? { proxy: resources } : undefined;
          const made = of(
            {
              scaling: horizontal,
              verticalScaling: VerticalScaling[mode](sidecar ? { containers } : resources),
              sidecars: [Container.of('proxy', { image: IMAGE })],
            },
            cluster,
          );
          const shared = (['cpu', 'memory'] as const).filter(
            (resource) => metrics.includes(resource) && resources[resource] && mode !== 'recommendOnly',
          );
          const found = problems(made).filter(([, , rule]) => rule.startsWith('the one changes the request'));
          expect(found.map(([place]) => place)).toEqual(shared.map((each) => `test/shop/api  verticalScaling.${each}`));
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('a horizontal one of another target is no matter', () => {
  const chart = chartIn(CLUSTER);
  const made = workload({ verticalScaling: VerticalScaling.recreate(MEMORY) }, chart);
  const other = new (class extends Target {
    override readonly name = 'other' as 'api';
  })(chart, 'other');
  new HorizontalAutoscaler(other, 'autoscaler', {
    target: other,
    scaling: Scaling.pods({ min: 1, max: 3 }).onMemory(80),
  });
  expect(problems(made)).toEqual([]);
});
