import { ApiObject, Chart, Testing } from 'cdk8s';
import { KubernetesObject, Phase } from '../../lib';
import { kindRank, declaredPhaseOf } from '../../lib/synth/object-order';

test.each([
  ['Namespace', 'ServiceAccount'],
  ['ServiceAccount', 'Role'],
  ['Role', 'RoleBinding'],
  ['NetworkPolicy', 'Deployment'],
  ['ConfigMap', 'Deployment'],
  ['Secret', 'Job'],
  ['Service', 'Ingress'],
  ['Service', 'Widget'],
  ['Widget', 'Deployment'],
  ['Deployment', 'HorizontalPodAutoscaler'],
  ['Deployment', 'ScaledObject'],
  ['TriggerAuthentication', 'ScaledObject'],
  ['TriggerAuthentication', 'ScaledJob'],
])('%s comes before %s', (first, second) => {
  expect(kindRank(first)).toBeLessThan(kindRank(second));
});

test.each([
  ['Namespace', Phase.CLUSTER],
  ['CustomResourceDefinition', Phase.CLUSTER],
  ['LimitRange', Phase.CLUSTER],
  ['ServiceAccount', Phase.MAIN],
  ['Deployment', Phase.MAIN],
])('a foreign %s is of the phase %s', (kind, phase) => {
  const object = new ApiObject(new Chart(Testing.app(), 'shop'), 'a', { apiVersion: 'v1', kind });
  expect(declaredPhaseOf(object)).toBe(phase);
});

test('ours tell their phase themselves', () => {
  const props = { apiVersion: 'v1', kind: 'Namespace', name: 'a', phase: Phase.AFTER };
  expect(declaredPhaseOf(new KubernetesObject(new Chart(Testing.app(), 'shop'), 'a', props))).toBe(Phase.AFTER);
});
