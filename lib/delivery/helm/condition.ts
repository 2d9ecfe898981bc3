import { ENVIRONMENT, type Selection } from './variant';

/** What templates decide by: each switch and the environment, with the reference to its value. */
export interface Selector {
  readonly key: string;
  /** How a template reads it. */
  readonly term: string;
}

/** The condition that holds for some of several selections and for no other; undefined where it holds for all. */
export function conditionFor(
  wanted: readonly Selection[],
  among: readonly Selection[],
  selectors: readonly Selector[],
): string | undefined {
  if (wanted.length === among.length) {
    return undefined;
  }
  const others = among.filter((selection) => !wanted.includes(selection));
  const single = selectors.find(({ key }) => !overlaps(valuesIn(wanted, key), valuesIn(others, key)));
  if (single) {
    return test(single, wanted, among);
  }
  const box = boxOf(wanted, among, selectors);
  if (box.matches.length === wanted.length) {
    return box.condition;
  }
  const outside = boxOf(others, among, selectors);
  if (outside.matches.length === others.length) {
    return `not (${outside.condition})`;
  }
  const split = selectors.find(({ key }) => valuesIn(wanted, key).size > 1) ?? selectors[0];
  const either = [...valuesIn(wanted, split.key)].map((value) => {
    const those = wanted.filter((selection) => selection[split.key] === value);
    return `(${conditionFor(those, among, selectors)})`;
  });
  return `or ${either.join(' ')}`;
}

/** The smallest conjunction of tests that holds for all that are wanted, and all that it holds for. */
function boxOf(
  wanted: readonly Selection[],
  among: readonly Selection[],
  selectors: readonly Selector[],
): { readonly condition: string; readonly matches: readonly Selection[] } {
  const matches = among.filter((selection) => selectors.every(({ key }) => valuesIn(wanted, key).has(selection[key])));
  const tests = selectors
    .filter(({ key }) => valuesIn(wanted, key).size < valuesIn(among, key).size)
    .map((selector) => test(selector, wanted, among));
  return { condition: tests.length === 1 ? tests[0] : `and ${tests.map((each) => `(${each})`).join(' ')}`, matches };
}

function test({ key, term }: Selector, wanted: readonly Selection[], among: readonly Selection[]): string {
  const values = [...valuesIn(wanted, key)];
  const [value] = values;
  if (typeof value === 'boolean') {
    return value ? term : `not ${term}`;
  }
  const others = [...valuesIn(among, key)].filter((each) => !values.includes(each));
  const quoted = (texts: readonly unknown[]): string => texts.map((text) => JSON.stringify(text)).join(' ');
  if (values.length === 1) {
    return `eq ${term} ${quoted(values)}`;
  }
  return others.length === 1 ? `ne ${term} ${quoted(others)}` : `has ${term} (list ${quoted(values)})`;
}

function valuesIn(selections: readonly Selection[], key: string): Set<string | boolean> {
  return new Set(selections.map((selection) => selection[key]));
}

function overlaps(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean {
  return [...a].some((value) => b.has(value));
}

/** The selector of the environment. */
export const ENVIRONMENT_SELECTOR: Selector = { key: ENVIRONMENT, term: '.Values.environment' };
