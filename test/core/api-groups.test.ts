import { isBuiltInGroup } from '../../lib/core/api-groups';

test.each(['', 'core', 'apps', 'networking.k8s.io'])('every API server serves %p', (group) => {
  expect(isBuiltInGroup(group)).toBe(true);
});

test.each(['gateway.networking.k8s.io', 'autoscaling.k8s.io', 'keda.sh', 'secrets-store.csi.x-k8s.io'])(
  'a CustomResourceDefinition brings %s',
  (group) => {
    expect(isBuiltInGroup(group)).toBe(false);
  },
);
