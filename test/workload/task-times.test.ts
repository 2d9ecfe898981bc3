import { retriesWithin, retryWaitSeconds } from '../../lib/workload/task-times';

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
