import { type Json, isJsonObject, type JsonObject } from '../../core/json';
import {
  ContentNameExpression,
  type Expression,
  LinearExpression,
  TagExpression,
  TextExpression,
  ValueExpression,
} from './expression';
import type { Knob } from './knob';
import type { Values } from './place-values';
import { CONTENT_NAME_MARK } from './rendering';
import type { Template, TemplateMapping } from './template';
import { valueAt } from './values-path';

/** A field as it was rendered with several sets of values. The first set is the environment's own. */
export interface Trial {
  readonly values: readonly Values[];
  readonly knobs: readonly Knob[];
}

/** Where what was rendered cannot be told from the values. */
export interface Unexplained {
  readonly path: readonly (string | number)[];
}

/** The template of a manifest that was rendered with each set of values; what cannot be explained is collected. */
export function explain(
  samples: readonly Json[],
  trial: Trial,
  unexplained: Unexplained[],
  path: readonly (string | number)[] = [],
): Template {
  const [first] = samples;
  if (samples.every(Array.isArray)) {
    const lists = samples as readonly Json[][];
    if (lists.some(({ length }) => length !== lists[0].length)) {
      unexplained.push({ path });
      return first as Template;
    }
    return lists[0].map((_, index) =>
      explain(
        lists.map((list) => list[index]),
        trial,
        unexplained,
        [...path, index],
      ),
    );
  }
  if (samples.every(isJsonObject)) {
    return explainMapping(samples, trial, unexplained, path);
  }
  if (samples.every((sample) => sample === first) && !hasMark(first)) {
    return first as Template;
  }
  const expression = samples.some((sample) => typeof sample === 'object') ? undefined : scalar(samples, trial);
  if (!expression) {
    unexplained.push({ path });
  }
  return expression ?? (first as Template);
}

function explainMapping(
  samples: readonly JsonObject[],
  trial: Trial,
  unexplained: Unexplained[],
  path: readonly (string | number)[],
): TemplateMapping {
  const keys = Object.keys(samples[0]);
  const same = samples.every((sample) => {
    const others = Object.keys(sample);
    return others.length === keys.length && others.every((key) => Object.hasOwn(samples[0], key));
  });
  if (!same) {
    unexplained.push({ path });
    return samples[0] as TemplateMapping;
  }
  const fields = keys.map((key) => [
    key,
    explain(
      samples.map((sample) => sample[key] as Json),
      trial,
      unexplained,
      [...path, key],
    ),
  ]);
  return Object.fromEntries(fields) as TemplateMapping;
}

function hasMark(value: Json): boolean {
  return typeof value === 'string' && CONTENT_NAME_MARK.test(value);
}

function scalar(samples: readonly Json[], trial: Trial): Expression | undefined {
  const fits = (expression: Expression | undefined): Expression | undefined =>
    expression && samples.every((sample, index) => expression.evaluate(trial.values[index]) === sample)
      ? expression
      : undefined;
  if (samples.every((sample) => typeof sample === 'number')) {
    return fits(wholeNumber(samples, trial)) ?? linear(samples, trial);
  }
  if (samples.every((sample) => typeof sample === 'string')) {
    return fits(text(samples, trial));
  }
  return undefined;
}

function wholeNumber(samples: readonly number[], { values, knobs }: Trial): Expression | undefined {
  const knob = knobs.find(({ path }) => values.every((set, index) => valueAt(set, path) === samples[index]));
  return knob && new ValueExpression(knob.path, knob.shape.type === 'integer' ? 'integer' : 'number');
}

/** A whole number that is so many times a knob and so many more. Three sets of values leave no chance. */
export function linear(samples: readonly number[], { values, knobs }: Trial): LinearExpression | undefined {
  const [x, y] = [samples.length - 2, samples.length - 1];
  for (const { path, shape } of knobs) {
    if (shape.type === 'integer') {
      const at = values.map((set) => Number(valueAt(set, path)));
      const factor = (samples[y] - samples[x]) / (at[y] - at[x]);
      const more = samples[y] - factor * at[y];
      const whole = Number.isInteger(factor) && factor !== 0 && Number.isInteger(more);
      if (whole && samples.every((sample, index) => sample === factor * at[index] + more)) {
        return new LinearExpression(path, factor, more);
      }
    }
  }
  return undefined;
}

/**
 * Text in which values stand as they are, and numbers that follow from them. Looked for in all sets but the first, whose
 * values are like anything else.
 */
function text(samples: readonly string[], { values, knobs }: Trial): Expression | undefined {
  const rounds = { knobs, values: values.slice(1) };
  const found = rounds.values.map((set, index) => pieces(samples[index + 1], set, knobs));
  if (found.some(({ length }) => length !== found[0].length)) {
    return undefined;
  }
  const parts: (string | Expression)[] = [];
  for (const [index, piece] of found[0].entries()) {
    const column = found.map((each) => each[index]);
    const plain = column.filter((each) => typeof each === 'string');
    if (typeof piece !== 'string') {
      parts.push(piece);
    } else if (plain.every((each) => each === piece)) {
      parts.push(piece);
    } else {
      const number = plain.every((each) => /^\d+$/.test(each)) ? linear(plain.map(Number), rounds) : undefined;
      if (!number || plain.length < column.length) {
        return undefined;
      }
      parts.push(number);
    }
  }
  return joined(parts.filter((part) => part !== ''));
}

/** What a text is made of: values, numbers, and what is between. */
function pieces(sample: string, values: Values, knobs: readonly Knob[]): (string | Expression)[] {
  const known = knobs.flatMap((knob): { text: string; expression: Expression }[] => {
    const value = String(valueAt(values, knob.path));
    const type = knob.shape.type === 'quantity' ? 'text' : knob.shape.type;
    const whole = { text: value, expression: new ValueExpression(knob.path, type) };
    const [tag, digest] = value.split('@');
    return digest === undefined ? [whole] : [whole, { text: tag, expression: new TagExpression(knob.path) }];
  });
  known.sort((a, b) => b.text.length - a.text.length);
  const found: (string | Expression)[] = [];
  let plain = '';
  const add = (expression: Expression): void => {
    found.push(...plain.split(/(\d+)/), expression);
    plain = '';
  };
  for (let at = 0; at < sample.length;) {
    const mark = sample[at] === '\ue000' ? CONTENT_NAME_MARK.exec(sample.slice(at)) : null;
    const value = known.find((each) => sample.startsWith(each.text, at) && standsAlone(sample, at, each.text));
    if (mark) {
      add(new ContentNameExpression(mark[1]));
      at += mark[0].length;
    } else if (value) {
      add(value.expression);
      at += value.text.length;
    } else {
      plain += sample[at];
      at += 1;
    }
  }
  return [...found, ...plain.split(/(\d+)/)];
}

/** `101m` is not in `2101m`. */
function standsAlone(sample: string, at: number, found: string): boolean {
  const before = sample[at - 1] ?? '';
  const after = sample[at + found.length] ?? '';
  return !/\d/.test(found[0]) || !(/[\w.]/.test(before) || /\w/.test(after));
}

function joined(parts: readonly (string | Expression)[]): Expression | undefined {
  const [only] = parts;
  if (parts.length === 1 && typeof only !== 'string' && only.verb === '%s') {
    return only;
  }
  const merged: (string | Expression)[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') {
      merged[merged.length - 1] = last + part;
    } else {
      merged.push(part);
    }
  }
  return merged.some((part) => typeof part !== 'string') ? new TextExpression(merged) : undefined;
}
