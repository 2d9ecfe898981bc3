import { closestName } from '../core/closest-name';
import { FUNCTIONS, type ValueType } from './query/functions';
import { type Claim, claimsOf } from './query/claims';
import { labelsOf, type LabelSet } from './query/labels';
import { parse } from './query/parse';
import { type Spans, spansOf } from './query/spans';
import { shapeOf, textProblem } from './query/texts';
import { checkTypes, type Problem } from './query/types';

/** What Prometheus makes of an expression. */
export interface Query {
  /** What the expression gives. */
  readonly type?: ValueType;

  /** The labels that what it gives may have; undefined where it gives no series. */
  readonly labels?: LabelSet;

  /** What it takes for granted. */
  readonly claims: readonly Claim[];

  /** The lengths of time that it needs samples of; undefined where it is none. */
  readonly spans?: Spans;

  /** Why Prometheus would not take it. */
  readonly problems: readonly Problem[];
}

/** What is known of expressions of a shape: a system of many workloads has the same few with other values in them. */
const queries = new Map<string, Query>();

/** What Prometheus makes of an expression. Of a sound one, the values of matchers are not those that it has. */
export function queryOf(source: string): Query {
  const shape = shapeOf(source);
  let query = queries.get(shape);
  if (query === undefined) {
    query = read(shape);
    queries.set(shape, query);
  }
  if (query.problems.length > 0) {
    return read(source);
  }
  const problem = textProblem(source);
  return problem === undefined ? query : { ...query, problems: [{ ...problem, experimental: false }] };
}

/** Why Prometheus would not read an expression; undefined where it would. */
export function promqlProblem(source: string): string | undefined {
  const { problems } = queryOf(source);
  return problems.length === 0 ? undefined : describeProblem(problems[0]);
}

/** A problem in words, with its place. */
export function describeProblem({ text, at }: Problem): string {
  return at < 0 ? text : `${text} (character ${at + 1})`;
}

function read(source: string): Query {
  const expression = parse(source);
  if (typeof expression === 'number') {
    return { claims: [], problems: [syntaxProblem(source, expression)] };
  }
  const { type, problems } = checkTypes(source, expression);
  // What the parts of an expression are that makes no sense as a whole, nobody can tell.
  const claims = problems.length === 0 ? claimsOf(expression) : [];
  const sound = problems.length === 0;
  return {
    type,
    problems,
    claims,
    labels: sound ? labelsOf(expression) : undefined,
    spans: sound ? spansOf(expression) : undefined,
  };
}

function syntaxProblem(source: string, at: number): Problem {
  const rest = source.slice(at).trim();
  const called = rest.startsWith('(') ? /[A-Za-z_][\w:]*(?=\s*$)/.exec(source.slice(0, at))?.[0] : undefined;
  if (source.trim() === '') {
    return { text: 'it is empty', at: -1, experimental: false };
  }
  if (called !== undefined) {
    return { text: unknownFunction(called), at: source.lastIndexOf(called, at), experimental: false };
  }
  const text = rest === '' ? 'it ends too early' : `${JSON.stringify(rest.slice(0, 30))} does not belong there`;
  return { text, at, experimental: false };
}

function unknownFunction(name: string): string {
  const closest = closestName(name, FUNCTIONS.keys());
  return `Prometheus knows no function ${name}${closest === undefined ? '' : `: is it ${closest}?`}`;
}
