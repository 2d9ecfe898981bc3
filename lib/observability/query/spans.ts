import { type Call, type Expression, partsOf } from './expression';

/** The lengths of time that an expression needs samples of, in seconds. */
export interface Spans {
  /** How far back it looks at most: ranges and offsets together. */
  readonly lookBack: number;
  /** The shortest range that needs two samples; undefined where none does. */
  readonly shortestRate: number | undefined;
}

/** Functions that give nothing for a range with less than two samples. */
const NEED_TWO: ReadonlySet<string> = new Set([
  'rate',
  'irate',
  'increase',
  'delta',
  'idelta',
  'deriv',
  'predict_linear',
]);

/** The lengths of time that an expression needs samples of. */
export function spansOf(expression: Expression): Spans {
  const inner = partsOf(expression).map(spansOf);
  const rates = [
    ...inner.map(({ shortestRate }) => shortestRate),
    ...(expression.kind === 'call' ? [ownRate(expression)] : []),
  ].filter((seconds) => seconds !== undefined);
  return {
    lookBack: Math.max(0, ...inner.map(({ lookBack }) => lookBack)) + ownLookBack(expression),
    shortestRate: rates.length === 0 ? undefined : Math.min(...rates),
  };
}

function ownRate({ name, arguments: given }: Call): number | undefined {
  const range = given.find(({ kind }) => kind === 'range');
  return NEED_TWO.has(name) && range?.kind === 'range' ? range.span.seconds : undefined;
}

function ownLookBack(expression: Expression): number {
  switch (expression.kind) {
    case 'range':
    case 'subquery':
      return expression.span.seconds ?? 0;
    case 'shift':
      return expression.by === 'offset' ? Math.max(0, expression.span?.seconds ?? 0) : 0;
    default:
      return 0;
  }
}
