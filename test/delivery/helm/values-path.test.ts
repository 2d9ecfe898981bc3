import fc from 'fast-check';
import { dotted, leavesOf, reference, treeOf, valueAt, withValue } from '../../../lib/delivery/helm/values-path';

test('paths as people and as templates write them', () => {
  expect(dotted(['a', 'b-c', 0, 'd'])).toBe('a.b-c[0].d');
  expect(reference(['a', 'b'])).toBe('.Values.a.b');
  expect(reference(['a', 'b-c', 0])).toBe('(index .Values "a" "b-c" 0)');
});

test('a changed copy shares what is not on the way, and changes nothing', () => {
  const tree = { a: { b: 1 }, c: { d: [1, 2] } };
  const changed = withValue(tree, ['c', 'd', 1], 3);
  expect(changed).toEqual({ a: { b: 1 }, c: { d: [1, 3] } });
  expect(changed.a).toBe(tree.a);
  expect(tree.c.d).toEqual([1, 2]);
});

test('instances of classes are leaves, and nothing below them is looked at', () => {
  const when = new Date(0);
  expect(leavesOf({ a: { when }, b: undefined })).toEqual([{ path: ['a', 'when'], value: when }]);
});

test('the tree of all leaves is the tree, but for what is empty', () => {
  const tree = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,4}$/),
    fc.oneof(fc.integer(), fc.string(), fc.array(fc.integer(), { minLength: 1 }), fc.record({ x: fc.boolean() })),
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(tree, (value) => {
      const leaves = leavesOf(value) as { path: string[]; value: string }[];
      expect(treeOf(leaves)).toEqual(value);
      leaves.forEach(({ path, value: leaf }) => expect(valueAt(value, path)).toBe(leaf));
    }),
  );
});
