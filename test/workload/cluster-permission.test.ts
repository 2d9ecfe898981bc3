import { Chart, Testing } from 'cdk8s';
import { Cluster, ClusterPermission, Environment, Permission, Workload } from '../../lib';
import { expectProblem } from '../support/findings';
import { chartIn, IMAGE, manifestsOf, podOf, workload } from '../support/workload';

const CILIUM = Cluster.aks();

test.each<[string, ClusterPermission, object]>([
  [
    'reading',
    ClusterPermission.read('nodes'),
    { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
  ],
  [
    'reading some by their names, sorted',
    ClusterPermission.read('namespaces', { names: ['b', 'a'] }),
    { apiGroups: [''], resources: ['namespaces'], resourceNames: ['a', 'b'], verbs: ['get'] },
  ],
  [
    'verbs of another group',
    ClusterPermission.of('storageclasses', ['get'], { apiGroup: 'storage.k8s.io' }),
    { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['get'] },
  ],
  ['a path', ClusterPermission.path('/metrics'), { nonResourceURLs: ['/metrics'], verbs: ['get'] }],
])('%s', (_, permission, rule) => {
  const made = workload({ clusterPermissions: [permission] }, chartIn(CILIUM));
  const manifests = manifestsOf(made);
  const role = manifests.resource('ClusterRole', 'shop-api');
  expect(role.rules).toEqual([rule]);
  expect(role.metadata.namespace).toBeUndefined();
  manifests.hasResource('ClusterRoleBinding', 'shop-api', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'shop-api' },
    subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
  });
  manifests.resourceCount('Role', 0);
});

test('who holds one has a token and the way to the API server', () => {
  const made = workload({ clusterPermissions: [ClusterPermission.read('nodes')] }, chartIn(CILIUM));
  expect(podOf(made).automountServiceAccountToken).toBe(true);
  manifestsOf(made).allows('api', 'kube-apiserver', 443);
});

test('every Secret of the namespace takes a reason, which stands on the Role', () => {
  const everySecret = 'it watches what it makes';
  const made = workload({ permissions: [Permission.read('secrets', { everySecret })] }, chartIn(CILIUM));
  manifestsOf(made).hasResource('Role', 'api-role', {
    metadata: { annotations: { 'tradewind.dev/every-secret': everySecret } },
    rules: [{ resources: ['secrets'], verbs: ['get', 'list', 'watch'] }],
  });
});

const WILDCARD = [
  'a permission names its verbs and resources: a wildcard grants what does not exist yet',
  "→ list what the program does: ClusterPermission.of('configmaps', ['get'])",
];

test.each<[string, ClusterPermission, readonly string[]]>([
  [
    'every resource',
    ClusterPermission.read('*'),
    ['test/shop/api  clusterPermissions[0]', 'got get, list, watch on *', ...WILDCARD],
  ],
  [
    'no verb',
    ClusterPermission.of('pods', []),
    ['test/shop/api  clusterPermissions[0]', 'got no verbs on pods', ...WILDCARD],
  ],
  [
    'no name',
    ClusterPermission.read('pods', { names: [] }),
    [
      'test/shop/api  clusterPermissions[0].names',
      'got no names',
      'an empty list of names is no list for RBAC: it would grant every object of the kind',
      '→ name the objects, or leave names out where every object is meant',
    ],
  ],
  [
    'a path without a slash',
    ClusterPermission.path('metrics'),
    [
      'test/shop/api  clusterPermissions[0]',
      'got "metrics"',
      'a path of the API server starts with a slash',
      "→ write it like ClusterPermission.path('/metrics')",
    ],
  ],
  [
    'every Secret of the cluster',
    ClusterPermission.read('secrets'),
    [
      'test/shop/api  clusterPermissions[0]',
      'got secrets without names, in every namespace',
      'who may read every Secret of a cluster holds every credential in it',
      "→ give names, or narrow it to the namespace of the program: Permission.read('secrets', { names: ['…'] })",
    ],
  ],
])('%s is an error', (_, permission, lines) => {
  expectProblem(workload({ clusterPermissions: [permission] }, chartIn(CILIUM)), lines);
});

test('a chart without a namespace is an error', () => {
  const environment = new Environment(Testing.app(), 'test', { cluster: CILIUM });
  const clusterPermissions = [ClusterPermission.read('nodes')];
  expectProblem(new Workload(new Chart(environment, 'shop'), 'api', { image: IMAGE, clusterPermissions }), [
    'test/shop/api  clusterPermissions',
    'got permissions in the whole cluster, in a chart without a namespace',
    'a ClusterRoleBinding names the namespace of the account',
    '→ give the chart its namespace',
  ]);
});
