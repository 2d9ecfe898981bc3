import type { Knob } from './knob';
import type { Values } from './place-values';
import { nearby } from './shape';
import { dotted, valueAt, type ValuesPath, withValue } from './values-path';

/** A knob that makes a difference, and which. */
export interface InvolvedKnob {
  readonly knob: Knob;
  readonly path: ValuesPath;
  readonly reason: string;
}

/** The knobs that make a difference, found by turning half of them, and half of those. */
export function involvedKnobs(
  knobs: readonly Knob[],
  values: readonly Values[],
  difference: (turned: Values) => string | undefined,
): InvolvedKnob[] {
  const turned = knobs.reduce((all, { path }) => withValue(all, path, valueAt(values[1], path)), values[0]);
  const reason = knobs.length > 0 ? difference(turned) : undefined;
  if (reason === undefined || knobs.length === 1) {
    return reason === undefined ? [] : [{ knob: knobs[0], path: knobs[0].path, reason }];
  }
  const half = Math.ceil(knobs.length / 2);
  return [knobs.slice(0, half), knobs.slice(half)].flatMap((some) => involvedKnobs(some, values, difference));
}

/** A value of the size of the environment's own; words as other environments have them too. */
export function nearbyValues(
  { shape }: Pick<Knob, 'path' | 'shape'>,
  found: readonly unknown[],
  seed: number,
): unknown[] {
  return [...new Set([...(shape.word ? found : []), nearby(found[0], shape, seed)])];
}

/** Sets of values in which each of some values of a path stands once. */
export function roundsOf(
  all: readonly { readonly path: ValuesPath; readonly value: unknown }[],
  base: Values,
): Values[] {
  const rounds: Values[] = [];
  const counts = new Map<string, number>();
  for (const { path, value } of all) {
    const count = counts.get(dotted(path)) ?? 0;
    counts.set(dotted(path), count + 1);
    rounds[count] = withValue(rounds[count] ?? base, path, value);
  }
  return rounds;
}
