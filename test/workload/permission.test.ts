import { Cluster, Permission } from '../../lib';
import { expectProblem } from '../support/findings';
import { chartIn, manifestsOf, podOf, workload } from '../support/workload';

const CILIUM = Cluster.aks();
const BY_ADDRESS = Cluster.k3d({ apiServerCidrs: ['172.18.0.3/32'], apiServerPort: 6443 });

test('without permissions there is no Role and no token', () => {
  const made = workload();
  expect(podOf(made).automountServiceAccountToken).toBe(false);
  manifestsOf(made).resourceCount('Role', 0);
  manifestsOf(made).resourceCount('RoleBinding', 0);
  manifestsOf(made).resourceCount('CiliumNetworkPolicy', 0);
});

test.each<[string, Permission, object]>([
  ['reading', Permission.read('pods'), { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
  [
    'reading some by their names, sorted',
    Permission.read('secrets', { names: ['b', 'a'] }),
    { apiGroups: [''], resources: ['secrets'], resourceNames: ['a', 'b'], verbs: ['get'] },
  ],
  [
    'verbs of another group',
    Permission.of('leases', ['get', 'update'], { apiGroup: 'coordination.k8s.io', names: ['leader'] }),
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: ['leader'], verbs: ['get', 'update'] },
  ],
])('%s', (_, permission, rule) => {
  const made = workload({ permissions: [permission] }, chartIn(CILIUM));
  const manifests = manifestsOf(made);
  manifests.hasResource('Role', 'api-role');
  expect(manifests.resource('Role', 'api-role').rules).toEqual([rule]);
  manifests.hasResource('RoleBinding', 'api-rolebinding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'api-role' },
    subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
  });
  expect(podOf(made).automountServiceAccountToken).toBe(true);
});

describe('who holds a token reaches the API server', () => {
  const permissions = [Permission.read('pods')];

  test('by its name behind Cilium', () => {
    const manifests = manifestsOf(workload({ permissions }, chartIn(CILIUM)));
    manifests.hasResource('CiliumNetworkPolicy', 'api', { spec: { egress: [{ toEntities: ['kube-apiserver'] }] } });
    manifests.allows('api', 'kube-apiserver', 443);
  });

  test('by its address elsewhere', () => {
    const manifests = manifestsOf(workload({ permissions }, chartIn(BY_ADDRESS)));
    manifests.allows('api', '172.18.0.3', 6443);
    manifests.denies('api', '172.18.0.4', 6443);
    manifests.denies('api', '172.18.0.3', 443);
  });

  test('and where nobody knows its address it is an error', () => {
    expectProblem(workload({ permissions }, chartIn(Cluster.generic())), [
      'test/shop/api  connectTo the API server',
      'the cluster does not declare where its API server is, and a policy cannot name it otherwise',
      '→ declare apiServerCidrs on the cluster',
    ]);
  });

  test('and nobody else does', () => {
    manifestsOf(workload({}, chartIn(BY_ADDRESS))).denies('api', '172.18.0.3', 6443);
    manifestsOf(workload({}, chartIn(CILIUM))).denies('api', 'kube-apiserver', 443);
  });
});

test.each<[string, Permission, readonly string[]]>([
  [
    'every verb',
    Permission.of('pods', ['*']),
    [
      'test/shop/api  permissions[0]',
      'got * on pods',
      'a permission names its verbs and resources: a wildcard grants what does not exist yet',
      "→ list what the program does: Permission.of('configmaps', ['get'])",
    ],
  ],
  [
    'every resource',
    Permission.read('*'),
    [
      'test/shop/api  permissions[0]',
      'got get, list, watch on *',
      'a permission names its verbs and resources: a wildcard grants what does not exist yet',
      "→ list what the program does: Permission.of('configmaps', ['get'])",
    ],
  ],
  [
    'every group',
    Permission.read('pods', { apiGroup: '*' }),
    [
      'test/shop/api  permissions[0]',
      'got get, list, watch on pods',
      'a permission names its verbs and resources: a wildcard grants what does not exist yet',
      "→ list what the program does: Permission.of('configmaps', ['get'])",
    ],
  ],
  [
    'a name with a wildcard',
    Permission.read('configmaps', { names: ['api-*'] }),
    [
      'test/shop/api  permissions[0]',
      'got get on configmaps',
      'a permission names its verbs and resources: a wildcard grants what does not exist yet',
      "→ list what the program does: Permission.of('configmaps', ['get'])",
    ],
  ],
  [
    'no verb',
    Permission.of('pods', []),
    [
      'test/shop/api  permissions[0]',
      'got no verbs on pods',
      'a permission names its verbs and resources: a wildcard grants what does not exist yet',
      "→ list what the program does: Permission.of('configmaps', ['get'])",
    ],
  ],
  [
    'every secret',
    Permission.read('secrets'),
    [
      'test/shop/api  permissions[0]',
      'got secrets without names',
      'who may read every Secret of a namespace holds every credential in it',
      "→ give names: Permission.read('secrets', { names: ['…'] })",
    ],
  ],
  [
    'secrets by no name',
    Permission.of('secrets', ['get'], { names: [] }),
    [
      'test/shop/api  permissions[0].names',
      'got no names',
      'an empty list of names is no list for RBAC: it would grant every object of the kind',
      '→ name the objects, or leave names out where every object is meant',
    ],
  ],
])('%s is an error', (_, permission, lines) => {
  expectProblem(workload({ permissions: [permission] }, chartIn(CILIUM)), lines);
});
