import { joined } from '../../lib/workload/joined-annotations';

test('the same annotation of two sources has both values', () => {
  expect(joined([{ a: '1', b: '2' }, undefined, { b: '3' }])).toEqual({ a: '1', b: '2,3' });
});

test('no annotations are none', () => {
  expect(joined([])).toBeUndefined();
  expect(joined([undefined, {}])).toBeUndefined();
});

test('a name that every object has is one like others', () => {
  expect(joined([{ toString: 'a' }])).toEqual({ toString: 'a' });
});
