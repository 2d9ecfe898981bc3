import { App, Chart, Duration } from 'cdk8s';
import fc from 'fast-check';
import {
  AccessMode,
  Acknowledgements,
  ApiService,
  Cluster,
  Container,
  Controller,
  Environment,
  Manifests,
  PersistentClaim,
  Peer,
  Port,
  Probe,
  QueueScaling,
  Scaling,
  ScalingTrigger,
  Volume,
  WorkerWithKeda,
  type WorkloadProps,
} from '../../lib';
import { expectProblem, type Lines, problems, warnings } from '../support/findings';
import { testChart, testWorkload } from '../support/trees';
import { IMAGE } from '../support/workload';

const { READ_WRITE_ONCE, READ_WRITE_ONCE_POD, READ_WRITE_MANY, READ_ONLY_MANY } = AccessMode;
const CLUSTER = Cluster.generic({ zones: 3, sharedStorageClass: 'files', kubernetesVersion: '1.34' });
const API = {
  image: IMAGE,
  ports: [Port.http(8080)],
  readiness: Probe.http('/ready'),
  liveness: Probe.http('/live'),
};

const ONCE =
  'ReadWriteOnce: the pods of one node mount the claim. A pod on another node never starts, and two on one node both write';
const ONE_POD = 'run one pod: controller: Controller.singlePod()';
const SHARED = 'give the claim accessMode: AccessMode.READ_WRITE_MANY';
const ENDS_FIRST =
  'let the old pod end before the new one starts: controller: Controller.singlePod() never runs two pods, Controller.recreate() also replaces the pod of a lost node by itself';
const UNKNOWN =
  'most claims are ReadWriteOnce: a pod on a second node never starts, and two on one node both write. The access mode of this claim is not known';

function mounting(props: Partial<WorkloadProps>, accessMode?: AccessMode, chart = testChart(CLUSTER)): Chart {
  const claim = new PersistentClaim(chart, 'data', { size: '10Gi', accessMode });
  testWorkload(chart, 'api', { volumes: { '/data': claim.volume('data') }, ...props });
  return chart;
}

function mountingExisting(props: Partial<WorkloadProps>, accessMode?: AccessMode): Chart {
  const chart = testChart(CLUSTER);
  const volume = Volume.persistentVolumeClaim('data', 'others', { accessMode });
  testWorkload(chart, 'api', { volumes: { '/data': volume }, ...props });
  return chart;
}

describe('a claim of one node is refused', () => {
  test.each<[string, Partial<WorkloadProps>, string, string]>([
    ['in two pods, the default', {}, '2 pods', `${ONE_POD}; or ${SHARED}`],
    [
      'in the pods of a StatefulSet',
      { controller: Controller.statefulSet(), replicas: 3 },
      '3 pods',
      `${ONE_POD}; or give each pod a claim of its own: Volume.claim(…); or ${SHARED}`,
    ],
    [
      'where an autoscaler may add a pod',
      { scaling: Scaling.pods({ min: 1, max: 4 }).onCpu(70) },
      'up to 4 pods',
      `lower the maximum of scaling to 1; or ${SHARED}`,
    ],
    [
      'where KEDA may add a pod',
      { scaledElsewhere: { min: 0, max: 4 } },
      'up to 4 pods',
      `lower the maximum of scaling to 1; or ${SHARED}`,
    ],
    ['on every node', { controller: Controller.daemonSet() }, 'a pod on each node', `${ONE_POD}; or ${SHARED}`],
    [
      'in runs of a schedule that overlap',
      { controller: Controller.cronJob('* * * * *', { concurrent: true }) },
      'runs that may overlap',
      `leave out concurrent of the schedule; or ${SHARED}`,
    ],
    ['in pods that settings ask for', { replicas: 1, settings: { replicas: 3 } }, '3 pods', `${ONE_POD}; or ${SHARED}`],
  ])('%s', (_, props, pods, fix) => {
    expectProblem(mounting(props), [
      'test/shop/api  volumes./data',
      `got the claim data, in ${pods}`,
      ONCE,
      `→ ${fix}`,
    ]);
  });

  test('in the pod of a new version, beside the old one', () => {
    expectProblem(mounting({ replicas: 1 }), [
      'test/shop/api  volumes./data',
      'got the claim data, in a second pod while a new version replaces the old one',
      ONCE,
      `→ ${ENDS_FIRST}`,
    ]);
  });

  test('in a rollout of what is scaled from none to one', () => {
    expectProblem(mounting({ scaledElsewhere: { min: 0, max: 1 } }), [
      'test/shop/api  volumes./data',
      'got the claim data, in a second pod while a new version replaces the old one',
      ONCE,
      "→ give rollout: { maxSurge: '0', maxUnavailable: '1' } and the claim accessMode: AccessMode.READ_WRITE_ONCE_POD",
    ]);
  });

  test('where an autoscaler made elsewhere says how many pods there are', () => {
    const chart = testChart(CLUSTER);
    const claim = new PersistentClaim(chart, 'data', { size: '10Gi' });
    testWorkload(chart, 'api', { volumes: { '/data': claim.volume('data') } }).markHasAutoscaler();
    expectProblem(chart, [
      'test/shop/api  volumes./data',
      'got the claim data, in as many pods as an autoscaler made elsewhere wants',
      ONCE,
      `→ ${ONE_POD}, without autoscaler; or ${SHARED}`,
    ]);
  });

  test('in two services, each of one pod', () => {
    const chart = mounting({ controller: Controller.singlePod() });
    const volumes = { '/data': Volume.persistentVolumeClaim('data', 'data') };
    testWorkload(chart, 'other', { controller: Controller.recreate(), volumes });
    expectProblem(chart, [
      'test/shop/other  volumes./data',
      'got the claim data, which StatefulSet test/shop/api mounts, too',
      ONCE,
      `→ run both programs in one pod: sidecars; or give each a claim of its own; or ${SHARED}`,
    ]);
  });
});

