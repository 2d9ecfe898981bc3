import { Duration } from 'cdk8s';
import { Cluster, Controller, Identity, type Scheduling } from '../../lib';
import { expectProblem } from '../support/findings';
import { chartIn, podOf, workload } from '../support/workload';

const SELECTOR = { matchLabels: { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'api' } };
const ZONED = Cluster.aks({ zones: 3, priorityClasses: ['trading'] });
const BY_HOST = {
  maxSkew: 1,
  topologyKey: 'kubernetes.io/hostname',
  whenUnsatisfiable: 'ScheduleAnyway',
  labelSelector: SELECTOR,
};
const BY_ZONE = {
  maxSkew: 1,
  topologyKey: 'topology.kubernetes.io/zone',
  whenUnsatisfiable: 'DoNotSchedule',
  nodeTaintsPolicy: 'Honor',
  labelSelector: SELECTOR,
};
const KEYS = { matchLabelKeys: ['pod-template-hash'] };

test.each<[string, Cluster, Controller, Scheduling, object[]]>([
  ['without zones: by host, if it can be', Cluster.k3d(), Controller.deployment(), {}, [{ ...BY_HOST, ...KEYS }]],
  ['one zone is none', Cluster.aks({ zones: 1 }), Controller.deployment(), {}, [{ ...BY_HOST, ...KEYS }]],
  [
    'with zones: strictly, each generation by itself',
    ZONED,
    Controller.deployment(),
    {},
    [
      { ...BY_ZONE, ...KEYS },
      { ...BY_HOST, ...KEYS },
    ],
  ],
  ['a StatefulSet has no generations', ZONED, Controller.statefulSet(), {}, [BY_ZONE, BY_HOST]],
  [
    'less strictly where it is said',
    ZONED,
    Controller.statefulSet(),
    { strictZones: false },
    [{ ...BY_ZONE, whenUnsatisfiable: 'ScheduleAnyway' }, BY_HOST],
  ],
])('%s', (_, cluster, controller, scheduling, expected) => {
  const pod = podOf(workload({ controller, scheduling }, chartIn(cluster)));
  expect(pod.topologySpreadConstraints).toEqual(expected);
  expect(pod.affinity.podAntiAffinity).toEqual({
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: SELECTOR } },
    ],
  });
});

test('the selector of the identity is the selector of the spread', () => {
  const pod = podOf(workload({ identity: Identity.of({ selector: { app: 'shop' } }) }));
  const [spread] = pod.topologySpreadConstraints;
  expect(spread.labelSelector).toEqual({ matchLabels: { app: 'shop' } });
});

test.each([Controller.job(), Controller.cronJob('@daily')])('a $kind is not spread', (controller) => {
  const pod = podOf(workload({ controller }, chartIn(ZONED)));
  expect(pod).not.toHaveProperty('topologySpreadConstraints');
  expect(pod).not.toHaveProperty('affinity');
});

test('labels of nodes, taints and the class are passed on', () => {
  const scheduling = {
    nodeSelector: { pool: 'fast' },
    tolerations: [{ key: 'fast' }, { key: 'owner', value: 'trading', effect: 'NoSchedule' }],
    priorityClass: 'trading',
  };
  const pod = podOf(workload({ scheduling, controller: Controller.statefulSet() }, chartIn(ZONED)));
  expect(pod).toMatchObject({
    nodeSelector: { pool: 'fast' },
    priorityClassName: 'trading',
    tolerations: [
      { key: 'fast', operator: 'Exists' },
      { key: 'owner', operator: 'Equal', value: 'trading', effect: 'NoSchedule' },
    ],
  });
});

describe('how long a pod stays on a silent node', () => {
  const tolerated = (pod: { tolerations?: { key: string; tolerationSeconds: number }[] }) =>
    pod.tolerations?.map(({ key, tolerationSeconds }) => [key.split('/')[1], tolerationSeconds]);

  test.each<[string, Controller, Scheduling, number | undefined]>([
    ['60 s in a Deployment', Controller.deployment(), {}, 60],
    ["Kubernetes' own in a StatefulSet", Controller.statefulSet(), {}, undefined],
    ["Kubernetes' own in a Job", Controller.job(), {}, undefined],
    ['as it is said', Controller.statefulSet(), { failover: Duration.seconds(45) }, 45],
    ['30 s at the least', Controller.deployment(), { failover: Duration.seconds(30) }, 30],
  ])('%s', (_, controller, scheduling, seconds) => {
    expect(tolerated(podOf(workload({ controller, scheduling })))).toEqual(
      seconds && [
        ['not-ready', seconds],
        ['unreachable', seconds],
      ],
    );
  });
});

test.each<[string, Scheduling, readonly string[]]>([
  [
    'a class that the cluster does not declare',
    { priorityClass: 'urgent' },
    [
      'test/shop/api  scheduling.priorityClass',
      'got "urgent"',
      'the cluster does not declare this PriorityClass: the API server would refuse every pod',
      '→ declare it in priorityClasses of the cluster, or use one of: system-cluster-critical, system-node-critical, trading',
    ],
  ],
  [
    'a failover below 30 s',
    { failover: Duration.seconds(29) },
    [
      'test/shop/api  scheduling.failover',
      'got 29 s',
      'below 30 s a short failure of the API server evicts pods everywhere at once',
      '→ give at least 30 s',
    ],
  ],
  [
    'an effect that is none',
    { tolerations: [{ key: 'a', effect: 'NoExec' }] },
    [
      'test/shop/api  scheduling.tolerations[0].effect',
      'got "NoExec"',
      'the effect of a taint is NoSchedule, PreferNoSchedule or NoExecute',
      '→ correct it, or leave it out for any effect',
    ],
  ],
])('%s is an error', (_, scheduling, lines) => {
  expectProblem(workload({ scheduling }, chartIn(ZONED)), lines);
});

test('the classes that every cluster has need no declaration', () => {
  const scheduling = { priorityClass: 'system-cluster-critical' };
  expect(podOf(workload({ scheduling })).priorityClassName).toBe('system-cluster-critical');
});
