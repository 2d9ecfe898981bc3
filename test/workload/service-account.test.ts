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

test.each([
  ['alone, checkov passes over the binding, where it complains', [], 'CKV2_K8S_5=it watches its own'],
  ['among others, there is nothing to pass over', [Permission.read('pods')], undefined],
])('every Secret has its reason: %s', (_, more, skipped) => {
  const everySecret = Permission.read('secrets', { everySecret: 'it watches its own' });
  const made = workload({ permissions: [everySecret, ...more] }, chartIn(Cluster.aks()));
  const manifests = manifestsOf(made);
  const annotations = { 'tradewind.dev/every-secret': 'it watches its own' };
  expect(manifests.resource('Role', 'api-role').metadata.annotations).toEqual(annotations);
  expect(manifests.resource('RoleBinding', 'api-rolebinding').metadata.annotations).toEqual(
    skipped && { ...annotations, 'checkov.io/skip1': skipped },
  );
});
