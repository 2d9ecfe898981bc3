import { Duration } from 'cdk8s';
import { Controller, Scaling, type WorkloadProps } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { controllerOf, manifestsOf, workload } from '../support/workload';

const SINGLE = { controller: Controller.singlePod() };

test('a single pod is a StatefulSet of one, without an order to keep and without a budget', () => {
  const bot = workload(SINGLE);
  expect(controllerOf(bot)).toMatchObject({
    kind: 'StatefulSet',
    spec: { replicas: 1, podManagementPolicy: 'Parallel', serviceName: 'api-headless', revisionHistoryLimit: 5 },
  });
  expect(manifestsOf(bot).objects('PodDisruptionBudget')).toEqual([]);
  expect(problems(bot)).toEqual([]);
  expect(controllerOf(workload({ controller: Controller.singlePod({ history: 2 }) })).spec.revisionHistoryLimit).toBe(
    2,
  );
});

test('a pod that is recreated is a Deployment of one', () => {
  const controller = Controller.recreate({
    minReady: Duration.seconds(5),
    deadline: Duration.minutes(3),
    history: 2,
  });
  const { kind, spec } = controllerOf(workload({ controller }));
  expect(kind).toBe('Deployment');
  expect(spec).toMatchObject({
    replicas: 1,
    minReadySeconds: 5,
    progressDeadlineSeconds: 180,
    revisionHistoryLimit: 2,
  });
  expect(spec.strategy).toEqual({ type: 'Recreate' });
});

test('more pods may be recreated together, and none is added meanwhile', () => {
  expect(controllerOf(workload({ controller: Controller.recreate(), replicas: 3 })).spec.replicas).toBe(3);
  expect(Controller.recreate()._surge(3)).toBe(0);
});

test('a single pod may be stopped, and be scaled from none to one', () => {
  expect(problems(workload({ ...SINGLE, settings: { replicas: 0 } }))).toEqual([]);
  expect(problems(workload({ ...SINGLE, scaledElsewhere: { min: 0, max: 1 } }))).toEqual([]);
});

test.each<[string, Partial<WorkloadProps>, readonly string[]]>([
  [
    'a number of pods',
    { replicas: 2 },
    [
      'shop/api  replicas',
      'got 2, with Controller.singlePod()',
      'it keeps exactly one pod',
      '→ leave it out; or use Controller.deployment() or Controller.statefulSet() where several pods may run',
    ],
  ],
  [
    'a number of pods in settings',
    { settings: { replicas: 3 } },
    [
      'shop/api  replicas',
      'got 3, with Controller.singlePod()',
      'it keeps exactly one pod',
      '→ leave it out; or use Controller.deployment() or Controller.statefulSet() where several pods may run',
    ],
  ],
  [
    'an autoscaler',
    { scaling: Scaling.pods({ min: 1, max: 4 }).onCpu(70) },
    [
      'shop/api  scaling',
      'got up to 4 pods, with Controller.singlePod()',
      'it keeps exactly one pod',
      '→ leave it out; or use Controller.deployment() where several pods may run',
    ],
  ],
  [
    'bounds of an autoscaler',
    { scaledElsewhere: { min: 0, max: 4 } },
    [
      'shop/api  scaledElsewhere',
      'got up to 4 pods, with Controller.singlePod()',
      'it keeps exactly one pod',
      '→ leave it out; or use Controller.deployment() where several pods may run',
    ],
  ],
])('a single pod has no place for %s', (_, props, expected) => {
  expectProblem(workload({ ...SINGLE, ...props }), expected);
});

test('a single pod has no place for an autoscaler whose bounds are not known', () => {
  const bot = workload(SINGLE);
  bot.markHasAutoscaler();
  expectProblem(bot, [
    'shop/api  controller',
    'got Controller.singlePod(), with an autoscaler made elsewhere',
    'it keeps exactly one pod, and the autoscaler may want more',
    '→ remove the autoscaler; or give its bounds: scaledElsewhere: { min: 0, max: 1 }',
  ]);
});