test('a claim of one pod has no place for a task beside a service', () => {
  const chart = mounting({ controller: Controller.singlePod() }, READ_WRITE_ONCE_POD);
  const volumes = { '/data': Volume.persistentVolumeClaim('data', 'data') };
  testWorkload(chart, 'report', {
    controller: Controller.cronJob('0 3 * * *', { deadline: Duration.minutes(5) }),
    volumes,
  });
  expectProblem(chart, [
    'test/shop/report  volumes./data',
    'got the claim data, which StatefulSet test/shop/api holds as long as it runs',
    'ReadWriteOncePod: one pod mounts the claim, and a second one stays Pending',
    `→ give the claim accessMode: AccessMode.READ_WRITE_ONCE, and the task runs on the node of the other pod; or ${SHARED}`,
  ]);
});

test('a rolling update without surge lets both versions write for a while', () => {
  const props = { controller: Controller.deployment({ maxSurge: '0', maxUnavailable: '1' }), replicas: 1 };
  expect(problems(mounting(props))).toEqual([]);
  expect(warnings(mounting(props))).toEqual([
    [
      'test/shop/api  volumes./data  [claim-written-by-two-versions]',
      'got the claim data, in a rollout without surge',
      'a rolling update starts the new pod while the old one ends: on one node both write to the claim for that time',
      '→ use controller: Controller.singlePod() or Controller.recreate(), or give the claim accessMode: AccessMode.READ_WRITE_ONCE_POD; or acknowledge it with the reason',
    ],
  ]);
  expect(warnings(mounting(props, READ_WRITE_ONCE_POD))).toEqual([]);
});

describe('nothing is wrong with a claim of one node', () => {
  test.each<[string, Partial<WorkloadProps>]>([
    ['in a single pod', { controller: Controller.singlePod() }],
    ['in one pod that is recreated', { controller: Controller.recreate() }],
    ['in a StatefulSet of one pod', { controller: Controller.statefulSet() }],
    ['in a Job', { controller: Controller.job({ deadline: Duration.minutes(5) }) }],
    [
      'in runs that wait for each other',
      { controller: Controller.cronJob('0 3 * * *', { deadline: Duration.minutes(5) }) },
    ],
    ['in what is scaled from none to one', { controller: Controller.recreate(), scaledElsewhere: { min: 0, max: 1 } }],
  ])('%s', (_, props) => {
    const chart = mounting(props);
    expect([...problems(chart), ...warnings(chart)]).toEqual([]);
  });

  test('in two tasks, as a backup and its restore are', () => {
    const chart = mounting({ controller: Controller.cronJob('0 3 * * *', { deadline: Duration.minutes(5) }) });
    const volumes = { '/data': Volume.persistentVolumeClaim('data', 'data') };
    testWorkload(chart, 'restore', {
      controller: Controller.cronJob('0 0 31 2 *', { suspended: true, deadline: Duration.minutes(5) }),
      volumes,
    });
    expect([...problems(chart), ...warnings(chart)]).toEqual([]);
  });

  test('in another namespace, or on another cluster, under the same name', () => {
    const chart = mounting({ controller: Controller.singlePod() });
    mounting({ controller: Controller.singlePod() }, undefined, testChart(CLUSTER));
    expect(problems(chart)).toEqual([]);
  });
});

