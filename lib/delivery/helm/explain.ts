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

/** A value as it may stand in text. */
interface KnownText {
  readonly text: string;
  readonly expression: Expression;
}

/** How the values of a set are found in text. */
interface Finder {
  readonly knobs: readonly Knob[];
  /** The longest first. */
  readonly known: readonly KnownText[];
  /** Matches where any of them begins, or the name of what is named by its content. */
  readonly begins: RegExp;
}

/** Many texts are looked at with the same set of values, and some of them are long. */
const finders = new WeakMap<Values, Finder>();

function finderOf(values: Values, knobs: readonly Knob[]): Finder {
  let finder = finders.get(values);
  if (finder?.knobs !== knobs) {
    const known = knobs.flatMap((knob): KnownText[] => {
      const value = String(valueAt(values, knob.path));
      const type = knob.shape.type === 'quantity' ? 'text' : knob.shape.type;
      const whole = { text: value, expression: new ValueExpression(knob.path, type) };
      const [tag, digest] = value.split('@');
      return digest === undefined ? [whole] : [whole, { text: tag, expression: new TagExpression(knob.path) }];
    });
    known.sort((a, b) => b.text.length - a.text.length);
    const words = known.filter(({ text: word }) => word !== '').map(({ text: word }) => escaped(word));
    finder = { knobs, known, begins: new RegExp(['\ue000', ...words].join('|'), 'g') };
    finders.set(values, finder);
  }
  return finder;
}

/** Text as a regular expression that matches nothing else. */
function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What a text is made of: values, numbers, and what is between. */
function pieces(sample: string, values: Values, knobs: readonly Knob[]): (string | Expression)[] {
  const { known, begins } = finderOf(values, knobs);
  const found: (string | Expression)[] = [];
  let begun = 0;
  const add = (at: number, expression: Expression, length: number): void => {
    found.push(...sample.slice(begun, at).split(/(\d+)/), expression);
    begun = at + length;
    begins.lastIndex = begun;
  };
  begins.lastIndex = 0;
  for (let match = begins.exec(sample); match; match = begins.exec(sample)) {
    const { index: at } = match;
    const mark = sample[at] === '\ue000' ? CONTENT_NAME_MARK.exec(sample.slice(at)) : null;
    const value = known.find((each) => sample.startsWith(each.text, at) && standsAlone(sample, at, each.text));
    if (mark) {
      add(at, new ContentNameExpression(mark[1]), mark[0].length);
    } else if (value && value.text !== '') {
      add(at, value.expression, value.text.length);
    } else {
      begins.lastIndex = at + 1;
    }
  }
  return [...found, ...sample.slice(begun).split(/(\d+)/)];
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
