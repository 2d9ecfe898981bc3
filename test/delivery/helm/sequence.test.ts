import fc from 'fast-check';
import { mergedOrder } from '../../../lib/delivery/helm/sequence';

test('keeps the order of each', () => {
  expect(
    mergedOrder([
      ['a', 'c'],
      ['a', 'b', 'c'],
      ['c', 'd'],
    ]),
  ).toEqual(['a', 'b', 'c', 'd']);
});

test('there is none where they contradict', () => {
  expect(
    mergedOrder([
      ['a', 'b'],
      ['b', 'a'],
    ]),
  ).toBeUndefined();
});

test('parts of one order always have one', () => {
  const order = [...'abcdefgh'];
  fc.assert(
    fc.property(fc.array(fc.subarray(order), { minLength: 1 }), (sequences) => {
      const merged = mergedOrder(sequences) ?? [];
      for (const sequence of sequences) {
        expect(merged.filter((item) => sequence.includes(item))).toEqual(sequence);
      }
      expect(new Set(merged).size).toBe(merged.length);
    }),
  );
});