describe('a claim whose access mode is not known', () => {
  const warning = (where: string, otherwise: string): Lines => [
    'test/shop/api  volumes./data  [claim-of-unknown-access-mode]',
    `got the claim others, ${where}`,
    UNKNOWN,
    `→ give it: Volume.persistentVolumeClaim(name, "others", { accessMode: AccessMode.READ_WRITE_MANY }); if it is ReadWriteOnce, ${otherwise}; or acknowledge it with the reason`,
  ];

  test.each<[string, Partial<WorkloadProps>, Lines]>([
    ['two pods', {}, warning('in 2 pods', ONE_POD)],
    ['a rollout', { replicas: 1 }, warning('in a second pod while a new version replaces the old one', ENDS_FIRST)],
  ])('is pointed out in %s', (_, props, expected) => {
    const chart = mountingExisting(props);
    expect(problems(chart)).toEqual([]);
    expect(warnings(chart)).toEqual([expected]);
  });

  test('is pointed out in two workloads', () => {
    const chart = mountingExisting({ controller: Controller.singlePod() });
    const volumes = { '/data': Volume.persistentVolumeClaim('data', 'others') };
    testWorkload(chart, 'report', { controller: Controller.job({ deadline: Duration.minutes(5) }), volumes });
    expect(warnings(chart)).toEqual([
      [
        'test/shop/report  volumes./data  [claim-of-unknown-access-mode]',
        'got the claim others, which StatefulSet test/shop/api holds as long as it runs',
        UNKNOWN,
        '→ give it: Volume.persistentVolumeClaim(name, "others", { accessMode: AccessMode.READ_WRITE_MANY }); if it is ReadWriteOnce, say so in the same way, and the task runs on the node of the other pod; or acknowledge it with the reason',
      ],
    ]);
  });

  test('can be acknowledged', () => {
    const chart = mountingExisting({});
    Acknowledgements.of(chart).add({ id: 'claim-of-unknown-access-mode', reason: 'a network file system' });
    expect([...problems(chart), ...warnings(chart)]).toEqual([]);
  });

  test('is that of the claim with this name in the same tree', () => {
    const chart = testChart(CLUSTER);
    testWorkload(chart, 'api', { volumes: { '/data': Volume.persistentVolumeClaim('data', 'data') } });
    new PersistentClaim(chart, 'data', { size: '1Gi' });
    expect(problems(chart)).toMatchObject([
      ['test/shop/api  volumes./data', 'got the claim data, in 2 pods', ONCE, {}],
    ]);
  });
});

test.each([READ_WRITE_MANY, READ_ONLY_MANY])('an existing claim that is %s may have many pods', (mode) => {
  const chart = mountingExisting({}, mode);
  expect([...problems(chart), ...warnings(chart)]).toEqual([]);
});

test('a claim that is only read is mounted read-only', () => {
  const manifests = Manifests.of(mountingExisting({}, READ_ONLY_MANY));
  const { containers, volumes } = manifests.resource('Deployment', 'api').spec.template.spec;
  expect(volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: 'others', readOnly: true } });
  expect(containers[0].volumeMounts).toContainEqual({ name: 'data', mountPath: '/data', readOnly: true });
});

test('two access modes of one claim are one too many', () => {
  const chart = mounting({ controller: Controller.singlePod() });
  const volumes = { '/data': Volume.persistentVolumeClaim('data', 'data', { accessMode: READ_WRITE_MANY }) };
  testWorkload(chart, 'report', { controller: Controller.job({ deadline: Duration.minutes(5) }), volumes });
  expectProblem(chart, [
    'test/shop/report  volumes./data.accessMode',
    'got ReadWriteMany, for a claim that is ReadWriteOnce',
    'the PersistentClaim of this name says its access mode itself',
    '→ leave it out here; or use volume() of the PersistentClaim',
  ]);
});

test('a claim of another namespace cannot be mounted', () => {
  const environment = new Environment(new App(), 'test', { cluster: CLUSTER });
  const there = new Chart(environment, 'files', { namespace: 'files' });
  const here = new Chart(environment, 'shop', { namespace: 'shop' });
  const claim = new PersistentClaim(there, 'data', { size: '10Gi' });
  testWorkload(here, 'api', { controller: Controller.singlePod(), volumes: { '/data': claim.volume('data') } });
  expectProblem(here, [
    'test/shop/api  volumes./data',
    'got the claim data of the namespace files',
    'a pod mounts claims of its own namespace only: this one would stay Pending',
    '→ make the claim in the namespace shop',
  ]);
});

