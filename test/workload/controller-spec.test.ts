import { Duration } from 'cdk8s';
import { Cluster, Controller, Volume } from '../../lib';
import { chartIn, controllerOf, manifestsOf, podOf, workload } from '../support/workload';

const withoutTemplate = ({ template: _, ...spec }: Record<string, unknown>) => spec;
const LABELS = { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'api' };

test('a Deployment has two pods by default', () => {
  expect(withoutTemplate(controllerOf(workload()).spec)).toEqual({
    replicas: 2,
    revisionHistoryLimit: 5,
    progressDeadlineSeconds: 600,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    selector: { matchLabels: LABELS },
  });
});

describe('a StatefulSet', () => {
  test('has one pod by default, and keeps its claims', () => {
    expect(withoutTemplate(controllerOf(workload({ controller: Controller.statefulSet() })).spec)).toEqual({
      serviceName: 'api-headless',
      replicas: 1,
      revisionHistoryLimit: 5,
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate' },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      selector: { matchLabels: LABELS },
    });
  });

  test('says how its pods come and how many versions are kept', () => {
    const controller = Controller.statefulSet({ parallel: false, history: 2 });
    const { spec } = controllerOf(workload({ controller, replicas: 3 }));
    expect(spec).toMatchObject({ replicas: 3, podManagementPolicy: 'OrderedReady', revisionHistoryLimit: 2 });
  });

  test('claims storage for each pod, of the class of the cluster or its own', () => {
    const made = workload(
      {
        controller: Controller.statefulSet(),
        volumes: {
          '/data': Volume.claim('data', { size: '10Gi' }),
          '/wal': Volume.claim('wal', { size: '2Gi', storageClass: 'fast' }),
        },
      },
      chartIn(Cluster.k3d()),
    );
    const claim = (name: string, storageClassName: string, storage: string) => ({
      metadata: { name },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage } } },
    });
    expect(controllerOf(made).spec.volumeClaimTemplates).toEqual([
      claim('data', 'local-path', '10Gi'),
      claim('wal', 'fast', '2Gi'),
    ]);
    expect(podOf(made).volumes.map(({ name }: { name: string }) => name)).toEqual(['tmp']);
  });

  test('has a Service without address that finds pods before they are ready', () => {
    manifestsOf(workload({ controller: Controller.statefulSet() })).hasResource('Service', 'api-headless', {
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: LABELS },
    });
  });
});

describe('a Job', () => {
  test('has a deadline, is tried again in a new pod, so that logs stay, and is kept', () => {
    const made = workload({ controller: Controller.job() });
    expect(withoutTemplate(controllerOf(made).spec)).toEqual({ backoffLimit: 3, activeDeadlineSeconds: 600 });
    expect(podOf(made).restartPolicy).toBe('Never');
  });

  test('says how it is tried, and when it is removed', () => {
    const controller = Controller.job({
      retries: 0,
      deadline: Duration.hours(1),
      restartInPlace: true,
      keep: Duration.days(1),
    });
    const made = workload({ controller });
    expect(withoutTemplate(controllerOf(made).spec)).toEqual({
      backoffLimit: 0,
      activeDeadlineSeconds: 3600,
      ttlSecondsAfterFinished: 86400,
    });
    expect(podOf(made).restartPolicy).toBe('OnFailure');
  });
});

describe('a CronJob', () => {
  test('runs one at a time, in UTC, five minutes late at most', () => {
    const { jobTemplate, ...spec } = controllerOf(workload({ controller: Controller.cronJob('30 2 * * *') })).spec;
    expect(spec).toEqual({
      schedule: '30 2 * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 300,
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
    });
    expect(withoutTemplate(jobTemplate.spec)).toEqual({ backoffLimit: 3, activeDeadlineSeconds: 600 });
  });

  test('says otherwise', () => {
    const controller = Controller.cronJob('@hourly', {
      timeZone: 'Europe/London',
      concurrent: true,
      startingDeadline: Duration.minutes(1),
      suspended: true,
      retries: 1,
    });
    expect(controllerOf(workload({ controller })).spec).toMatchObject({
      schedule: '@hourly',
      timeZone: 'Europe/London',
      concurrencyPolicy: 'Allow',
      startingDeadlineSeconds: 60,
      suspend: true,
      jobTemplate: { spec: { backoffLimit: 1 } },
    });
  });
});
