import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  contentHash,
  isConfigKey,
  isDnsLabel,
  isDnsSubdomain,
  isEnvironmentVariableName,
  isLabelValue,
  isPortName,
  isQualifiedName,
} from '../../lib/core/dns-name';
import type { Json, JsonObject } from '../../lib/core/json';

const a = (length: number) => 'a'.repeat(length);

const TABLE: [check: (text: string) => boolean, valid: string[], invalid: string[]][] = [
  [isDnsLabel, ['a', '1', 'a-b', 'a--b', '0-1', a(63)], ['', '-a', 'a-', 'A', 'a.b', 'a_b', 'é', 'a\n', a(64)]],
  [
    isDnsSubdomain,
    ['a', 'a.b', '1.2', 'a-b.c--d', `${a(100)}.b`, a(253)],
    ['', '.', 'a.', '.a', 'a..b', 'a.-b', 'a-.b', 'A.b', 'a_b', 'a/b', 'a\n', a(254)],
  ],
  [
    isPortName,
    ['http', 'a', '1a', 'grpc-web', 'a-1', a(15)],
    ['', '80', '1-2', '-a', 'a-', 'a--b', 'Http', 'a_b', 'a.b', a(16)],
  ],
  [isLabelValue, ['', 'a', 'A', '1.2_3-4', 'a..b', a(63)], ['-a', 'a-', '.a', 'a_', 'a b', 'a/b', 'a\n', a(64)]],
  [
    isQualifiedName,
    ['a', 'App_v1.x', 'app.kubernetes.io/name', `x.y/${a(63)}`, `${a(253)}/b`, '1/1'],
    ['', '/', 'a/', '/a', 'a/b/c', 'A/b', '-a', 'a/-b', a(64), `x/${a(64)}`, `${a(254)}/b`],
  ],
  [
    isEnvironmentVariableName,
    ['A', 'HTTP_PROXY', '_x', 'a.b', '.a', '-a', 'A1'],
    ['', '1A', 'A B', 'A=B', 'É', 'A\n', '$A'],
  ],
  [
    isConfigKey,
    ['a', 'app.properties', '.env', '.a..', '-', '_', '1', a(253)],
    ['', '.', '..', '..a', '...', 'a/b', 'a b', 'a\n', a(254)],
  ],
];

describe.each(TABLE.map(([check, valid, invalid]) => [check.name, check, valid, invalid] as const))(
  '%s',
  (_, check, valid, invalid) => {
    test.each(valid)('accepts %j', (text) => {
      expect(check(text)).toBe(true);
    });

    test.each(invalid)('refuses %j', (text) => {
      expect(check(text)).toBe(false);
    });
  },
);

test('every label is a subdomain, a label value and a qualified name', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/), (label) => {
      expect([isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName].map((check) => check(label))).toEqual(
        Array(4).fill(true),
      );
    }),
  );
});

test('a long text of hyphens is refused without trying every split', () => {
  expect(isDnsSubdomain(`a${'-'.repeat(1_000_000)}`)).toBe(false);
});

describe('contentHash', () => {
  const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

  function reversed(value: Json): Json {
    if (Array.isArray(value)) {
      return value.map(reversed);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const entries = Object.entries(value as { [key: string]: Json });
    return Object.fromEntries(entries.reverse().map(([key, member]) => [key, reversed(member)]));
  }

  test('is ten characters that may end a name, without vowels and look-alikes', () => {
    fc.assert(
      fc.property(json, (value) => {
        const hash = contentHash(value);
        expect(hash).toMatch(/^[bcdfghkmt2456789]{10}$/);
        expect(isDnsLabel(`a-${hash}`)).toBe(true);
      }),
    );
  });

  test('does not depend on the order of keys, at any depth', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(contentHash(reversed(value))).toBe(contentHash(value));
      }),
    );
    expect(contentHash({ a: 1, b: { c: 2, d: 3 } })).toBe(contentHash({ b: { d: 3, c: 2 }, a: 1 }));
  });

  test('stays the same from release to release, or every workload would roll', () => {
    expect(contentHash({})).toBe('44hk6fmk55');
    expect(contentHash({ b: [1, 'two', null, true], a: { c: 0.5 } })).toBe('gkffkbtb9d');
  });

  test('is what the functions of a Helm template make of the same content', () => {
    const digest = createHash('sha256').update('{"data":{"end":"<&>\\u2028"}}').digest('hex');
    const replaced = [...digest.slice(0, 10)].map(
      (digit) => ({ 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' })[digit] ?? digit,
    );
    expect(contentHash({ data: { end: '<&>\u2028' } })).toBe(replaced.join(''));
  });

  test('takes a key that is undefined as left out, but not one that is null', () => {
    const leftOut: JsonObject = { a: 1, b: undefined };
    expect(contentHash(leftOut)).toBe(contentHash({ a: 1 }));
    expect(contentHash({ a: 1, b: null })).not.toBe(contentHash({ a: 1 }));
  });

  test.each<[Json, Json]>([
    [1, '1'],
    [null, 'null'],
    [[], {}],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 'b' }, { b: 'a' }],
    [{ a: '1","b":"2' }, { a: '1', b: '2' }],
    [['a', 'b'], ['a,b']],
    [[[1], 2], [[1, 2]]],
  ])('tells %j from %j', (one, other) => {
    expect(contentHash(one)).not.toBe(contentHash(other));
  });
});