test('the claims of a sidecar and of an init container are found, too', () => {
  const chart = testChart(CLUSTER);
  const claim = new PersistentClaim(chart, 'data', { size: '10Gi' });
  const container = (name: string): Container =>
    Container.of(name, { image: IMAGE, volumes: { '/data': claim.volume('data') } });
  testWorkload(chart, 'api', { sidecars: [container('indexer')] });
  testWorkload(chart, 'web', { initContainers: [container('unpack')] });
  expect(problems(chart).map(([place]) => place)).toEqual([
    'test/shop/api  sidecars[0].volumes./data',
    'test/shop/web  initContainers[0].volumes./data',
    'test/shop/web  initContainers[0].volumes./data',
  ]);
});

test('the jobs of a worker run beside each other', () => {
  const chart = testChart(Cluster.generic({ keda: {} }));
  const claim = new PersistentClaim(chart, 'data', { size: '10Gi' });
  new WorkerWithKeda(chart, 'worker', {
    image: IMAGE,
    longestTask: Duration.minutes(2),
    liveness: Probe.exec(['/worker', 'alive']),
    scaling: QueueScaling.pods({ min: 0, max: 3 })
      .asJobs()
      .on(ScalingTrigger.cron({ start: '0 8 * * *', end: '0 18 * * *', pods: 3 })),
    volumes: { '/data': claim.volume('data') },
  });
  expect(problems(chart)).toContainEqual([
    'test/shop/worker  volumes./data',
    'got the claim data, in up to 3 pods',
    ONCE,
    `→ lower the maximum of scaling to 1; or ${SHARED}`,
  ]);
});

/** How many pods there are at most while a version replaces another, as the manifests say it. */
function mostPods(chart: Chart): number {
  const manifests = Manifests.of(chart);
  const [{ spec, kind }] = [...manifests.objects('Deployment'), ...manifests.objects('StatefulSet')];
  const [autoscaler] = manifests.objects('HorizontalPodAutoscaler');
  const pods = autoscaler ? autoscaler.spec.maxReplicas : spec.replicas;
  const surge = spec.strategy?.rollingUpdate?.maxSurge ?? 0;
  return kind === 'Deployment' && spec.strategy.type === 'RollingUpdate' ? Math.max(pods, 1) + surge : pods;
}

test('what is accepted never has more pods than its claim lets', () => {
  const controller = fc.oneof(
    fc.constant(Controller.singlePod()),
    fc.constant(Controller.recreate()),
    fc.constant(Controller.statefulSet()),
    fc
      .record({ maxSurge: fc.constantFrom('0', '1', '2'), maxUnavailable: fc.constantFrom('1', '2') })
      .map((rollout) => Controller.deployment(rollout)),
  );
  const count = fc.oneof(
    fc.record({ replicas: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }) }),
    fc.record({
      scaling: fc
        .tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 0, max: 2 }))
        .map(([min, more]) => Scaling.pods({ min, max: min + more }).onCpu(70)),
    }),
  );
  const modes = fc.constantFrom(READ_WRITE_ONCE, READ_WRITE_ONCE_POD, READ_WRITE_MANY);
  fc.assert(
    fc.property(controller, count, modes, (kept, counted, mode) => {
      const found = problems(mounting({ controller: kept, ...counted }, mode));
      const alone = problems(mounting({ controller: kept, ...counted, volumes: {} }, mode));
      fc.pre(alone.length === 0);
      const fits = mode === READ_WRITE_MANY || mostPods(mounting({ controller: kept, ...counted, volumes: {} })) <= 1;
      expect(found.length === 0).toBe(fits);
    }),
  );
});

test('the claim of a served workload, as it was reported', () => {
  const chart = testChart(CLUSTER);
  const claim = new PersistentClaim(chart, 'uploads', { size: '10Gi' });
  const api = new ApiService(chart, 'api', { ...API, volumes: { '/data': claim.volume('data') } });
  const single = new ApiService(chart, 'single', {
    ...API,
    replicas: 1,
    volumes: { '/data': Volume.persistentVolumeClaim('data', 'others') },
  });
  [api, single].forEach((service) => service.allowFrom(Peer.namespace('web')));
  expect(problems(chart)).toMatchObject([
    ['test/shop/api  volumes./data', 'got the claim uploads, in 2 pods', ONCE, {}],
  ]);
  expect(warnings(chart)).toMatchObject([
    ['test/shop/single  volumes./data  [claim-of-unknown-access-mode]', {}, {}, {}],
  ]);
});
