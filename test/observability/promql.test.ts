import fc from 'fast-check';
import { promqlProblem } from '../../lib/observability/promql';

test.each([
  'up == 0',
  'sum by (namespace) (rate(http_requests_total{code=~"5.."}[5m])) > 0.05',
  'max_over_time((a > 1)[5m:1m]) unless on (pod) b offset 1h',
  'absent(up{job="api"}) # a comment: (',
  `a{b="(", c='[', d=\`{\`}`,
  'a{b="x\\"y("} > 1',
  'predict_linear(free[1h], 4 * 3600) < 0 and ignoring (mode) left',
  'histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m])))',
  'a\n> b',
])('%s', (expression) => {
  expect(promqlProblem(expression)).toBeUndefined();
});

test.each([
  ['', 'it is empty'],
  ['up ==', 'it ends too early (character 6)'],
  ['sum(rate(x[5m])', 'it ends too early (character 16)'],
  ['foo bar', '"bar" does not belong there (character 5)'],
  ['up{job="api" == 0', '"== 0" does not belong there (character 14)'],
  ['nothing_known(x)', 'Prometheus knows no function nothing_known (character 1)'],
  ['rate(x[5 minutes])', '"minutes])" does not belong there (character 10)'],
  ['a{b="c} > 0', 'it ends too early (character 12)'],
])('%s: %s', (expression, problem) => {
  expect(promqlProblem(expression)).toBe(problem);
});

test('an expression is judged alike whatever its texts say, and whenever it is asked', () => {
  const text = fc.string().map((value) => JSON.stringify(value));
  fc.assert(
    fc.property(text, text, (one, other) => {
      const sound = (value: string): boolean => promqlProblem(`a{b=${value}} > 0`) === undefined;
      const broken = (value: string): boolean => promqlProblem(`a{b=${value} > 0`) !== undefined;
      expect([sound(one), sound(other), broken(one), broken(other)]).toEqual([true, true, true, true]);
    }),
  );
});
