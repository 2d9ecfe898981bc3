import * as fc from 'fast-check';
import { copyOf, isJsonObject, type Json } from '../../lib/core/json';

test.each<[unknown, boolean]>([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ['text', false],
  [1, false],
])('%j is a mapping: %s', (value, expected) => {
  expect(isJsonObject(value)).toBe(expected);
});

test('a copy is equal and shares nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const original = value;
      const copy = copyOf(original);
      expect(copy).toStrictEqual(original);
      expect(sharesNothing(copy, original)).toBe(true);
    }),
  );
});

test('a key named like the prototype stays a key', () => {
  const value = JSON.parse('{"__proto__": {"a": 1}}') as Json;
  expect(JSON.stringify(copyOf(value))).toBe('{"__proto__":{"a":1}}');
});

function sharesNothing(a: Json | undefined, b: Json | undefined): boolean {
  if (typeof a !== 'object' || a === null) {
    return true;
  }
  const [fieldsA, fieldsB] = [Object.values(a), Object.values(b as object)] as [Json[], Json[]];
  return a !== b && fieldsA.every((field, index) => sharesNothing(field, fieldsB[index]));
}
