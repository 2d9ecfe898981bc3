import { DisruptionBudget, Scaling } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { controllerOf, manifestsOf, workload } from '../support/workload';

const BOUNDS = { min: 2, max: 10 };

test('a workload that is scaled elsewhere states no number, has a budget, and no autoscaler of its own', () => {
  const made = workload({ scaledElsewhere: BOUNDS });
  expect(made.hasAutoscaler).toBe(true);
  expect(controllerOf(made).spec).not.toHaveProperty('replicas');
  manifestsOf(made).hasResource('PodDisruptionBudget', 'api-pdb', { spec: { maxUnavailable: 1 } });
  expect(manifestsOf(made).objects('HorizontalPodAutoscaler')).toEqual([]);
});

test('its budget is held against the minimum; where that is zero nothing is blocked', () => {
  const disruptions = DisruptionBudget.minAvailable('2');
  const [[at, value]] = problems(workload({ scaledElsewhere: BOUNDS, disruptions }));
  expect([at, value]).toEqual(['shop/api  disruptions.minAvailable', 'got 2, with 2 pods at the fewest']);
  expect(
    problems(workload({ scaledElsewhere: { min: 0, max: 5 }, disruptions: DisruptionBudget.maxUnavailable('25%') })),
  ).toEqual([]);
});

test('not both', () => {
  expectProblem(workload({ scaledElsewhere: BOUNDS, scaling: Scaling.pods({ min: 2, max: 4 }).onCpu(70) }), [
    'shop/api  scaledElsewhere',
    'got from 2 to 10, with scaling',
    'two autoscalers of one workload undo what the other does',
    '→ leave out scaledElsewhere, or scaling',
  ]);
});

test('what its containers request is known to autoscalers', () => {
  const resources = { requests: { cpu: '250m' } };
  expect(workload({ settings: { resources } }).containerRequests).toEqual({
    api: { cpu: '250m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
  });
});
