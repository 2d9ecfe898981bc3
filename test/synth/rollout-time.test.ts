import type { JsonObject } from '../../lib/core/json';
import { rolloutTime } from '../../lib/synth/rollout-time';

/** Ready after 900 + 10 seconds, gone after 60. */
const SLOW = {
  spec: {
    terminationGracePeriodSeconds: 60,
    containers: [{ startupProbe: { periodSeconds: 15, failureThreshold: 60 }, readinessProbe: { periodSeconds: 10 } }],
  },
};
const PULL = 120;
const START = PULL + 900 + 10;

function of(apiVersion: string, kind: string, spec: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: { name: 'a' }, spec };
}

test.each<[string, JsonObject, number | undefined]>([
  ['a quick Deployment', of('apps/v1', 'Deployment', { replicas: 2, progressDeadlineSeconds: 600 }), 600],
  [
    'a Deployment whose pods come one after another',
    of('apps/v1', 'Deployment', {
      replicas: 4,
      minReadySeconds: 30,
      progressDeadlineSeconds: 1200,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: SLOW,
    }),
    4 * (START + 30),
  ],
  [
    'a Deployment whose pods come two by two',
    of('apps/v1', 'Deployment', {
      replicas: 4,
      strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      template: SLOW,
    }),
    2 * START,
  ],
  [
    'a Deployment that is recreated',
    of('apps/v1', 'Deployment', { replicas: 4, strategy: { type: 'Recreate' }, template: SLOW }),
    60 + START,
  ],
  ['a StatefulSet of three', of('apps/v1', 'StatefulSet', { replicas: 3, template: SLOW }), 3 * (60 + START)],
  ['a StatefulSet of one', of('apps/v1', 'StatefulSet', { template: SLOW }), 60 + START],
  ['a quick StatefulSet', of('apps/v1', 'StatefulSet', { replicas: 1 }), 600],
  [
    'a DaemonSet, a tenth of the nodes at a time',
    of('apps/v1', 'DaemonSet', { template: SLOW, updateStrategy: { rollingUpdate: { maxUnavailable: '10%' } } }),
    10 * (60 + START),
  ],
  [
    'a DaemonSet, five nodes at a time',
    of('apps/v1', 'DaemonSet', { template: SLOW, updateStrategy: { rollingUpdate: { maxUnavailable: 5 } } }),
    20 * (60 + START),
  ],
  ['a Job', of('batch/v1', 'Job', { activeDeadlineSeconds: 90 }), 90],
  ['a Job without deadline', of('batch/v1', 'Job', {}), undefined],
  ['a CronJob', of('batch/v1', 'CronJob', { schedule: '@daily' }), undefined],
  ['a Prometheus', of('monitoring.coreos.com/v1', 'Prometheus', { replicas: 2 }), 60 + 2 * (600 + PULL + 900)],
  [
    'a Prometheus that says its times',
    of('monitoring.coreos.com/v1', 'Prometheus', { maximumStartupDurationSeconds: 1800, minReadySeconds: 10 }),
    60 + 600 + PULL + 1800 + 10,
  ],
  ['an Alertmanager', of('monitoring.coreos.com/v1', 'Alertmanager', { replicas: 3 }), 60 + 3 * (120 + PULL + 60)],
  ['a kind of that name of somebody else', of('example.com/v1', 'Prometheus', {}), undefined],
  ['what has no spec', { apiVersion: 'v1', kind: 'ConfigMap' }, undefined],
])('%s', (_, manifest, seconds) => {
  expect(rolloutTime(manifest)?.(1)).toBe(seconds);
});

test('the number of pods is that of the autoscaler where it owns it', () => {
  const scaled = of('apps/v1', 'Deployment', {
    strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: SLOW,
  });
  expect([rolloutTime(scaled)?.(1), rolloutTime(scaled)?.(10)]).toEqual([START, 10 * START]);
});
