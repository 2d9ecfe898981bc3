import type {
  Aggregation,
  Binary,
  Call,
  Expression,
  Matcher,
  Place,
  RangeSelector,
  Selector,
  Shift,
  Span,
} from './expression';
import { AGGREGATION_PARAMETERS, EXPERIMENTAL_AGGREGATIONS, FUNCTIONS, ValueType } from './functions';

/** Why Prometheus would refuse an expression, and where. */
export interface Problem {
  readonly text: string;
  readonly at: number;
  /** Whether it would not, if it were told to by a feature flag. */
  readonly experimental: boolean;
}

/** The last second that Prometheus can count to. */
const LATEST = 2 ** 63;

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
const SETS: ReadonlySet<string> = new Set(['and', 'or', 'unless']);

/** Whether a binary operator compares. */
export function compares({ operator }: Binary): boolean {
  return COMPARISONS.has(operator);
}

/** Whether a binary operator puts sets of series together. */
export function isSet({ operator }: Binary): boolean {
  return SETS.has(operator);
}

/** What an expression gives, and what is wrong in it. */
export function checkTypes(source: string, expression: Expression): { type: ValueType; problems: readonly Problem[] } {
  const checker = new TypeChecker(source);
  const type = checker.type(expression);
  return { type, problems: checker.problems };
}

/** The same rules as those of Prometheus' own parser. */
class TypeChecker {
  readonly problems: Problem[] = [];

  constructor(private readonly source: string) {}

  type(expression: Expression): ValueType {
    switch (expression.kind) {
      case 'number':
        return ValueType.SCALAR;
      case 'text':
        return ValueType.TEXT;
      case 'selector':
        return this.selector(expression);
      case 'range':
        return this.range(expression);
      case 'subquery':
        this.expect(expression.of, ValueType.VECTOR, 'a subquery');
        this.lasts(expression.span);
        this.lasts(expression.step);
        return ValueType.RANGE;
      case 'shift':
        return this.shift(expression);
      case 'extension':
        this.flagged(expression, `the modifier ${expression.name}`, 'promql-extended-range-selectors');
        return this.type(expression.of);
      case 'call':
        return this.call(expression);
      case 'aggregation':
        return this.aggregation(expression);
      case 'binary':
        return this.binary(expression);
      case 'unary':
        return this.number(expression.of, 'a sign');
      case 'parentheses':
        return this.type(expression.of);
    }
  }

  private selector(selector: Selector): ValueType {
    const { name, matchers } = selector;
    const names = matchers.filter(({ label }) => label === '__name__');
    if (name === undefined && !matchers.some(refusesNothing)) {
      this.add(selector, 'it would select every series: name a metric, or say of one label what it has to be');
    }
    if (name !== undefined && names.length > 0) {
      this.add(selector, `the name of the metric is said twice: ${name} and ${names[0].value}`);
    }
    return ValueType.VECTOR;
  }

  private range(range: RangeSelector): ValueType {
    this.lasts(range.span);
    this.type(range.of);
    if (range.of.kind === 'shift' && range.of.span?.seconds !== 0 && range.of.span !== undefined) {
      this.add(range, `${range.of.by} stands behind the range: write x[5m] ${range.of.by} …`);
    } else if (range.of.kind !== 'selector' && range.of.kind !== 'shift') {
      const span = this.source.slice(range.span.from, range.span.to);
      this.add(range, `only a metric has samples to take: of an expression, write a subquery, (…)[${span}:]`);
    }
    return ValueType.RANGE;
  }

  private shift(shift: Shift): ValueType {
    let of = shift.of;
    for (; of.kind === 'shift'; of = of.of) {
      if (of.by === shift.by && of.span?.seconds !== 0) {
        this.add(shift, `${shift.by} is said twice`);
      }
    }
    if (of.kind !== 'selector' && of.kind !== 'range' && of.kind !== 'subquery') {
      this.add(shift, `${shift.by} belongs directly behind a metric, its range or a subquery`);
    }
    this.literal(shift.span);
    if (shift.by === '@' && shift.span && !(Math.abs(shift.span.seconds ?? 0) < LATEST)) {
      this.add(shift.span, '@ takes a time, in seconds since 1970');
    }
    return this.type(shift.of);
  }

  private call(call: Call): ValueType {
    const signature = FUNCTIONS.get(call.name);
    if (signature === undefined) {
      this.add(call, `Prometheus knows no function ${call.name}`);
      call.arguments.forEach((argument) => this.type(argument));
      return ValueType.VECTOR;
    }
    if (signature.experimental) {
      this.flagged(call, `the function ${call.name}`, 'promql-experimental-functions');
    }
    const { takes, least, most } = signature;
    const count = call.arguments.length;
    if (count < least || count > most) {
      const bound = count < least ? least : most;
      const wanted = `${least === most ? '' : count < least ? 'at least ' : 'at most '}${bound}`;
      this.add(call, `${call.name} takes ${wanted} argument${bound === 1 ? '' : 's'}, not ${count}`);
    }
    call.arguments.forEach((argument, index) => {
      const wanted = takes.at(Math.min(index, takes.length - 1));
      if (wanted === undefined || index >= most) {
        this.type(argument);
      } else {
        this.expect(argument, wanted, call.name);
      }
    });
    return signature.gives;
  }

