import {
  Cluster,
  Controller,
  type DaemonSetOptions,
  DisruptionBudget,
  Manifests,
  Scaling,
  type WorkloadProps,
} from '../../lib';
import { capacityDemand } from '../../lib/workload/capacity-demand';
import { planWorkload } from '../../lib/workload/workload-plan';
import { expectProblem, problems, warnings } from '../support/findings';
import { chartIn, controllerOf, IMAGE, manifestsOf, podOf, workload } from '../support/workload';

const agent = (options?: DaemonSetOptions, props: Partial<WorkloadProps> = {}, cluster?: Cluster) =>
  workload({ controller: Controller.daemonSet(options), ...props }, chartIn(cluster));

test('has one pod on each node, replaced on a tenth of them at a time', () => {
  const { template: _, ...spec } = controllerOf(agent()).spec;
  expect(spec).toEqual({
    revisionHistoryLimit: 5,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '10%' } },
    selector: { matchLabels: { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'api' } },
  });
});

test('says how it is replaced', () => {
  const { spec } = controllerOf(agent({ maxUnavailable: '2', history: 3 }));
  expect(spec).toMatchObject({ revisionHistoryLimit: 3, updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } });
});

test('is not spread, not scaled and not kept from being drained', () => {
  const made = agent();
  expect(problems(made)).toEqual([]);
  expect(podOf(made).topologySpreadConstraints).toBeUndefined();
  expect(podOf(made).affinity).toBeUndefined();
  expect(podOf(made).tolerations).toBeUndefined();
  expect(manifestsOf(made).objects('PodDisruptionBudget')).toEqual([]);
});

test.each<[string, DaemonSetOptions | undefined, number]>([
  ['a hundred nodes', undefined, 200],
  ['so many nodes', { nodes: 7 }, 14],
])('takes of its namespace what %s need, and a generation that ends', (_, options, pods) => {
  const plan = planWorkload(chartIn(), 'api', { image: IMAGE, controller: Controller.daemonSet(options) });
  expect(capacityDemand(plan, Cluster.generic()).pods).toBe(pods);
});

test('has the alerts of every service, about its own counts', () => {
  const rules = Manifests.of(agent(undefined, {}, Cluster.generic({ prometheusOperator: {} }))).resource(
    'PrometheusRule',
    'api',
  );
  const alerts = rules.spec.groups[0].rules as { alert: string; expr: string; for: string }[];
  expect(alerts.map(({ alert }) => alert)).toEqual(['PodsNotReady', 'NoPodReady', 'PodCrashLooping', 'RolloutStuck']);
  expect(alerts[0].expr).toContain('kube_daemonset_status_desired_number_scheduled{namespace="shop",daemonset="api"}');
  expect(alerts[2].expr).toContain('pod=~"api-[bcdfghjklmnpqrstvwxz2456789]{5}"');
  expect(alerts[3].expr).toContain('kube_daemonset_status_updated_number_scheduled');
  expect(alerts[3].for).toBe('1800s');
});

test.each<[string, Partial<WorkloadProps>]>([
  ['replicas', { replicas: 2 }],
  ['replicas', { settings: { replicas: 2 } }],
  ['scaling', { scaling: Scaling.pods({ min: 2, max: 4 }).onCpu(70) }],
  ['scaledElsewhere', { scaledElsewhere: { min: 2, max: 4 } }],
  ['disruptions', { disruptions: DisruptionBudget.maxUnavailable('1') }],
])('refuses %s', (property, props) => {
  expectProblem(agent(undefined, props), [
    `shop/api  ${property}`,
    'got on a DaemonSet',
    'a DaemonSet has one pod on each node: nobody scales it, and a drain leaves it where it is',
    '→ leave it out; nodeSelector of scheduling says on which nodes it runs',
  ]);
});

test.each([0, 5001, 1.5])('refuses %d nodes', (nodes) => {
  expectProblem(agent({ nodes }), [
    'shop/api  controller.nodes',
    `got ${nodes}`,
    'a cluster has at least one node, and Kubernetes is made for at most 5000',
    '→ give the most nodes that the cluster may have',
  ]);
});

test.each(['0', '101%', 'some', '5001'])('refuses to be missing on %s', (maxUnavailable) => {
  expectProblem(agent({ maxUnavailable }), [
    'shop/api  controller.maxUnavailable',
    `got ${JSON.stringify(maxUnavailable)}`,
    'a new version replaces the old one where its pod is removed first: on at least one node, on all at most',
    "→ write '1' or '10%'",
  ]);
});

test('refuses a history of nothing', () => {
  expect(problems(agent({ history: 0 }))).toHaveLength(1);
});

test('tolerates every taint where none is named, with any value', () => {
  expect(podOf(agent(undefined, { scheduling: { tolerations: [{}, { effect: 'NoSchedule' }] } })).tolerations).toEqual([
    { operator: 'Exists' },
    { operator: 'Exists', effect: 'NoSchedule' },
  ]);
  expectProblem(agent(undefined, { scheduling: { tolerations: [{ value: 'gpu' }] } }), [
    'shop/api  scheduling.tolerations[0].value',
    'got "gpu"',
    'without a key every taint is tolerated, whatever its value: the API server refuses one',
    '→ give the key of the taint, or leave out the value',
  ]);
});

test('fewer nodes than the cluster has zones are a warning', () => {
  const cluster = Cluster.generic({ zones: 3 });
  expect(warnings(agent({ nodes: 2 }, {}, cluster))).toEqual([
    [
      'test/shop/api  controller.nodes  [fewer-nodes-than-zones]',
      'got 2, on a cluster with 3 zones',
      'a zone has at least one node: the quota would have no room for the pods of the others',
      '→ give the most nodes that the cluster may have; or acknowledge that the pods run in some zones alone',
    ],
  ]);
  expect(warnings(agent({ nodes: 3 }, {}, cluster))).toEqual([]);
});
