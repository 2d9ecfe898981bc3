import { retryWaitSeconds } from '../../lib/workload/task-times';

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
