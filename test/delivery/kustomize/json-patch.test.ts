import { jsonPatch } from '../../../lib/delivery/kustomize/json-patch';

test.each([
  ['nothing', { a: 1 }, { a: 1 }, []],
  ['a field that comes', {}, { a: 1 }, [{ op: 'add', path: '/a', value: 1 }]],
  ['a field that goes', { a: 1 }, {}, [{ op: 'remove', path: '/a' }]],
  ['a field in a field', { a: { b: 1 } }, { a: { b: 2 } }, [{ op: 'replace', path: '/a/b', value: 2 }]],
  ['an item', { a: [1, 2] }, { a: [1, 3] }, [{ op: 'replace', path: '/a/1', value: 3 }]],
  ['a longer list', { a: [1] }, { a: [1, 2] }, [{ op: 'replace', path: '/a', value: [1, 2] }]],
  ['another type', { a: [1] }, { a: { b: 1 } }, [{ op: 'replace', path: '/a', value: { b: 1 } }]],
  ['signs of a pointer', { 'a/b~c': 1 }, { 'a/b~c': 2 }, [{ op: 'replace', path: '/a~1b~0c', value: 2 }]],
])('%s', (_what, before, after, steps) => {
  expect(jsonPatch(before, after)).toEqual(steps);
});
