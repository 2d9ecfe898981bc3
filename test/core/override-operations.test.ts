import { applyOverrides } from '../../lib/core/override-operations';
import type { Json, JsonObject } from '../../lib/core/json';

const manifest = (): JsonObject => ({
  metadata: { annotations: { 'example.com/owner': 'a' } },
  spec: {
    replicas: 1,
    containers: [
      { name: 'app', env: [{ name: 'A' }] },
      { name: 'side', args: ['-v'] },
    ],
  },
});

/** The manifest after one operation, which succeeds. */
function after(path: string, value: Json | undefined): JsonObject {
  const changed = manifest();
  expect(applyOverrides(changed, [{ path, value }])).toEqual([]);
  return changed;
}

test.each<[string, string, Json, object]>([
  ['a field', 'spec.replicas', 2, { spec: { replicas: 2 } }],
  ['a field that is new', 'spec.unknown', ['a'], { spec: { replicas: 1, unknown: ['a'] } }],
  [
    'a field of an element by its name',
    'spec.containers[side].tty',
    true,
    { spec: { containers: [{}, { tty: true }] } },
  ],
  ['a field of an element by its index', 'spec.containers[0].tty', true, { spec: { containers: [{ tty: true }, {}] } }],
  ['an element of an element', 'spec.containers[app].env[A].x', 1, { spec: { containers: [{ env: [{ x: 1 }] }, {}] } }],
  ['a whole element', 'spec.containers[side].args[0]', '-q', { spec: { containers: [{}, { args: ['-q'] }] } }],
  [
    'a key with dots',
    'metadata.annotations["example.com/owner"]',
    'b',
    { metadata: { annotations: { 'example.com/owner': 'b' } } },
  ],
  ['a quoted key without dots', 'metadata["annotations"]', { a: 'b' }, { metadata: { annotations: { a: 'b' } } }],
])('sets %s: %s', (_what, path, value, expected) => {
  expect(after(path, value)).toMatchObject(expected);
});

test('removes fields and elements', () => {
  expect(after('spec.replicas', undefined).spec).not.toHaveProperty('replicas');
  expect(after('spec.never', undefined)).toEqual(manifest());
  expect((after('spec.containers[app]', undefined).spec as JsonObject).containers).toEqual([
    { name: 'side', args: ['-v'] },
  ]);
});

test('applies one after the other, and keeps the value of each for itself', () => {
  const changed = manifest();
  const value = { a: 1 };
  applyOverrides(changed, [
    { path: 'spec.one', value },
    { path: 'spec.two', value },
    { path: 'spec.one.a', value: 2 },
  ]);
  expect(changed.spec).toMatchObject({ one: { a: 2 }, two: { a: 1 } });
  expect(value).toEqual({ a: 1 });
});

test.each([
  [
    'spec.template.spec.stdin',
    'spec.template does not exist',
    'set spec.template first; spec has: replicas, containers',
  ],
  [
    'spec.containers[web].image',
    'spec.containers[web] does not exist',
    'set spec.containers[web] first; spec.containers has: app, side',
  ],
  [
    'spec.containers[2]',
    'spec.containers[2] does not exist',
    'set spec.containers[2] first; spec.containers has: app, side',
  ],
  [
    'spec.containers[side].args[1]',
    'spec.containers[side].args[1] does not exist',
    'set spec.containers[side].args[1] first; spec.containers[side].args has: 0',
  ],
  ['status.phase', 'status does not exist', 'set status first; the object has: metadata, spec'],
  ['spec.replicas.a.b', 'spec.replicas.a does not exist', 'set spec.replicas.a first; spec.replicas has: a scalar'],
  ['spec.containers.image', 'spec.containers is no mapping', 'name an element first, for example containers[app]'],
  ['spec[replicas]', 'spec is no list', 'use a dot for fields of a mapping'],
  ['', 'no wire path', 'write fields with dots and elements by name or index: spec.containers[app].image'],
  ['spec..a', 'no wire path', 'write fields with dots and elements by name or index: spec.containers[app].image'],
  [
    'spec.containers[',
    'no wire path',
    'write fields with dots and elements by name or index: spec.containers[app].image',
  ],
])('%j cannot be done and changes nothing: %s', (path, rule, fix) => {
  const changed = manifest();
  expect(applyOverrides(changed, [{ path, value: 1 }])).toEqual([{ property: `override of ${path}`, rule, fix }]);
  expect(changed).toEqual(manifest());
});
