import { isBuiltInGroup } from '../../lib/core/api-groups';
import { groupWith, isClusterWide, resourcesOf } from '../../lib/core/api-resources';

test.each([
  ['', 'pods', false],
  ['', 'pods/log', false],
  ['', 'nodes', true],
  ['', 'nodes/metrics', true],
  ['apps', 'deployments/scale', false],
  ['rbac.authorization.k8s.io', 'roles', false],
  ['rbac.authorization.k8s.io', 'clusterroles', true],
])('%s %s is known, and lives in no namespace: %s', (group, resource, clusterWide) => {
  expect(resourcesOf(group)).toContain(resource);
  expect(isClusterWide(group, resource)).toBe(clusterWide);
});

test.each(['resource.k8s.io', 'keda.sh', 'constructor'])('the resources of %s are not known', (group) => {
  expect(resourcesOf(group)).toBeUndefined();
  expect(isClusterWide(group, 'pods')).toBe(false);
});

test('a resource leads to its group', () => {
  expect(groupWith('cronjobs')).toBe('batch');
  expect(groupWith('pods')).toBe('');
  expect(groupWith('bots')).toBeUndefined();
  expect(isBuiltInGroup(groupWith('ingresses') ?? 'none')).toBe(true);
});
