import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Cluster, Controller, Environment, KubernetesObject, Phase, Platform } from '../../lib';
import { apiObjectsOf, constructsOf, renderObjects } from '../../lib/core/render';
import { environmentFiles } from '../../lib/synth/environment-files';
import { writtenObject } from '../../lib/synth/written-object';
import { workload } from '../support/workload';

function filesOf(fill: (environment: Environment) => void): Map<string, string> {
  const environment = new Environment(new Platform({ name: 'shop' }), 'prod', { cluster: Cluster.k3d() });
  fill(environment);
  return environmentFiles(
    'shop',
    environment,
    renderObjects(apiObjectsOf(constructsOf(environment))).map(writtenObject),
  ).files;
}

const chart = (scope: Construct, id = 'orders') => new Chart(scope, id, { namespace: 'orders' });
const kinds = (text: string | undefined) => [...(text ?? '').matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind);

test('an environment without objects has no files', () => {
  expect(filesOf(() => undefined)).toEqual(new Map());
});

test('each phase of each chart is a file, numbered in the order of phases', () => {
  const files = filesOf((environment) => {
    const scope = chart(environment);
    for (const phase of Object.values(Phase)) {
      new KubernetesObject(scope, phase, { apiVersion: 'v1', kind: 'ConfigMap', name: phase, phase });
    }
  });
  expect([...files.keys()]).toEqual([
    '0-cluster-orders.k8s.yaml',
    '1-before-orders.k8s.yaml',
    '2-main-orders.k8s.yaml',
    '3-after-orders.k8s.yaml',
    'deploy.sh',
  ]);
});

test('the file of a chart in a chart has the way there in its name', () => {
  const files = filesOf((environment) => workload({}, chart(chart(environment, 'a b'), 'inner')));
  expect([...files.keys()]).toEqual(['2-main-a-b-inner.k8s.yaml', 'deploy.sh']);
});

test('what others need comes first in a file, whatever the order of the constructs', () => {
  const orders = [true, false].map((workloadFirst) =>
    filesOf((environment) => {
      const scope = chart(environment);
      const parts = [
        () => workload({ variables: { A: '1' }, controller: Controller.statefulSet(), replicas: 2 }, scope),
        () => new ApiObject(scope, 'ns', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'foreign' } }),
      ];
      (workloadFirst ? parts : parts.reverse()).forEach((make) => make());
    }).get('2-main-orders.k8s.yaml'),
  );
  expect(orders[0]).toBe(orders[1]);
  expect(kinds(orders[0])).toEqual([
    'ServiceAccount',
    'NetworkPolicy',
    'ConfigMap',
    'ConfigMap',
    'Service',
    'StatefulSet',
    'PodDisruptionBudget',
  ]);
});

test('the script waits for Jobs a little longer than they may take, for rollouts and for new kinds', () => {
  const script = filesOf((environment) => {
    const scope = chart(environment);
    workload({ controller: Controller.job(), phase: Phase.BEFORE }, scope);
    workload({ replicas: 3 }, chart(environment, 'main'));
    new ApiObject(scope, 'crd', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.com' },
    });
  }).get('deploy.sh');
  expect(script).toContain('served widgets.example.com\n');
  expect(script).toMatch(/^job orders api-\w{10} 630 Never$/m);
  expect(script).toContain('rollout orders deployment/api 630\n');
});
