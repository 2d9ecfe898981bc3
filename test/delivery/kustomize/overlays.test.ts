import type { JsonObject } from '../../../lib/core/json';
import { Phase } from '../../../lib/core/phase';
import type { EnvironmentObjects } from '../../../lib/delivery/kustomize/environment-objects';
import { identityOf, keyOf } from '../../../lib/delivery/kustomize/identity';
import { kustomizeFiles } from '../../../lib/delivery/kustomize/kustomize-files';
import { kustomizeReadme } from '../../../lib/delivery/kustomize/kustomize-readme';
import { overlaysOf } from '../../../lib/delivery/kustomize/overlays';

interface Given {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly spec?: JsonObject;
  readonly phase?: Phase;
}

const environment = (name: string, ...objects: readonly Given[]): EnvironmentObjects => ({
  name,
  objects: objects.map(
    ({ kind = 'Thing', name: named = 'thing', namespace, labels, spec = {}, phase = Phase.MAIN }) => {
      const manifest = {
        apiVersion: 'tiny.example/v1',
        kind,
        metadata: { name: named, ...(namespace && { namespace }), ...(labels && { labels }) },
        spec,
      };
      const identity = identityOf(manifest);
      return { key: keyOf(identity), identity, manifest, placement: { phase, step: 0 }, file: '2-main-chart.yaml' };
    },
  ),
});
const files = (...environments: readonly EnvironmentObjects[]) =>
  kustomizeFiles(overlaysOf(environments, environments[0].name), (name) => name);

test('a label that every object of an environment has otherwise is one word of its overlay', () => {
  const made = files(
    environment('dev', { labels: { stage: 'dev', app: 'a' } }, { name: 'other', labels: { stage: 'dev' } }),
    environment('prod', { labels: { stage: 'prod', app: 'a' } }, { name: 'other', labels: { stage: 'prod' } }),
  );
  expect(made.get('base/2-main-chart.yaml')).not.toContain('stage');
  expect(made.get('overlays/prod/kustomization.yaml')).toBe(
    [
      'apiVersion: kustomize.config.k8s.io/v1beta1',
      'kind: Kustomization',
      'resources:',
      '  - ../../base',
      'labels:',
      '  - pairs:',
      '      stage: prod',
      '',
    ].join('\n'),
  );
});

test('the target of a patch is no pattern', () => {
  const made = files(
    environment('dev', { name: 'a.b', namespace: 'shop', spec: { pods: 1 } }),
    environment('prod', { name: 'a.b', namespace: 'shop', spec: { pods: 2 } }),
  );
  expect(made.get('overlays/prod/kustomization.yaml')).toContain('      name: a\\.b\n');
});

test('an object without a namespace, beside one of its name in a namespace, is in no base that would have to be patched', () => {
  const { base, overlays } = overlaysOf(
    [
      environment('dev', { spec: { pods: 1 } }, { namespace: 'shop' }),
      environment('prod', { spec: { pods: 2 } }, { namespace: 'shop' }),
    ],
    'dev',
  );
  expect(base.map(({ identity }) => identity.namespace)).toEqual(['shop']);
  expect(overlays.map(({ resources, patches }) => [resources.length, patches.length])).toEqual([
    [1, 0],
    [1, 0],
  ]);
});

test('patches of objects of one name have files of their own', () => {
  const both = (pods: number): Given[] => ['blue', 'green'].map((namespace) => ({ namespace, spec: { pods } }));
  const made = files(environment('dev', ...both(1)), environment('prod', ...both(2)));
  expect([...made.keys()].filter((file) => file.includes('patches'))).toEqual([
    'overlays/prod/patches/thing.thing.yaml',
    'overlays/prod/patches/green.thing.thing.yaml',
  ]);
});

test('the README says of each environment whether it may be applied at once', () => {
  const text = kustomizeReadme(
    'shop',
    [
      environment('dev', {}),
      environment('staging', { kind: 'Job', name: 'migrate', phase: Phase.BEFORE }),
      environment('prod', { kind: 'Job', name: 'report', phase: Phase.AFTER }, { kind: 'CustomResourceDefinition' }),
    ],
    'dev',
    (name) => name,
  );
  expect(text.split('\n').filter((line) => line.startsWith('- '))).toEqual([
    '- `dev`: nothing waits for anything else',
    '- `staging`: not by this command: pods of a new version would start beside `migrate`, which has to be complete before. Use `deploy.sh` of the plain YAML.',
    '- `prod`: not by this command: `report` would run before the pods that it comes after; objects of a kind that its CustomResourceDefinition only just brings are refused: apply twice. Use `deploy.sh` of the plain YAML.',
  ]);
});