  private aggregation(aggregation: Aggregation): ValueType {
    const { operator } = aggregation;
    if (EXPERIMENTAL_AGGREGATIONS.has(operator)) {
      this.flagged(aggregation, `the aggregation ${operator}`, 'promql-experimental-functions');
    }
    const parameter = AGGREGATION_PARAMETERS.get(operator);
    const wanted = parameter === undefined ? [ValueType.VECTOR] : [parameter, ValueType.VECTOR];
    const count = aggregation.arguments.length;
    if (count !== wanted.length) {
      this.add(aggregation, `${operator} takes ${wanted.join(' and ')}, not ${count} arguments`);
    }
    aggregation.arguments.forEach((argument, index) => {
      if (count === wanted.length) {
        this.expect(argument, wanted[index], operator);
      } else {
        this.type(argument);
      }
    });
    return ValueType.VECTOR;
  }

  private binary(binary: Binary): ValueType {
    const { operator, bool, matching, many, left, right } = binary;
    const sides = [this.number(left, operator), this.number(right, operator)];
    const vectors = sides.every((type) => type === ValueType.VECTOR);
    const scalars = sides.every((type) => type === ValueType.SCALAR);
    const place: Place = { from: left.to, to: right.from };
    if (binary.fills) {
      this.flagged(place, 'the modifier fill', 'promql-binop-fill-modifiers');
    }
    if (bool && !compares(binary)) {
      this.add(place, `bool belongs to a comparison, and ${operator} is none`);
    }
    if (scalars && compares(binary) && !bool) {
      this.add(place, `two scalars are compared with bool: ${operator} bool`);
    }
    if (isSet(binary) && !vectors) {
      this.add(place, `${operator} stands between two instant vectors`);
    } else if (isSet(binary) && many) {
      this.add(place, `${operator} matches many with many, without group_${many.side}`);
    } else if (!vectors && matching && matching.labels.length > 0) {
      this.add(
        place,
        `on and ignoring match two instant vectors, and here is ${sides.find((type) => type !== ValueType.VECTOR)}`,
      );
    }
    const both = matching?.only ? many?.include.find((label) => matching.labels.includes(label)) : undefined;
    if (both !== undefined) {
      this.add(place, `the label ${both} is in on and in group_${many?.side} at once`);
    }
    return scalars ? ValueType.SCALAR : ValueType.VECTOR;
  }

  private number(expression: Expression, what: string): ValueType {
    const type = this.type(expression);
    if (type !== ValueType.SCALAR && type !== ValueType.VECTOR) {
      this.add(expression, `${what} takes scalars and instant vectors, and ${this.quote(expression)} is ${type}`);
    }
    return type;
  }

  private expect(expression: Expression, wanted: ValueType, what: string): void {
    const type = this.type(expression);
    if (type !== wanted) {
      const selects = wanted === ValueType.RANGE && expression.kind === 'selector';
      const instead = selects ? `: write ${this.source.slice(expression.from, expression.to)}[5m]` : '';
      this.add(expression, `${what} takes ${wanted}, and ${this.quote(expression)} is ${type}${instead}`);
    }
  }

  private lasts(span: Span | undefined): void {
    this.literal(span);
    if (span?.seconds !== undefined && !(span.seconds > 0)) {
      this.add(span, 'it has to be longer than nothing');
    }
  }

  private literal(span: Span | undefined): void {
    if (span !== undefined && span.seconds === undefined) {
      this.flagged(span, 'a computed duration', 'promql-duration-expr');
    }
  }

  private flagged(place: Place, what: string, feature: string): void {
    const text = `Prometheus knows ${what} only with --enable-feature=${feature}`;
    this.problems.push({ text, at: place.from, experimental: true });
  }

  private add(place: Place, text: string): void {
    const space = this.source.slice(place.from).search(/\S/);
    this.problems.push({ text, at: place.from + Math.max(space, 0), experimental: false });
  }

  private quote({ from, to }: Place): string {
    const text = this.source.slice(from, to).replace(/\s+/g, ' ');
    return JSON.stringify(text.length > 30 ? `${text.slice(0, 29)}…` : text);
  }
}

/** Whether a matcher takes no series that lack its label. */
function refusesNothing({ operator, value }: Matcher): boolean {
  switch (operator) {
    case '=':
      return value !== '';
    case '!=':
      return value === '';
    default:
      return matchesNothing(value) === (operator === '!~');
  }
}

function matchesNothing(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test('');
  } catch {
    return false;
  }
}
