import { graceSeconds, startSeconds } from '../../lib/core/pod-times';

const startupProbe = { periodSeconds: 10, failureThreshold: 30 };

test.each([
  ['nothing to ask', {}, 0],
  ['readiness alone', { readinessProbe: { initialDelaySeconds: 20, periodSeconds: 5 } }, 25],
  ['startup, then readiness', { startupProbe, readinessProbe: { periodSeconds: 5 } }, 305],
  ['answers that take longer than the period', { startupProbe: { ...startupProbe, timeoutSeconds: 20 } }, 600],
  ["Kubernetes' own defaults", { startupProbe: {} }, 30],
])('%s', (_, container, seconds) => {
  expect(startSeconds({ containers: [container] })).toBe(seconds);
});

test('the slowest container counts, and sidecars that start before it', () => {
  const quick = { readinessProbe: { periodSeconds: 1 } };
  const initContainers = [{ startupProbe, restartPolicy: 'Always' }, { startupProbe }];
  expect(startSeconds({ containers: [quick, { startupProbe }], initContainers })).toBe(600);
});

test('a pod that says no grace has 30 seconds', () => {
  expect([graceSeconds({}), graceSeconds({ terminationGracePeriodSeconds: 90 })]).toEqual([30, 90]);
});
