import * as fields from '../../lib/testing/manifest-fields';

test('values of the wrong shape read as nothing', () => {
  expect(fields.valueAt({ a: { b: 1 } }, 'a', 'b')).toBe(1);
  expect(fields.valueAt({ a: [1] }, 'a', 'b', 'c')).toBeUndefined();
  expect(fields.mappingsIn([{ a: 1 }, null, 'x'])).toEqual([{ a: 1 }]);
  expect(fields.mappingsIn({})).toEqual([]);
  expect(fields.stringsIn(['a', 1])).toEqual(['a']);
  expect(fields.stringsIn('a')).toEqual([]);
  expect(fields.stringEntries({ a: 'b', c: 1 })).toEqual({ a: 'b' });
  expect(fields.stringEntries(['a'])).toEqual({});
  expect(fields.stringOrNone(1)).toBeUndefined();
});

test('identity of an object', () => {
  const object = { kind: 'Pod', metadata: { name: 'api', namespace: 'prod' } };

  expect([fields.kindOf(object), fields.nameOf(object), fields.titleOf(object)]).toEqual(['Pod', 'api', 'prod/api']);
  expect([fields.kindOf({}), fields.nameOf({}), fields.titleOf({ metadata: { name: 'x' } })]).toEqual(['', '', 'x']);
  expect([fields.namespaceOf({}), fields.statedNamespace({})]).toEqual(['default', undefined]);
});
