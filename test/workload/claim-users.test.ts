import { type Chart, Duration } from 'cdk8s';
import { AccessMode, Cluster, Controller, Manifests, PersistentClaim, Volume, type WorkloadProps } from '../../lib';
import { problems, warnings } from '../support/findings';
import { synthesized, testChart, testWorkload } from '../support/trees';

const CLUSTER = Cluster.generic({ zones: 3, sharedStorageClass: 'files' });

const TASKS: [string, Controller][] = [
  ['Job', Controller.job({ deadline: Duration.minutes(5) })],
  ['CronJob', Controller.cronJob('0 3 * * *', { deadline: Duration.minutes(5) })],
];

function build(chart: Chart, task: Controller, service: Partial<WorkloadProps>, accessMode?: AccessMode): void {
  const claim = new PersistentClaim(chart, 'data', { size: '10Gi', accessMode });
  testWorkload(chart, 'report', { controller: task, volumes: { '/data': claim.volume('data') } });
  testWorkload(chart, 'api', { volumes: { '/data': claim.volume('data') }, ...service });
}

function podOfTask(chart: Chart) {
  const [{ spec }] = [...Manifests.of(chart).objects('CronJob'), ...Manifests.of(chart).objects('Job')];
  return (spec.jobTemplate?.spec ?? spec).template;
}

describe.each(TASKS)('a %s that shares a claim of one node with a service', (_kind, task) => {
  test('runs on the node of its pod, or where nothing holds the claim on any', () => {
    const chart = testChart(CLUSTER);
    build(chart, task, { controller: Controller.singlePod() });
    expect([...problems(chart), ...warnings(chart)]).toEqual([]);
    const { metadata, spec } = podOfTask(chart);
    expect(spec.affinity).toEqual({
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: {
              matchExpressions: [{ key: 'app.kubernetes.io/instance', operator: 'In', values: ['api', 'report'] }],
            },
          },
        ],
      },
    });
    expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/instance': 'report' });
    const service = Manifests.of(chart).resource('StatefulSet', 'api').spec.template;
    expect(service.metadata.labels).toMatchObject({ 'app.kubernetes.io/instance': 'api' });
    expect(service.spec.affinity).not.toHaveProperty('podAffinity');
  });

  test('runs anywhere where the claim is one of many nodes', () => {
    const chart = testChart(CLUSTER);
    build(chart, task, {}, AccessMode.READ_WRITE_MANY);
    expect(problems(chart)).toEqual([]);
    expect(podOfTask(chart).spec).not.toHaveProperty('affinity');
  });

  test('runs anywhere where the service mounts another claim', () => {
    const chart = testChart(CLUSTER);
    build(chart, task, { volumes: {} });
    expect(podOfTask(chart).spec).not.toHaveProperty('affinity');
  });
});

test('an existing claim that is said to be one of one node counts as well', () => {
  const chart = testChart(CLUSTER);
  const accessMode = AccessMode.READ_WRITE_ONCE;
  const volumes = { '/data': Volume.persistentVolumeClaim('data', 'others', { accessMode }) };
  testWorkload(chart, 'api', { controller: Controller.recreate(), volumes });
  testWorkload(chart, 'report', { controller: Controller.job({ deadline: Duration.minutes(5) }), volumes });
  expect([...problems(chart), ...warnings(chart)]).toEqual([]);
  expect(podOfTask(chart).spec.affinity.podAffinity).toBeDefined();
});

test('the same input gives the same bytes', () => {
  synthesized(
    (chart) => build(chart, Controller.job({ deadline: Duration.minutes(5) }), { controller: Controller.singlePod() }),
    CLUSTER,
  );
});
