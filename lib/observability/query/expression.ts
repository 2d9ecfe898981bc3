/** Where something stands in an expression: from its first character to behind its last. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** A number, or a duration, which is one of seconds. */
export interface NumberLiteral extends Place {
  readonly kind: 'number';
  readonly value: number;
}

/** Text between quotes. */
export interface Text extends Place {
  readonly kind: 'text';
  readonly value: string;
}

/** What a label has to be: `pod=~"a.*"`. The name is `__name__` where the name of the metric stands between braces. */
export interface Matcher extends Place {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** The series of a metric, or of several. */
export interface Selector extends Place {
  readonly kind: 'selector';
  /** The name before the braces. */
  readonly name?: string;
  readonly matchers: readonly Matcher[];
}

/** A length of time between brackets or after `offset`. */
export interface Span extends Place {
  /** Undefined where it is computed, which Prometheus does only if it is told to. */
  readonly seconds?: number;
}

/** The samples of series over a time: `x[5m]`. */
export interface RangeSelector extends Place {
  readonly kind: 'range';
  readonly of: Expression;
  readonly span: Span;
}

/** The values of an expression over a time: `x[5m:1m]`. */
export interface Subquery extends Place {
  readonly kind: 'subquery';
  readonly of: Expression;
  readonly span: Span;
  readonly step?: Span;
}

/** An expression at another time. */
export interface Shift extends Place {
  readonly kind: 'shift';
  readonly by: 'offset' | '@';
  readonly of: Expression;
  /** How long before, or which time; undefined where the query's start or end is meant. */
  readonly span?: Span;
}

/** A modifier that Prometheus knows only if it is told to: `anchored`, `smoothed`. */
export interface Extension extends Place {
  readonly kind: 'extension';
  readonly name: string;
  readonly of: Expression;
}

/** A function, called. */
export interface Call extends Place {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
}

/** What an aggregation puts together, or what a binary operator matches. */
export interface LabelList {
  /** Whether the labels are those that count, or those that do not. */
  readonly only: boolean;
  readonly labels: readonly string[];
}

/** Series put together. */
export interface Aggregation extends Place {
  readonly kind: 'aggregation';
  readonly operator: string;
  readonly grouping?: LabelList;
  readonly arguments: readonly Expression[];
}

/** Two expressions with an operator between them. */
export interface Binary extends Place {
  readonly kind: 'binary';
  readonly operator: string;
  readonly bool: boolean;
  readonly matching?: LabelList;
  /** The side of which many series may match one of the other, and the labels that they get from it. */
  readonly many?: { readonly side: 'left' | 'right'; readonly include: readonly string[] };
  readonly fills: boolean;
  readonly left: Expression;
  readonly right: Expression;
}

/** An expression with a sign before it. */
export interface Unary extends Place {
  readonly kind: 'unary';
  readonly of: Expression;
}

/** An expression between parentheses. */
export interface Parentheses extends Place {
  readonly kind: 'parentheses';
  readonly of: Expression;
}

/** PromQL, as a tree. */
export type Expression =
  | NumberLiteral
  | Text
  | Selector
  | RangeSelector
  | Subquery
  | Shift
  | Extension
  | Call
  | Aggregation
  | Binary
  | Unary
  | Parentheses;

/** What an expression is made of. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'text':
    case 'selector':
      return [];
    case 'call':
    case 'aggregation':
      return expression.arguments;
    case 'binary':
      return [expression.left, expression.right];
    default:
      return [expression.of];
  }
}

/** An expression without the parentheses around it. */
export function bare(expression: Expression): Expression {
  return expression.kind === 'parentheses' ? bare(expression.of) : expression;
}

/** The name of the metric that a selector is about; undefined where it does not say it. */
export function metricOf({ name, matchers }: Selector): string | undefined {
  return name ?? matchers.find(({ label, operator }) => label === '__name__' && operator === '=')?.value;
}
