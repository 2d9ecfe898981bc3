import { type Aggregation, type Binary, bare, type Call, type Expression, type Selector } from './expression';

/** The labels that what an expression gives may have: those of a list, or all but those of a list. */
export interface LabelSet {
  readonly all: boolean;
  readonly list: ReadonlySet<string>;
}

const ALL: LabelSet = { all: true, list: new Set() };
const NONE: LabelSet = { all: false, list: new Set() };

/** Aggregations that give some of the series, as they are. */
const CHOOSING: ReadonlySet<string> = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

/** Whether a series of the set may have a label. */
export function mayHave({ all, list }: LabelSet, label: string): boolean {
  return all !== list.has(label);
}

/** The labels that what an expression gives may have: of all others it is certain that they are gone. */
export function labelsOf(expression: Expression): LabelSet {
  switch (expression.kind) {
    case 'number':
    case 'text':
      return NONE;
    case 'selector':
      return ALL;
    case 'call':
      return ofCall(expression);
    case 'aggregation':
      return ofAggregation(expression);
    case 'binary':
      return ofBinary(expression);
    default:
      return labelsOf(expression.of);
  }
}

function ofCall({ name, arguments: given }: Call): LabelSet {
  const text = (index: number): string[] => {
    const argument = given.at(index);
    return argument?.kind === 'text' ? [argument.value] : [];
  };
  switch (name) {
    case 'scalar':
    case 'vector':
      return NONE;
    case 'absent':
    case 'absent_over_time':
      return ofAbsent(given.at(0));
    case 'label_replace':
    case 'label_join':
      return union(labelsOf(given[0]), only(text(1)));
    case 'histogram_quantile':
    case 'histogram_fraction':
      return without(labelsOf(given[given.length - 1]), ['le']);
    case 'info':
      return ALL;
    default: {
      // Of the others one argument at the most has series.
      const sets = given.map(labelsOf);
      return sets.find(({ all, list }) => all || list.size > 0) ?? NONE;
    }
  }
}

/** What is not there has the labels that it would certainly have. */
function ofAbsent(argument: Expression | undefined): LabelSet {
  const selector = argument === undefined ? undefined : selectorOf(argument);
  const equal = selector?.matchers.filter(({ operator }) => operator === '=').map(({ label }) => label) ?? [];
  const others = selector?.matchers.filter(({ operator }) => operator !== '=').map(({ label }) => label) ?? [];
  return only(equal.filter((label) => !others.includes(label)));
}

function selectorOf(expression: Expression): Selector | undefined {
  const inner = bare(expression);
  switch (inner.kind) {
    case 'selector':
      return inner;
    case 'range':
    case 'shift':
      return selectorOf(inner.of);
    default:
      return undefined;
  }
}

function ofAggregation({ operator, grouping, arguments: given }: Aggregation): LabelSet {
  const inner = given.length === 0 ? ALL : labelsOf(given[given.length - 1]);
  if (CHOOSING.has(operator)) {
    return inner;
  }
  const parameter = given[0];
  const counted = operator === 'count_values' && parameter.kind === 'text' ? [parameter.value] : [];
  return union(group(inner, grouping?.only ?? true, grouping?.labels ?? []), only(counted));
}

function ofBinary(binary: Binary): LabelSet {
  const { operator, matching, many } = binary;
  const left = labelsOf(binary.left);
  const right = labelsOf(binary.right);
  const scalar = isScalar(binary.left) || isScalar(binary.right);
  if (operator === 'or' || scalar) {
    return union(left, right);
  }
  if (operator === 'and' || operator === 'unless') {
    return left;
  }
  if (many) {
    const [most, one] = many.side === 'left' ? [left, right] : [right, left];
    return union(without(most, many.include), group(one, true, many.include));
  }
  // One matches one where they have the same labels: a label that one side lacks, the other has to lack, too.
  return group(intersection(left, right), matching?.only ?? false, matching?.labels ?? []);
}

function isScalar(expression: Expression): boolean {
  const inner = bare(expression);
  switch (inner.kind) {
    case 'number':
      return true;
    case 'call':
      return ['scalar', 'time', 'pi', 'start', 'end', 'range', 'step', 'min_of', 'max_of'].includes(inner.name);
    case 'unary':
      return isScalar(inner.of);
    case 'binary':
      return isScalar(inner.left) && isScalar(inner.right);
    default:
      return false;
  }
}

function only(labels: readonly string[]): LabelSet {
  return { all: false, list: new Set(labels) };
}

/** Of a set those labels that count, or all but those that do not. */
function group(set: LabelSet, isOnly: boolean, labels: readonly string[]): LabelSet {
  return isOnly ? only(labels.filter((label) => mayHave(set, label))) : without(set, labels);
}

function without({ all, list }: LabelSet, labels: readonly string[]): LabelSet {
  return all
    ? { all, list: new Set([...list, ...labels]) }
    : only([...list].filter((label) => !labels.includes(label)));
}

function union(one: LabelSet, other: LabelSet): LabelSet {
  if (!one.all && !other.all) {
    return only([...one.list, ...other.list]);
  }
  const [open, second] = one.all ? [one, other] : [other, one];
  return { all: true, list: new Set([...open.list].filter((label) => !mayHave(second, label))) };
}

function intersection(one: LabelSet, other: LabelSet): LabelSet {
  if (one.all && other.all) {
    return { all: true, list: new Set([...one.list, ...other.list]) };
  }
  const [closed, second] = one.all ? [other, one] : [one, other];
  return only([...closed.list].filter((label) => mayHave(second, label)));
}
