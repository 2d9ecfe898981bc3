import { createRequire } from 'module';
import type { LRParser } from '@lezer/lr';

/** Text between quotes, of which nothing but its end matters to the grammar. */
const TEXTS = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/g;

/** Whether expressions of a shape are sound: a system of many workloads has the same few with other names in them. */
const soundness = new Map<string, boolean>();

let grammar: LRParser | undefined;

/** Why Prometheus would not read an expression; undefined where it would. */
export function promqlProblem(expression: string): string | undefined {
  const shape = expression.replace(TEXTS, '""');
  let sound = soundness.get(shape);
  if (sound === undefined) {
    sound = firstError(shape) === undefined;
    soundness.set(shape, sound);
  }
  return sound ? undefined : describe(expression, firstError(expression) ?? expression.length);
}

/** The place at which an expression stops making sense. */
function firstError(expression: string): number | undefined {
  let place: number | undefined;
  // Prometheus' own grammar. Few programs have alerts, and loading it takes a while: it is loaded for those that do.
  grammar ??= (createRequire(__filename)('@prometheus-io/lezer-promql') as { parser: LRParser }).parser;
  grammar.parse(expression).iterate({
    enter: ({ type, from }) => {
      if (type.isError) {
        place ??= from;
      }
      return place === undefined;
    },
  });
  return place;
}

function describe(expression: string, place: number): string {
  const rest = expression.slice(place).trim();
  if (expression.trim() === '') {
    return 'it is empty';
  }
  const found = rest === '' ? 'it ends too early' : `${JSON.stringify(rest.slice(0, 30))} does not belong there`;
  return `${found} (character ${place + 1})`;
}
