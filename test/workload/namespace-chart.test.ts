import { App, Chart, Testing } from 'cdk8s';
import {
  Cluster,
  Controller,
  Environment,
  KubernetesObject,
  Manifests,
  NamespaceChart,
  type NamespaceChartProps,
  Scaling,
  Volume,
  type WorkloadProps,
} from '../../lib';
import { problemsOf, testWorkload } from '../support/trees';

function namespaceChart(cluster = Cluster.generic(), props?: NamespaceChartProps, id = 'shop'): NamespaceChart {
  return new NamespaceChart(new Environment(new App(), 'test', { cluster }), id, props);
}

/** The quota of a namespace with one workload in it. */
function quotaOf(workload?: Partial<WorkloadProps>, props?: NamespaceChartProps): Record<string, string> {
  const chart = namespaceChart(Cluster.generic(), props);
  if (workload) {
    testWorkload(chart, 'api', workload);
  }
  return Manifests.of(chart).resource('ResourceQuota', 'quota').spec.hard as Record<string, string>;
}

const RESOURCES = {
  requests: { cpu: '200m', memory: '256Mi', ephemeralStorage: '512Mi' },
  limits: { cpu: '1', memory: '512Mi', ephemeralStorage: '2Gi' },
};

test.each([
  ['generic', Cluster.generic()],
  ['k3d', Cluster.k3d({ kubernetesVersion: 'v1.34.2+k3s1' })],
  ['aks', Cluster.aks({ kubernetesVersion: '1.33', dns: { nodeLocalAddress: '169.254.20.10' } })],
])('minimal on %s', (_name, cluster) => {
  const chart = namespaceChart(cluster);
  expect(Testing.synth(chart)).toMatchSnapshot();
  expect(JSON.stringify(Testing.synth(namespaceChart(cluster)))).toBe(JSON.stringify(Testing.synth(chart)));
});

test('full', () => {
  const props = {
    namespace: 'shop-east',
    namespaceLabels: { 'istio-injection': 'enabled', 'pod-security.kubernetes.io/warn': 'baseline' },
    labels: { team: 'a' },
    quotaHeadroom: 2,
  };
  const chart = namespaceChart(Cluster.generic(), props);
  testWorkload(chart, 'api');
  expect(Testing.synth(chart).slice(0, 4)).toMatchSnapshot();
});

describe('quota', () => {
  test('of nothing: the pod of an operator, half as much again', () => {
    // 1 pod of 100m to 500m, 128 to 256 Mi, 256 Mi to 1 Gi; × 1.5
    expect(quotaOf()).toEqual({
      pods: '2',
      'requests.cpu': '150m',
      'limits.cpu': '750m',
      'requests.memory': '192Mi',
      'limits.memory': '384Mi',
      'requests.ephemeral-storage': '384Mi',
      'limits.ephemeral-storage': '1536Mi',
    });
  });

  test('of a Deployment: the maximum, a surge, and a whole generation that is still terminating', () => {
    // 10 + 2 (surge of 20 %) + 10 = 22 pods of 200m to 1, 256 to 512 Mi, 512 Mi to 2 Gi; + the operator's; × 1.5
    const scaling = Scaling.pods({ min: 2, max: 10 }).onCpu(70);
    const controller = Controller.deployment({ maxSurge: '20%' });
    expect(quotaOf({ scaling, controller, settings: { resources: RESOURCES } })).toEqual({
      pods: '35', // 23 × 1.5 = 34.5
      'requests.cpu': '6750m', // (22 × 0.2 + 0.1) × 1.5
      'limits.cpu': '33750m', // (22 × 1 + 0.5) × 1.5
      'requests.memory': '8640Mi', // (22 × 256 + 128) × 1.5
      'limits.memory': '17280Mi', // (22 × 512 + 256) × 1.5
      'requests.ephemeral-storage': '17280Mi', // (22 × 512 + 256) × 1.5
      'limits.ephemeral-storage': '69120Mi', // (22 × 2048 + 1024) × 1.5
    });
  });

  test('of a Job: the pod that runs, and one that still terminates', () => {
    expect(quotaOf({ controller: Controller.job(), settings: { resources: RESOURCES } })).toMatchObject({
      pods: '5', // (2 + 1) × 1.5 = 4.5
      'requests.cpu': '750m', // (2 × 0.2 + 0.1) × 1.5
    });
  });

  test('of a StatefulSet: claims of every pod, without a surge', () => {
    const volumes = { '/data': Volume.claim('data', { size: '10Gi' }) };
    const controller = Controller.statefulSet();
    expect(quotaOf({ replicas: 3, controller, volumes }, { quotaHeadroom: 1 })).toMatchObject({
      pods: '7', // 3 + 3 + 1
      persistentvolumeclaims: '3',
      'requests.storage': '30Gi',
    });
  });

  test('counts what other charts bring into the namespace, whenever they are made', () => {
    const environment = new Environment(new App(), 'test', { cluster: Cluster.generic() });
    const before = new Chart(environment, 'before', { namespace: 'shop' });
    testWorkload(before, 'one', { replicas: 1 });
    const chart = new NamespaceChart(environment, 'shop', { quotaHeadroom: 1 });
    testWorkload(new Chart(environment, 'after', { namespace: 'shop' }), 'two', { replicas: 1 });
    testWorkload(new Chart(environment, 'elsewhere', { namespace: 'other' }), 'three', { replicas: 1 });
    const { pods } = Manifests.of(chart).resource('ResourceQuota', 'quota').spec.hard;
    expect(pods).toBe('7'); // 2 × (1 + 1 surge + 1) + 1
  });
});

test('denies all traffic but DNS to what is in it', () => {
  const chart = namespaceChart();
  const content = { spec: { containers: [{ name: 'app' }] } };
  new KubernetesObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', name: 'bare', content });
  const manifests = Manifests.of(chart);
  manifests.allows('bare', 'dns', 53);
  manifests.denies('bare', '10.0.0.1', 443);
  manifests.denies('namespace:shop', 'bare', 8080);
});

test('amounts that are none are reported by the workload, and do not stop the count of the others', () => {
  const chart = namespaceChart();
  testWorkload(chart, 'api', { settings: { resources: { limits: { cpu: '-1' } } } });
  testWorkload(chart, 'web', { scaling: Scaling.pods({ min: 1, max: NaN }).onCpu(70) });
  const problems = problemsOf(chart);
  expect(problems).toContain('  test/shop/api  settings.resources.limits.cpu\n    got "-1"\n');
  expect(problems).toContain('  test/shop/web  scaling.max\n    got NaN\n');
});

test('a name that no namespace can have', () => {
  expect(problemsOf(namespaceChart(Cluster.generic(), { namespace: 'shop.east' }))).toMatchInlineSnapshot(`
    "  test/shop  namespace
        got "shop.east"
        the name of a namespace is a DNS label of at most 63 characters
        → use a-z, 0-9 and -, no - at the ends
      test/shop/namespace  name
        got Namespace "shop.east", 9 characters
        the name of a Namespace is a DNS label of at most 63 characters: a-z, 0-9 and -, no - at the ends
        → choose a shorter or plainer id, or set the name through the identity"
  `);
});

test.each([0.9, NaN, -1])('a headroom that stops rollouts: %d', (quotaHeadroom) => {
  expect(problemsOf(namespaceChart(Cluster.generic(), { quotaHeadroom }))).toBe(
    `  test/shop  quotaHeadroom
    got ${quotaHeadroom}
    a quota below what runs at the maximum stops rollouts
    → give a factor of at least 1; 1.5 is the default`,
  );
});
