import { Duration } from 'cdk8s';
import { Controller, type RolloutOptions } from '../../lib';
import { surgeOf } from '../../lib/workload/rollout-checks';
import { expectProblem } from '../support/findings';
import { controllerOf, workload } from '../support/workload';

test('one pod more at a time and none less, unless it is said', () => {
  expect(controllerOf(workload()).spec).toMatchObject({
    revisionHistoryLimit: 5,
    progressDeadlineSeconds: 600,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  });
  expect(controllerOf(workload()).spec).not.toHaveProperty('minReadySeconds');
});

test('everything can be said', () => {
  const controller = Controller.deployment({
    maxSurge: '50%',
    maxUnavailable: '1',
    minReady: Duration.seconds(10),
    deadline: Duration.minutes(5),
    history: 10,
  });
  expect(controllerOf(workload({ controller })).spec).toMatchObject({
    minReadySeconds: 10,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 300,
    strategy: { rollingUpdate: { maxSurge: '50%', maxUnavailable: 1 } },
  });
});

test.each<[RolloutOptions, number, number]>([
  [{}, 10, 1],
  [{ maxSurge: '3' }, 10, 3],
  [{ maxSurge: '25%' }, 10, 3],
  [{ maxSurge: '0' }, 10, 0],
])('%j adds to %i pods %i', (options, pods, surge) => {
  expect(surgeOf(options, pods)).toBe(surge);
});

test.each<[string, RolloutOptions, readonly string[]]>([
  [
    'a surge in words',
    { maxSurge: 'one' },
    [
      'shop/api  rollout.maxSurge',
      'got "one"',
      'it is a whole number up to 150000 or a share in percent',
      "→ write '1' or '25%'",
    ],
  ],
  [
    'half a pod missing',
    { maxUnavailable: '0.5' },
    [
      'shop/api  rollout.maxUnavailable',
      'got "0.5"',
      'it is a whole number up to 150000 or a share in percent',
      "→ write '1' or '25%'",
    ],
  ],
  [
    'neither more nor less',
    { maxSurge: '0' },
    [
      'shop/api  rollout.maxSurge',
      'got 0, with maxUnavailable 0',
      'a rollout that may neither add nor remove a pod cannot start',
      "→ allow one of them: maxSurge: '1'",
    ],
  ],
  [
    'neither more nor less, in percent',
    { maxSurge: '0%', maxUnavailable: '0%' },
    [
      'shop/api  rollout.maxSurge',
      'got 0, with maxUnavailable 0',
      'a rollout that may neither add nor remove a pod cannot start',
      "→ allow one of them: maxSurge: '1'",
    ],
  ],
  [
    'no history',
    { history: 0 },
    [
      'shop/api  rollout.history',
      'got 0',
      'without an old version there is nothing to roll back to',
      '→ give a whole number of at least 1',
    ],
  ],
  [
    'a deadline before a pod counts',
    { minReady: Duration.minutes(5), deadline: Duration.minutes(5) },
    [
      'shop/api  rollout.deadline',
      'got 300 s, with 300 s that a pod has to be ready',
      'the rollout would have failed before its first pod counts',
      '→ give more than 300 s',
    ],
  ],
])('%s is an error', (_, options, lines) => {
  expectProblem(workload({ controller: Controller.deployment(options) }), lines);
});
