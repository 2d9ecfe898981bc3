import { Acknowledgements, Cluster, ClusterPermission, Permission } from '../../lib';
import { expectProblem, problems, warnings } from '../support/findings';
import { chartIn, workload } from '../support/workload';

const CLUSTER = Cluster.k3d();
const holding = (...permissions: Permission[]) => workload({ permissions }, chartIn(CLUSTER));

const NO_RESOURCE =
  'the API group has no such resource: the permission would grant nothing, and every request be forbidden';
const NO_VERB = 'Kubernetes has no such verb: the permission would grant nothing, and every request be forbidden';

test.each([
  ['configmap', '', '"configmap" of the core group', "write 'configmaps'"],
  ['ConfigMaps', '', '"ConfigMaps" of the core group', "write 'configmaps'"],
  ['pods/logs', '', '"pods/logs" of the core group', "write 'pods/log'"],
  ['deployment', 'apps', '"deployment" of apps', "write 'deployments'"],
  ['deployments', '', '"deployments" of the core group', "give its group: apiGroup: 'apps'"],
  ['ingresses', 'extensions.k8s.io', undefined, ''],
])('the resource %s of %j', (resource, apiGroup, value, fix) => {
  const found = problems(holding(Permission.read(resource, { apiGroup })));
  expect(found).toEqual(
    value === undefined ? [] : [['test/shop/api  permissions[0]', `got ${value}`, NO_RESOURCE, `→ ${fix}`]],
  );
});

test('a resource that is like none is a warning: a later release may have it', () => {
  const made = holding(Permission.read('spaceships'));
  expect(warnings(made)).toEqual([
    [
      'test/shop/api  permissions[0]  [unknown-api-resource]',
      'got "spaceships" of the core group',
      'the API group has no such resource in the releases known here: the permission would grant nothing',
      '→ write the name in the plural, as kubectl api-resources prints it, and give its apiGroup; or acknowledge that the release of the cluster has it',
    ],
  ]);
  Acknowledgements.of(made).add({ id: 'unknown-api-resource', reason: 'Kubernetes 1.60 has it' });
  expect(warnings(made)).toEqual([]);
});

test.each([
  ['apps/v1', "write 'apps'"],
  ['core', 'leave apiGroup out'],
  ['v1', 'leave apiGroup out'],
])('a version in the place of a group: %s', (apiGroup, fix) => {
  expectProblem(holding(Permission.read('pods', { apiGroup })), [
    'test/shop/api  permissions[0].apiGroup',
    `got "${apiGroup}"`,
    'RBAC names an API group without its version, and the core group by an empty text: the permission would grant nothing',
    `→ ${fix}`,
  ]);
});

test.each([
  ['read', "write 'get', 'list' and 'watch'"],
  ['GET', "write 'get'"],
  ['updates', "write 'update'"],
  [
    'constructor',
    'use verbs of: get, list, watch, create, update, patch, delete, deletecollection, approve, attest, bind, escalate, impersonate, sign, use',
  ],
])('the verb %s, of a custom resource, too', (verb, fix) => {
  expectProblem(holding(Permission.of('bots', [verb], { apiGroup: 'trading.example.com' })), [
    'test/shop/api  permissions[0]',
    `got the verb "${verb}"`,
    NO_VERB,
    `→ ${fix}`,
  ]);
});

test.each([
  ['nodes', '', "clusterPermissions: [ClusterPermission.read('nodes')]"],
  [
    'storageclasses',
    'storage.k8s.io',
    "clusterPermissions: [ClusterPermission.read('storageclasses', { apiGroup: 'storage.k8s.io' })]",
  ],
])('a Role cannot grant %s', (resource, apiGroup, way) => {
  expectProblem(holding(Permission.read(resource, { apiGroup })), [
    'test/shop/api  permissions[0]',
    `got ${resource}, which live in no namespace`,
    'a permission of a workload is a Role, which grants what lives in its namespace: every request would be forbidden',
    `→ grant it in the whole cluster: ${way}`,
  ]);
});

test('what a program may ask for is taken', () => {
  const made = holding(
    Permission.read('namespaces', { names: ['shop'] }),
    Permission.of('pods/exec', ['create']),
    Permission.of('leases', ['get', 'update'], { apiGroup: 'coordination.k8s.io' }),
    Permission.read('servicemonitors', { apiGroup: 'monitoring.coreos.com' }),
  );
  expect([...problems(made), ...warnings(made)]).toEqual([]);
});

test('the same holds in the whole cluster, and a path is no resource', () => {
  const clusterPermissions = [ClusterPermission.path('/metrics'), ClusterPermission.read('node')];
  expectProblem(workload({ clusterPermissions }, chartIn(CLUSTER)), [
    'test/shop/api  clusterPermissions[1]',
    'got "node" of the core group',
    NO_RESOURCE,
    "→ write 'nodes'",
  ]);
});
