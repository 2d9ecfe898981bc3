import fc from 'fast-check';
import { promqlProblem, queryOf } from '../../../lib/observability/promql';
import { ValueType } from '../../../lib/observability/query/functions';
import { soundExpressions } from '../../support/promql-expressions';

test.each([
  ['1 + 2', ValueType.SCALAR],
  ['time() - 5m', ValueType.SCALAR],
  ['-scalar(up)', ValueType.SCALAR],
  ['1 > bool 2', ValueType.SCALAR],
  ['up', ValueType.VECTOR],
  ['(up * 2)', ValueType.VECTOR],
  ['vector(1)', ValueType.VECTOR],
  ['sum(up)', ValueType.VECTOR],
  ['up[5m] offset 1h', ValueType.RANGE],
  ['sum(up)[5m:]', ValueType.RANGE],
  ['"up"', ValueType.TEXT],
])('%s gives %s', (expression, type) => {
  expect(queryOf(expression)).toMatchObject({ type, problems: [] });
});

test.each([
  ['rate(up)', 'rate takes a range vector, and "up" is an instant vector: write up[5m] (character 6)'],
  ['rate(sum(up))', 'rate takes a range vector, and "sum(up)" is an instant vector (character 6)'],
  ['abs(up[5m])', 'abs takes an instant vector, and "up[5m]" is a range vector (character 5)'],
  ['sum(up[5m])', 'sum takes an instant vector, and "up[5m]" is a range vector (character 5)'],
  ['vector(up)', 'vector takes a scalar, and "up" is an instant vector (character 8)'],
  ['topk(up, 3)', 'topk takes a scalar, and "up" is an instant vector (character 6)'],
  ['count_values(3, up)', 'count_values takes a string, and "3" is a scalar (character 14)'],
  ['quantile(0.9)', 'quantile takes a scalar and an instant vector, not 1 arguments (character 1)'],
  ['abs()', 'abs takes 1 argument, not 0 (character 1)'],
  ['clamp(up, 1)', 'clamp takes 3 arguments, not 2 (character 1)'],
  ['round(up, 1, 2)', 'round takes at most 2 arguments, not 3 (character 1)'],
  ['label_join(up)', 'label_join takes at least 3 arguments, not 1 (character 1)'],
  ['a > "b"', '> takes scalars and instant vectors, and "\\"b\\"" is a string (character 5)'],
  ['-up[5m]', 'a sign takes scalars and instant vectors, and "up[5m]" is a range vector (character 2)'],
  ['1 > 2', 'two scalars are compared with bool: > bool (character 3)'],
  ['a + bool b', 'bool belongs to a comparison, and + is none (character 3)'],
  ['a and 1', 'and stands between two instant vectors (character 3)'],
  ['a or on (x) group_left b', 'or matches many with many, without group_left (character 3)'],
  ['a + on (x) 1', 'on and ignoring match two instant vectors, and here is a scalar (character 3)'],
  ['a + on (x) group_left (x) b', 'the label x is in on and in group_left at once (character 3)'],
  ['sum(a)[5m]', 'only a metric has samples to take: of an expression, write a subquery, (…)[5m:] (character 1)'],
  ['a offset 1h[5m]', 'offset stands behind the range: write x[5m] offset … (character 1)'],
  ['sum(a) offset 5m', 'offset belongs directly behind a metric, its range or a subquery (character 1)'],
  ['a @ 1 offset 5m @ 2', '@ is said twice (character 1)'],
  ['a @ inf', '@ takes a time, in seconds since 1970 (character 5)'],
  ['a[0s]', 'it has to be longer than nothing (character 3)'],
  ['1[5m:]', 'a subquery takes an instant vector, and "1" is a scalar (character 1)'],
  ['{}', 'it would select every series: name a metric, or say of one label what it has to be (character 1)'],
  ['{pod=~".*"}', 'it would select every series: name a metric, or say of one label what it has to be (character 1)'],
  ['a{__name__="b"}', 'the name of the metric is said twice: a and b (character 1)'],
  [
    'mad_over_time(a[5m])',
    'Prometheus knows the function mad_over_time only with --enable-feature=promql-experimental-functions (character 1)',
  ],
  [
    'limitk(1, a)',
    'Prometheus knows the aggregation limitk only with --enable-feature=promql-experimental-functions (character 1)',
  ],
  ['a[5m + 1m]', 'Prometheus knows a computed duration only with --enable-feature=promql-duration-expr (character 3)'],
  [
    'a + on (x) fill (0) b',
    'Prometheus knows the modifier fill only with --enable-feature=promql-binop-fill-modifiers (character 2)',
  ],
  [
    'a anchored',
    'Prometheus knows the modifier anchored only with --enable-feature=promql-extended-range-selectors (character 1)',
  ],
])('%s: %s', (expression, problem) => {
  expect(promqlProblem(expression)).toBe(problem);
});

const each = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void =>
  fc.assert(fc.property(arbitrary, check), { numRuns: 200 });

test('what is made by the rules of the language has the type that the rules say', () => {
  const typed = fc.record({
    scalar: soundExpressions.scalar,
    vector: soundExpressions.vector,
    range: soundExpressions.range,
  });
  each(typed, ({ scalar, vector, range }) => {
    expect(queryOf(scalar)).toMatchObject({ type: ValueType.SCALAR, problems: [] });
    expect(queryOf(vector)).toMatchObject({ type: ValueType.VECTOR, problems: [] });
    expect(queryOf(range)).toMatchObject({ type: ValueType.RANGE, problems: [] });
  });
});

test('what has one type where another belongs is refused', () => {
  const { scalar, vector, range } = soundExpressions;
  const mistakes = fc.oneof(
    vector.map((of) => `rate(${of})`),
    scalar.map((of) => `sum(${of})`),
    range.map((of) => `sum by (pod) (${of})`),
    range.map((of) => `1 + ${of}`),
    vector.map((of) => `vector(${of})`),
    fc.tuple(vector, scalar).map(([one, other]) => `${one} and ${other}`),
    fc.tuple(scalar, scalar).map(([one, other]) => `(${one}) == (${other})`),
    vector.map((of) => `abs(${of}, ${of})`),
    vector.map((of) => `(${of})[5m]`),
    vector.map((of) => `(${of}) offset 5m`),
    vector.map((of) => `${of})`),
  );
  each(mistakes, (expression) => expect(promqlProblem(expression)).toBeDefined());
});
