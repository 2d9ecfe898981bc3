import {
  type Aggregation,
  bare,
  type Binary,
  type Call,
  type Expression,
  metricOf,
  partsOf,
  type Selector,
} from './expression';
import { labelsOf, mayHave } from './labels';
import { compares } from './types';

/** What an expression takes for granted, as facts about it that hold whatever metrics there are. */
export type Claim =
  /** That there is such a series, with such labels. */
  | { readonly kind: 'series'; readonly metric: string; readonly labels: readonly string[] }
  /** That a series only grows. */
  | { readonly kind: 'rate'; readonly function: string; readonly metric: string }
  /** That the total since a program started can be compared. */
  | { readonly kind: 'total'; readonly metric: string; readonly operator: string }
  /** That it is a histogram, by upper bounds. */
  | { readonly kind: 'quantile'; readonly metric: string }
  /** That upper bounds are still there. */
  | { readonly kind: 'bounds' }
  /** That what is put together only grows, although each part may start anew. */
  | { readonly kind: 'rate-of-sum'; readonly function: string; readonly operator: string }
  /** That nothing is counted as zero. */
  | { readonly kind: 'count-of-nothing'; readonly comparison: string };

const RATES: ReadonlySet<string> = new Set(['rate', 'irate', 'increase']);
const SUMS: ReadonlySet<string> = new Set(['sum', 'avg', 'count']);
const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** All that an expression takes for granted. */
export function claimsOf(expression: Expression): Claim[] {
  return [...claimsOfNode(expression), ...partsOf(expression).flatMap(claimsOf)];
}

function claimsOfNode(expression: Expression): Claim[] {
  switch (expression.kind) {
    case 'selector':
      return ofSelector(expression);
    case 'call':
      return ofCall(expression);
    case 'binary':
      return ofComparison(expression);
    default:
      return [];
  }
}

function ofSelector(selector: Selector): Claim[] {
  const metric = metricOf(selector);
  const labels = selector.matchers.map(({ label }) => label).filter((label) => label !== '__name__');
  return metric === undefined ? [] : [{ kind: 'series', metric, labels }];
}

function ofCall(call: Call): Claim[] {
  const argument = call.arguments.at(call.name === 'histogram_quantile' ? 1 : 0);
  if (argument === undefined) {
    return [];
  }
  if (RATES.has(call.name)) {
    const over = unshifted(argument);
    const of = over.kind === 'range' || over.kind === 'subquery' ? unshifted(over.of) : over;
    if (over.kind === 'subquery' && of.kind === 'aggregation' && SUMS.has(of.operator)) {
      return [{ kind: 'rate-of-sum', function: call.name, operator: of.operator }];
    }
    const metric = of.kind === 'selector' ? metricOf(of) : undefined;
    return metric === undefined ? [] : [{ kind: 'rate', function: call.name, metric }];
  }
  if (call.name !== 'histogram_quantile') {
    return [];
  }
  const metrics = [...selectorsIn(argument)].flatMap((selector) => metricOf(selector) ?? []);
  const quantiles = metrics.map((metric): Claim => ({ kind: 'quantile', metric }));
  return mayHave(labelsOf(argument), 'le') ? quantiles : [{ kind: 'bounds' }, ...quantiles];
}

function ofComparison(binary: Binary): Claim[] {
  if (!compares(binary)) {
    return [];
  }
  const [left, right] = [bare(binary.left), bare(binary.right)];
  if (right.kind === 'number') {
    return compared(left, binary.operator, right.value);
  }
  return left.kind === 'number' ? compared(right, MIRRORED[binary.operator] ?? binary.operator, left.value) : [];
}

function compared(expression: Expression, operator: string, value: number): Claim[] {
  const comparison = `${operator} ${value}`;
  if (expression.kind === 'aggregation' && expression.operator === 'count' && isNever(comparison, operator, value)) {
    return [{ kind: 'count-of-nothing', comparison }];
  }
  const metric = operator === '==' || operator === '!=' ? undefined : totalOf(expression);
  return metric === undefined ? [] : [{ kind: 'total', metric, operator }];
}

/** Whether no number of things, from one up, compares so. */
function isNever(comparison: string, operator: string, value: number): boolean {
  return comparison === '== 0' || (operator === '<' && value <= 1) || (operator === '<=' && value < 1);
}

/** The metric whose value since the start of a program an expression gives, of one series or of several together. */
function totalOf(expression: Expression): string | undefined {
  const inner = unshifted(expression);
  switch (inner.kind) {
    case 'selector':
      return metricOf(inner);
    case 'aggregation':
      return isSumOfTotals(inner) ? totalOf(inner.arguments[0]) : undefined;
    default:
      return undefined;
  }
}

function isSumOfTotals({ operator }: Aggregation): boolean {
  return ['sum', 'max', 'min', 'avg'].includes(operator);
}

/** An expression without parentheses and without another time. */
function unshifted(expression: Expression): Expression {
  return expression.kind === 'parentheses' || expression.kind === 'shift' ? unshifted(expression.of) : expression;
}

/** The series that an expression is made of, so far as they are added, put together or taken the rate of. */
function selectorsIn(expression: Expression): Selector[] {
  switch (expression.kind) {
    case 'selector':
      return [expression];
    case 'call':
      return RATES.has(expression.name) || expression.name.endsWith('_over_time')
        ? expression.arguments.flatMap(selectorsIn)
        : [];
    case 'aggregation':
      return expression.operator === 'sum' ? expression.arguments.flatMap(selectorsIn) : [];
    case 'parentheses':
    case 'shift':
    case 'range':
    case 'subquery':
      return selectorsIn(expression.of);
    default:
      return [];
  }
}
