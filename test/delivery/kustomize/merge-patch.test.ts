import type { JsonObject } from '../../../lib/core/json';
import { mergePatch } from '../../../lib/delivery/kustomize/merge-patch';

const identity = { group: 'apps', version: 'v1', kind: 'Deployment', namespace: 'shop', name: 'api' };
const manifest = (spec: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', namespace: 'shop' },
  spec,
});
const patch = (before: JsonObject, after: JsonObject, of = identity) =>
  mergePatch(of, manifest(before), manifest(after));
const container = (name: string, image: string) => ({ name, image });

test('has the fields that differ, and the name of the object', () => {
  expect(patch({ replicas: 3, paused: true }, { replicas: 1, paused: true })).toEqual(manifest({ replicas: 1 }));
});

test('takes out a field with null', () => {
  expect(patch({ replicas: 3, paused: true }, { paused: true })).toEqual(manifest({ replicas: null }));
});

test('names the items of a merged list up to the last that differs', () => {
  const before = { containers: ['a', 'b', 'c'].map((name) => container(name, '1')) };
  const after = { containers: [container('a', '1'), container('b', '2'), container('c', '1')] };
  expect(patch(before, after)).toEqual(manifest({ containers: [{ name: 'a' }, container('b', '2')] }));
});

test('has another list as a whole', () => {
  expect(patch({ args: ['a', 'b'] }, { args: ['b'] })).toEqual(manifest({ args: ['b'] }));
});

test.each<[string, JsonObject, JsonObject]>([
  ['the order of a merged list', { env: [{ name: 'A' }, { name: 'B' }] }, { env: [{ name: 'B' }, { name: 'A' }] }],
  ['an item more in a merged list', { env: [{ name: 'A' }] }, { env: [{ name: 'A' }, { name: 'B' }] }],
  ['a list that is merged by several keys', { ports: [{ port: 1 }] }, { ports: [{ port: 2 }] }],
  ['a mapping that becomes empty', { emptyDir: { sizeLimit: '1Gi' } }, { emptyDir: {} }],
  ['an empty mapping that comes', {}, { emptyDir: {} }],
  ['a number in the place of text', { port: '80' }, { port: 80 }],
  ['a list in the place of a mapping', { a: { b: 1 } }, { a: [1] }],
  [
    'twins in a merged list',
    { env: [{ name: 'A' }, { name: 'A' }], replicas: 1 },
    { env: [{ name: 'A' }, { name: 'A' }], replicas: 2 },
  ],
])('cannot say %s', (_what, before, after) => {
  expect(patch(before, after)).toBeUndefined();
});

test('is not for custom resources', () => {
  expect(patch({ replicas: 3 }, { replicas: 1 }, { ...identity, group: 'keda.sh' })).toBeUndefined();
});
