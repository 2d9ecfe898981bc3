import { Lazy } from 'cdk8s';
import { IntOrString, Quantity } from 'cdk8s-plus-28/lib/imports/k8s';
import * as fc from 'fast-check';
import { canonical } from '../../lib/core/canonical';

describe('what is left out', () => {
  test('keys without a value, at every depth, but not empty collections', () => {
    const value = { a: undefined, b: null, c: { d: undefined }, e: [], f: [{ g: null, h: 1 }], i: '', j: 0, k: false };
    expect(canonical(value)).toStrictEqual({ c: {}, e: [], f: [{ h: 1 }], i: '', j: 0, k: false });
  });

  test('undefined items of lists, while null items stay', () => {
    expect(canonical([1, undefined, null, 2])).toStrictEqual([1, null, 2]);
  });

  test('a document that is undefined', () => {
    expect(canonical(undefined)).toBeUndefined();
    expect(canonical(null)).toBeNull();
  });
});

describe('what is resolved', () => {
  test('Lazy values, also nested and giving nothing', () => {
    const value = {
      replicas: Lazy.any({ produce: () => ({ count: Lazy.any({ produce: () => 3 }) }) }),
      absent: Lazy.any({ produce: () => undefined }),
    };
    expect(canonical(value)).toStrictEqual({ replicas: { count: 3 } });
  });

  test('objects with a resolve function', () => {
    class Token {
      public resolve(): unknown {
        return [Quantity.fromString('1Gi')];
      }
    }
    expect(canonical({ a: new Token(), b: { resolve: () => 'x' } })).toStrictEqual({ a: ['1Gi'], b: 'x' });
  });

  test('a mapping whose key "resolve" is data', () => {
    expect(canonical({ resolve: 'always' })).toStrictEqual({ resolve: 'always' });
  });

  test('wrappers of a string or number', () => {
    const value = { cpu: Quantity.fromNumber(2), port: IntOrString.fromString('http'), max: IntOrString.fromNumber(1) };
    expect(canonical(value)).toStrictEqual({ cpu: 2, port: 'http', max: 1 });
  });

  test('dates', () => {
    expect(canonical({ at: new Date(0) })).toStrictEqual({ at: '1970-01-01T00:00:00.000Z' });
  });

  test('a producer that calls canonical keeps the paths of both walks', () => {
    const value = {
      spec: { a: Lazy.any({ produce: () => canonical({ very: { deep: [{ inner: 1 }] } }) }), b: [() => 1] },
    };
    expect(() => canonical(value)).toThrow('spec.b[0]: a function');
  });
});

describe('the order of keys', () => {
  test('the usual head, then by code unit', () => {
    const value = { b: 1, Z: 1, image: 1, a: 1, namespace: 1, name: 1, metadata: 1, kind: 1, apiVersion: 1, é: 1 };
    expect(Object.keys(canonical(value) as object)).toEqual([
      ...['apiVersion', 'kind', 'metadata', 'name', 'namespace', 'image'],
      ...['Z', 'a', 'b', 'é'],
    ]);
  });

  test('does not depend on the order of insertion, for few keys and for many', () => {
    const keys = fc.uniqueArray(fc.oneof(fc.string(), fc.constantFrom('name', 'image', 'kind', '__proto__')), {
      maxLength: 60,
      size: 'max',
    });
    fc.assert(
      fc.property(
        keys.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([one, other]) => {
          const outOf = (list: string[]) => canonical(Object.fromEntries(list.map((key) => [key, key])));
          expect(JSON.stringify(outOf(one))).toBe(JSON.stringify(outOf(other)));
          expect(Object.keys(outOf(one) as object)).toHaveLength(one.length);
        },
      ),
    );
  });
});

describe('the result', () => {
  test('shares nothing with the input, nor twice the same object', () => {
    const labels = { app: 'x' };
    const value = { a: labels, b: labels, c: [labels] };
    const result = canonical(value) as typeof value;
    expect(result).toStrictEqual(value);
    expect(new Set([labels, result.a, result.b, result.c[0]]).size).toBe(4);
    expect(result.c).not.toBe(value.c);
  });

  test('keeps JSON as it is, and is its own canonical form', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = canonical(value);
        expect(JSON.stringify(canonical(once))).toBe(JSON.stringify(once));
      }),
    );
  });

  test('has no negative zero', () => {
    expect(Object.is(canonical(-0), 0)).toBe(true);
  });

  test('keeps a key named __proto__ as a key', () => {
    const result = canonical(JSON.parse('{"__proto__": {"a": 1}}')) as object;
    expect(Object.keys(result)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });

  test('takes mappings without a prototype', () => {
    expect(canonical(Object.assign(Object.create(null), { a: 1 }))).toStrictEqual({ a: 1 });
  });
});

describe('refusals', () => {
  class Box {
    public readonly content = 1;
  }
  const cycle: { spec: { list: unknown[] } } = { spec: { list: [] } };
  cycle.spec.list.push(cycle.spec);
  const self: unknown = Lazy.any({ produce: () => self });

  test.each<[string, unknown, string]>([
    ['function', { spec: { run: () => 1 } }, 'spec.run: a function cannot stand in a manifest'],
    ['symbol', { a: [{ b: Symbol('x') }] }, 'a[0].b: a symbol'],
    ['bigint', { a: { 'app.io/name': 1n } }, 'a["app.io/name"]: a bigint'],
    ['not a number', { a: NaN }, 'a: the number NaN'],
    ['infinity', [-Infinity], '[0]: the number -Infinity'],
    ['wrapped infinity', { a: Quantity.fromNumber(Infinity) }, 'a: the number Infinity'],
    ['class', { a: new Box() }, 'a: an instance of Box'],
    ['map', { a: new Map() }, 'a: an instance of Map'],
    ['invalid date', { at: new Date(NaN) }, 'at: an invalid date'],
    ['cycle', cycle, 'spec.list[0]: a value that contains itself'],
    ['producer of itself', { a: self }, 'a: a value that contains itself'],
    ['within a Lazy', { a: Lazy.any({ produce: () => ({ b: () => 1 }) }) }, 'a.b: a function'],
    ['document', () => 1, 'the document: a function'],
  ])('%s', (_, value, message) => {
    expect(() => canonical(value)).toThrow(message);
  });
});
