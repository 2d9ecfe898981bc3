import { Phase } from '../../../lib';
import { Role, rolesOf, withHook } from '../../../lib/delivery/helm/hooks';
import type { TemplateMapping } from '../../../lib/delivery/helm/template';
import type { ObjectTemplate } from '../../../lib/delivery/helm/variant';

function object(
  kind: string,
  phase: Phase,
  of: string,
  more: Partial<ObjectTemplate> & TemplateMapping = {},
): ObjectTemplate {
  const { contentNameBase, step = 0, ...content } = more;
  const metadata = { name: of, labels: { 'app.kubernetes.io/instance': of } };
  return {
    id: `${kind}/${of}`,
    phase,
    step,
    contentNameBase,
    manifest: { apiVersion: 'v1', kind, metadata, ...content },
  };
}

function roles(...objects: ObjectTemplate[]): Record<string, string> {
  const variant = { selection: {}, base: {}, objects: new Map(objects.map((each) => [each.id, each])) };
  return Object.fromEntries([...rolesOf(variant)].map(([id, role]) => [id, Role[role]]));
}

const POD = { spec: { template: { spec: {} } } };
const namespace = object('Namespace', Phase.CLUSTER, 'shop');
const migration = object('Job', Phase.BEFORE, 'migrate', POD);

test('without a migration and configuration everything comes with the release', () => {
  const ordinary = [
    namespace,
    object('ExternalSecret', Phase.BEFORE, 'secrets'),
    object('Deployment', Phase.MAIN, 'api', POD),
  ];
  expect(new Set(Object.values(roles(...ordinary)))).toEqual(new Set(['ORDINARY']));
});

test('a migration is a hook, with what it needs', () => {
  expect(
    roles(
      namespace,
      object('ResourceQuota', Phase.CLUSTER, 'quota'),
      object('ExternalSecret', Phase.BEFORE, 'secrets'),
      object('StatefulSet', Phase.BEFORE, 'postgres', POD),
      object('NetworkPolicy', Phase.BEFORE, 'postgres'),
      object('ServiceAccount', Phase.BEFORE, 'migrate'),
      object('NetworkPolicy', Phase.BEFORE, 'migrate'),
      migration,
      object('Deployment', Phase.MAIN, 'api', POD),
    ),
  ).toEqual({
    'Namespace/shop': 'PREREQUISITE',
    'ResourceQuota/quota': 'ORDINARY',
    'ExternalSecret/secrets': 'PREREQUISITE',
    'StatefulSet/postgres': 'PREREQUISITE',
    'NetworkPolicy/postgres': 'PREREQUISITE',
    'ServiceAccount/migrate': 'COMPANION',
    'NetworkPolicy/migrate': 'COMPANION',
    'Job/migrate': 'MIGRATION',
    'Deployment/api': 'ORDINARY',
  });
});

test('configuration by content is made before the release, and its namespace before it', () => {
  expect(roles(namespace, object('ConfigMap', Phase.MAIN, 'config', { contentNameBase: 'config' }))).toEqual({
    'Namespace/shop': 'PREREQUISITE',
    'ConfigMap/config': 'CONFIGURATION',
  });
});

test('a Job of the last phase follows the release', () => {
  expect(roles(object('Job', Phase.AFTER, 'check', POD))).toEqual({ 'Job/check': 'FOLLOWER' });
});

describe('annotations', () => {
  const annotations = (role: Role, of = migration) =>
    (withHook(of, role, 'missing').manifest.metadata as TemplateMapping).annotations;

  test('what is made anew is removed before', () => {
    expect(annotations(Role.MIGRATION)).toMatchObject({
      'helm.sh/hook': 'pre-install,pre-upgrade',
      'helm.sh/hook-delete-policy': 'before-hook-creation',
    });
  });

  test('what stays is never removed by a hook', () => {
    for (const role of [Role.PREREQUISITE, Role.CONFIGURATION]) {
      expect(JSON.stringify(annotations(role))).toContain('hook-failed');
      expect(JSON.stringify(annotations(role))).not.toContain('before-hook-creation');
    }
  });

  test('namespaces and claims stay when a release goes', () => {
    expect(annotations(Role.ORDINARY, namespace)).toEqual({ 'helm.sh/resource-policy': 'keep' });
    expect(annotations(Role.ORDINARY, object('PersistentVolumeClaim', Phase.MAIN, 'data'))).toBeDefined();
    expect(annotations(Role.ORDINARY)).toBeUndefined();
  });

  test('of an earlier role come earlier', () => {
    const weight = (role: Role) => Number((annotations(role) as TemplateMapping)['helm.sh/hook-weight']);
    expect(weight(Role.COMPANION)).toBeLessThan(weight(Role.MIGRATION));
    expect(weight(Role.CONFIGURATION)).toBeLessThan(weight(Role.COMPANION));
  });
});
