import * as kplus from 'cdk8s-plus-28';
import { Cluster, Permission } from '../../lib';
import { chartIn, manifestsOf, podOf, workload } from '../support/workload';

test('every workload has an account of its own, without a token', () => {
  const made = workload();
  manifestsOf(made).hasResource('ServiceAccount', 'api', { automountServiceAccountToken: false });
  expect(podOf(made).serviceAccountName).toBe('api');
  expect(made.serviceAccountName).toBe('api');
});

test('or one of cdk8s-plus, which gets its permissions', () => {
  const scope = chartIn(Cluster.aks());
  const serviceAccount = kplus.ServiceAccount.fromServiceAccountName(scope, 'account', 'robot');
  const made = workload({ serviceAccount, permissions: [Permission.read('pods')] }, scope);
  const manifests = manifestsOf(made);
  manifests.resourceCount('ServiceAccount', 0);
  expect(podOf(made)).toMatchObject({ serviceAccountName: 'robot', automountServiceAccountToken: true });
  manifests.hasResource('RoleBinding', 'api-rolebinding', {
    subjects: [{ kind: 'ServiceAccount', name: 'robot', namespace: 'shop' }],
  });
});
