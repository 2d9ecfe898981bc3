import { Duration } from 'cdk8s';
import { retriesWithin, retryWaitSeconds, type TaskOptions, taskRetries } from '../../lib/workload/task-times';

test.each([
  [0, 0, 0],
  [1, 10, 10],
  [3, 70, 70],
  [6, 630, 610],
  [8, 1350, 1210],
  [-1, 0, 0],
])('before the last of %i retries Kubernetes has waited %i s, in the same pod %i s', (retries, inNewPods, inPlace) => {
  expect([retryWaitSeconds(retries, false), retryWaitSeconds(retries, true)]).toEqual([inNewPods, inPlace]);
});

test.each([
  [600, false, 5],
  [631, false, 6],
  [611, true, 6],
  [10, false, 0],
  [11, false, 1],
])('before a deadline of %i s (in the same pod: %s) at most %i retries begin', (deadline, inPlace, retries) => {
  expect(retriesWithin(deadline, inPlace)).toBe(retries);
});

describe('a task whose author says nothing is tried again', () => {
  test.each<[string, TaskOptions, boolean, number]>([
    ['three times', {}, false, 3],
    ['until what it connects to has started', {}, true, 5],
    ['as often as the deadline allows', { job: { deadline: Duration.seconds(200) } }, true, 4],
    ['three times, whatever the deadline', { job: { deadline: Duration.seconds(30) } }, true, 3],
    ['three times at each run of a schedule', { schedule: '@daily' }, true, 3],
  ])('%s', (_, options, connectsToWorkloads, retries) => {
    expect(taskRetries(options, connectsToWorkloads)).toBe(retries);
  });

  test('or else as often as the author says', () => {
    expect(taskRetries({ job: { retries: 0 } }, true)).toBe(0);
  });
});
