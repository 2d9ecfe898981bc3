import fc from 'fast-check';
import { queryOf } from '../../../lib/observability/promql';
import { mayHave } from '../../../lib/observability/query/labels';
import { LABEL_CASES } from '../../support/promql-labels';

/** Of the labels a, b and c those that what an expression gives may have. */
function kept(expression: string): string {
  const { labels, problems } = queryOf(expression);
  expect(problems).toEqual([]);
  return ['a', 'b', 'c'].filter((label) => labels && mayHave(labels, label)).join('');
}

test.each(LABEL_CASES)('%s may have %s', (expression, labels) => {
  expect(kept(expression)).toBe(labels);
});

test('le is gone from a quantile', () => {
  const { labels } = queryOf('histogram_quantile(0.9, sum by (le, a) (rate(x_bucket[5m])))');
  expect(labels).toEqual({ all: false, list: new Set(['a']) });
});

test('an aggregation never has more labels than it names, whatever it is of', () => {
  const inner = fc.constantFrom('x', 'sum by (a, c) (x)', 'x * on (a) group_left (b) y', 'x or vector(1)');
  fc.assert(
    fc.property(inner, fc.subarray(['a', 'b', 'c']), (of, labels) => {
      const left = [...kept(`sum by (${labels.join(', ')}) (${of})`)];
      expect(left.filter((label) => !labels.includes(label))).toEqual([]);
      expect([...kept(`max without (${labels.join(', ')}) (${of})`)].filter((label) => labels.includes(label))).toEqual(
        [],
      );
    }),
  );
});
