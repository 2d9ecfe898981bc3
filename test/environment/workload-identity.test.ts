import { Cluster, WorkloadIdentity } from '../../lib';
import { problemsWith } from '../support/trees';

const CLIENT = '11111111-2222-3333-4444-555555555555';
const TENANT = '99999999-8888-7777-6666-555555555555';

function problemsOf(identity: WorkloadIdentity, tenantId?: string): string {
  return problemsWith((chart) =>
    identity._check(chart, 'workloadIdentity', tenantId === undefined ? undefined : { tenantId }),
  );
}

test('an account carries the client id, and the tenant where it is not that of the cluster', () => {
  expect(WorkloadIdentity.azure(CLIENT)._accountAnnotations).toEqual({ 'azure.workload.identity/client-id': CLIENT });
  expect(WorkloadIdentity.azure(CLIENT, { tenantId: TENANT })._accountAnnotations).toEqual({
    'azure.workload.identity/client-id': CLIENT,
    'azure.workload.identity/tenant-id': TENANT,
  });
  expect(WorkloadIdentity.azure(CLIENT)._podLabels).toEqual({ 'azure.workload.identity/use': 'true' });
});

test('the federated credential names the namespace and the account', () => {
  expect(WorkloadIdentity.subjectOf('shop', 'api')).toBe('system:serviceaccount:shop:api');
});

test('nothing is wrong with GUIDs on a cluster that declares its tenant', () => {
  expect(problemsOf(WorkloadIdentity.azure(CLIENT), TENANT)).toBe('');
  expect(problemsOf(WorkloadIdentity.azure(CLIENT.toUpperCase(), { tenantId: TENANT }), TENANT)).toBe('');
  expect(Cluster.aks({ workloadIdentity: { tenantId: TENANT } }).workloadIdentity).toEqual({ tenantId: TENANT });
});

test('a cluster that declares nothing', () => {
  expect(problemsOf(WorkloadIdentity.azure(CLIENT))).toBe(
    `  test/shop  workloadIdentity
    got the identity ${CLIENT}
    the cluster declares no workload identity: nothing would exchange the token of a pod
    → declare workloadIdentity: { tenantId: '…' } on the cluster`,
  );
});

test('a name in place of a client id, and of a tenant', () => {
  expect(problemsOf(WorkloadIdentity.azure('shop-identity'), 'example.com')).toBe(
    `  test/shop  workloadIdentity.clientId
    got "shop-identity"
    it is a GUID: 8, 4, 4, 4 and 12 hexadecimal digits
    → give the client id, not the name or the object id
  test/shop  workloadIdentity.tenantId
    got "example.com"
    it is a GUID: 8, 4, 4, 4 and 12 hexadecimal digits
    → give the id of the tenant`,
  );
});
