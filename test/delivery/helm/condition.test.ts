import fc from 'fast-check';
import { conditionFor, ENVIRONMENT_SELECTOR, type Selector } from '../../../lib/delivery/helm/condition';
import type { Selection } from '../../../lib/delivery/helm/variant';

const SELECTORS: Selector[] = [
  ENVIRONMENT_SELECTOR,
  { key: 'cache', term: '.Values.cache' },
  { key: 'mode', term: '.Values.mode' },
];
const ALL: Selection[] = ['dev', 'staging', 'prod'].flatMap((environment) =>
  [true, false].flatMap((cache) => ['live', 'paper'].map((mode) => ({ environment, cache, mode }))),
);
const those = (test: (selection: Selection) => boolean) => ALL.filter(test);

test.each<[string | undefined, (selection: Selection) => boolean]>([
  [undefined, () => true],
  ['eq .Values.environment "dev"', ({ environment }) => environment === 'dev'],
  ['ne .Values.environment "dev"', ({ environment }) => environment !== 'dev'],
  ['.Values.cache', ({ cache }) => cache === true],
  ['not .Values.cache', ({ cache }) => cache === false],
  [
    'and (eq .Values.environment "dev") (.Values.cache)',
    ({ environment, cache }) => environment === 'dev' && cache === true,
  ],
  [
    'not (and (eq .Values.environment "dev") (.Values.cache))',
    ({ environment, cache }) => environment !== 'dev' || cache !== true,
  ],
])('%s', (condition, test) => {
  expect(conditionFor(those(test), ALL, SELECTORS)).toBe(condition);
});

test('whatever the selections, the condition holds for them and for no other', () => {
  fc.assert(
    fc.property(fc.subarray(ALL, { minLength: 1 }), fc.subarray(ALL), (wanted, others) => {
      const among = ALL.filter((each) => wanted.includes(each) || others.includes(each));
      const condition = conditionFor(wanted, among, SELECTORS);
      expect(among.filter((selection) => holds(condition, selection))).toEqual(
        among.filter((each) => wanted.includes(each)),
      );
    }),
  );
});

/** Reads the few words of the templates' language that conditions are made of. */
function holds(condition: string | undefined, selection: Selection): boolean {
  const tokens = (condition ?? 'true').match(/"[^"]*"|[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const term = (): unknown => {
    const token = tokens[at];
    at += 1;
    if (token === '(') {
      const value = call();
      at += 1;
      return value;
    }
    return token.startsWith('"')
      ? JSON.parse(token)
      : token === 'true'
        ? true
        : selection[token.replace('.Values.', '')];
  };
  const call = (): unknown => {
    const word = tokens[at];
    if (!['and', 'or', 'not', 'eq', 'ne', 'has', 'list'].includes(word)) {
      return term();
    }
    at += 1;
    const values: unknown[] = [];
    while (at < tokens.length && tokens[at] !== ')') {
      values.push(term());
    }
    const [first, second] = values;
    switch (word) {
      case 'and':
        return values.every(Boolean);
      case 'or':
        return values.some(Boolean);
      case 'not':
        return !first;
      case 'eq':
        return first === second;
      case 'ne':
        return first !== second;
      case 'has':
        return (second as unknown[]).includes(first);
      default:
        return values;
    }
  };
  return call() === true;
}
