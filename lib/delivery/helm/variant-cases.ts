import type { Analysis } from './analysis';
import { combinationsOf } from './switch-space';
import { dotted, valueAt } from './values-path';
import { ENVIRONMENT, type Selection, type Variant } from './variant';

/** A choice of some switches, and the variant in which what follows from them is seen. */
export interface VariantCase {
  readonly selection: Selection;
  readonly variant: Variant;
}

/** The switches that parts of a chart follow from. */
export function relevantTo({ relevant }: Analysis, parts: readonly string[]): string[] {
  return [...new Set(parts.flatMap((part) => relevant.get(part) ?? []))].sort();
}

/** Every choice of some switches in every environment. One that an environment does not set makes no difference there. */
export function casesOver(
  { environments, switches, values, variants }: Analysis,
  keys: readonly string[],
): VariantCase[] {
  const wanted = switches.filter(({ path }) => keys.includes(dotted(path)));
  return environments.flatMap((environment) => {
    const own = values[environment];
    const possible = wanted.map(({ path, choices, fixedIn }) => ({
      path,
      choices: environment in fixedIn ? choices.filter((choice) => choice === valueAt(own, path)) : choices,
    }));
    const set = wanted.filter(({ path }) => valueAt(own, path) !== undefined).map(({ path }) => dotted(path));
    const here = variants.filter(({ selection }) => selection[ENVIRONMENT] === environment);
    return combinationsOf(possible).map((choices) => {
      const variant = here.find(({ selection }) => set.every((key) => selection[key] === choices[key]));
      if (!variant) {
        throw new Error(`${environment} was not tried with ${JSON.stringify(choices)}`);
      }
      return { selection: { [ENVIRONMENT]: environment, ...choices }, variant };
    });
  });
}
