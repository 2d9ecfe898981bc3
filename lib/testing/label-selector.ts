import type { Json } from '../core/json';
import { mappingsIn, stringEntries, stringOrNone, stringsIn, valueAt } from './manifest-fields';

/** The keys a label selector asks about, in `matchLabels` and `matchExpressions`. */
export function selectorKeys(selector: Json | undefined): string[] {
  return [
    ...Object.keys(stringEntries(valueAt(selector, 'matchLabels'))),
    ...mappingsIn(valueAt(selector, 'matchExpressions')).map((term) => stringOrNone(term.key) ?? ''),
  ];
}

/**
 * Whether a Kubernetes label selector matches a set of labels. All terms must hold; an empty selector matches
 * everything; `NotIn` holds where the label is missing.
 *
 * @param keyOf rewrites the keys of the selector before they are looked up
 */
export function selectorMatches(
  selector: Json | undefined,
  labels: Record<string, string>,
  keyOf: (key: string) => string = (key) => key,
): boolean {
  const equal = Object.entries(stringEntries(valueAt(selector, 'matchLabels')));
  const terms = mappingsIn(valueAt(selector, 'matchExpressions'));
  return (
    equal.every(([key, value]) => labels[keyOf(key)] === value) &&
    terms.every((term) => {
      const actual = labels[keyOf(stringOrNone(term.key) ?? '')];
      const listed = actual !== undefined && stringsIn(term.values).includes(actual);
      switch (term.operator) {
        case 'In':
          return listed;
        case 'NotIn':
          return !listed;
        case 'Exists':
          return actual !== undefined;
        case 'DoesNotExist':
          return actual === undefined;
        default:
          return false;
      }
    })
  );
}
