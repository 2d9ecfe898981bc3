import { isJsonObject } from '../core/json';
import type { Json, JsonObject } from '../core/json';
import { kindOf, nameOf, titleOf, valueAt } from './manifest-fields';

/** A line of a listing; one that differs is marked. */
interface ListingLine {
  readonly text: string;
  readonly differs: boolean;
}

/** How a value compares to what is expected of it. */
export interface Comparison {
  /** How many leaves of the expectation are not met; 0 is a match. */
  readonly differences: number;
  /** The value, as far as the expectation speaks about it. */
  readonly listing: ListingLine[];
}

/** What is compared: a value, how a listing introduces it, and its path on the wire. */
interface Place {
  readonly label: string;
  readonly path: string;
}

/** How a listing introduces the element of a list. */
const itemLabel = '- ';
const longestValue = 160;
const shownObjects = 3;

/**
 * Compares an object with an expectation that may leave things out: of a mapping every key that is given has to match
 * (`undefined`: has to be missing), of a list every element has to match a different one, in the same order.
 */
export function compareSubset(expected: Json | undefined, actual: Json | undefined): Comparison {
  return compareAt(expected, actual, { label: '', path: '' });
}

/**
 * The objects that come closest to an expectation, the one of its name before all others, as listings in which the lines that differ are marked
 * `!!`, with path and expectation.
 */
export function describeClosest(expected: JsonObject, candidates: JsonObject[]): string {
  const isNamed = (object: JsonObject): boolean =>
    ['name', 'namespace'].every((key) => {
      const wanted = valueAt(expected, 'metadata', key);
      return wanted === undefined || wanted === valueAt(object, 'metadata', key);
    });
  const ranked = candidates
    .map((object) => ({
      object,
      comparison: compareSubset(expected, object),
      distance: editDistance(nameOf(expected), nameOf(object)),
    }))
    .sort(
      (left, right) =>
        Number(isNamed(right.object)) - Number(isNamed(left.object)) ||
        left.comparison.differences - right.comparison.differences ||
        left.distance - right.distance,
    )
    .slice(0, shownObjects);
  return ranked
    .map(({ object, comparison }) =>
      [
        `${kindOf(object)} ${titleOf(object)}, ${counted(comparison.differences)}:`,
        ...comparison.listing.map((line) => `${line.differs ? '!!' : '  '}  ${line.text}`),
      ].join('\n'),
    )
    .join('\n\n');
}

function compareAt(expected: Json | undefined, actual: Json | undefined, place: Place): Comparison {
  if (isJsonObject(expected) && isJsonObject(actual)) {
    return compareMappings(expected, actual, place);
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return compareLists(expected, actual, place);
  }
  const value = actual === undefined ? '(missing)' : shown(actual);
  if (Object.is(expected, actual)) {
    return { differences: 0, listing: [{ text: `${place.label}${value}`, differs: false }] };
  }
  const wish = expected === undefined ? 'nothing' : shown(expected);
  return {
    differences: leaves(expected),
    listing: [{ text: `${place.label}${value}  # ${place.path}: expected ${wish}`, differs: true }],
  };
}

function compareMappings(expected: JsonObject, actual: JsonObject, place: Place): Comparison {
  const children = Object.entries(expected).map(([key, value]) =>
    compareAt(value, actual[key], { label: `${key}: `, path: place.path === '' ? key : `${place.path}.${key}` }),
  );
  return block(place, children, '{}');
}

function compareLists(expected: Json[], actual: Json[], place: Place): Comparison {
  const children = align(expected, actual, place.path);
  return block(place, children, '[]');
}

function block(place: Place, children: Comparison[], empty: string): Comparison {
  const differences = children.reduce((sum, child) => sum + child.differences, 0);
  const [first, ...rest] = children.flatMap((child) => child.listing);
  if (first === undefined) {
    return { differences, listing: [{ text: `${place.label}${empty}`, differs: false }] };
  }
  switch (place.label) {
    case '':
      return { differences, listing: [first, ...rest] };
    case itemLabel:
      return { differences, listing: [{ ...first, text: `${itemLabel}${first.text}` }, ...rest.map(indent)] };
    default:
      return {
        differences,
        listing: [{ text: place.label.trimEnd(), differs: false }, ...[first, ...rest].map(indent)],
      };
  }
}

/** How the rest of what is expected of a list is paired with its elements. */
interface Alignment {
  readonly differences: number;
  readonly first?: Comparison;
  readonly rest?: Alignment;
}

function ahead(first: Comparison, rest: Alignment): Alignment {
  return { differences: first.differences + rest.differences, first, rest };
}

/** Pairs what is expected of a list with its elements, in order, such that the differences are fewest. */
function align(expected: Json[], actual: Json[], path: string): Comparison[] {
  const nothingLeft: Alignment = { differences: 0 };
  // best[j] aligns the expectations that are left with the elements from j on.
  let best = Array.from({ length: actual.length + 1 }, () => nothingLeft);
  for (const wish of [...expected].reverse()) {
    const missing = compareAt(wish, undefined, { label: itemLabel, path: `${path}[${elementKey(wish) ?? ''}]` });
    const next: Alignment[] = [];
    for (let index = actual.length; index >= 0; index -= 1) {
      const options: Alignment[] = [ahead(missing, best[index] ?? nothingLeft)];
      const element = actual[index];
      const after = best[index + 1];
      const skipped = next[index + 1];
      if (element !== undefined && after !== undefined && skipped !== undefined) {
        const place = { label: itemLabel, path: `${path}[${elementKey(element) ?? index}]` };
        options.unshift(ahead(compareAt(wish, element, place), after), skipped);
      }
      next[index] = options.reduce((least, option) => (option.differences < least.differences ? option : least));
    }
    best = next;
  }
  const comparisons: Comparison[] = [];
  for (let step: Alignment | undefined = best[0]; step?.first !== undefined; step = step.rest) {
    comparisons.push(step.first);
  }
  return comparisons;
}

/** The name that the element of a list is known by on the wire path, as in `containers[app]`. */
function elementKey(element: Json): string | undefined {
  return isJsonObject(element) && typeof element.name === 'string' ? element.name : undefined;
}

function leaves(value: Json | undefined): number {
  if (isJsonObject(value) || Array.isArray(value)) {
    return Math.max(
      1,
      Object.values(value).reduce<number>((sum, child) => sum + leaves(child), 0),
    );
  }
  return 1;
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

function indent(line: ListingLine): ListingLine {
  return { ...line, text: `  ${line.text}` };
}

function counted(differences: number): string {
  return differences === 1 ? '1 difference' : `${differences} differences`;
}

/** How many characters have to be inserted, removed or replaced to make one text the other. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, character] of [...left].entries()) {
    const current = [row + 1];
    for (let column = 0; column < right.length; column += 1) {
      const replaced = (previous[column] ?? 0) + (character === right[column] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
