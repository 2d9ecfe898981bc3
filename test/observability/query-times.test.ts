import { queryOf } from '../../lib/observability/promql';

test.each([
  ['rate(a_total[1m])', 60, 60],
  ['max_over_time(a[10s]) > 0', 10, undefined],
  ['sum(increase(a_total[3h] offset 1d)) - rate(b_total[5m])', 97_200, 300],
  ['max_over_time(rate(a_total[30s])[1h:1m])', 3630, 30],
  ['a > 0', 0, undefined],
])('%s looks back %i s, and takes a rate over %s s', (expression, lookBack, shortestRate) => {
  expect(queryOf(expression).spans).toEqual({ lookBack, shortestRate });
});
