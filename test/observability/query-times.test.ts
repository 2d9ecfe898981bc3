import { Acknowledgements, Alerts, AlertSeverity } from '../../lib';
import { queryOf } from '../../lib/observability/promql';
import { warnings } from '../support/findings';
import { testChart } from '../support/trees';

test.each([
  ['rate(a_total[1m])', 60, 60],
  ['max_over_time(a[10s]) > 0', 10, undefined],
  ['sum(increase(a_total[3h] offset 1d)) - rate(b_total[5m])', 97_200, 300],
  ['max_over_time(rate(a_total[30s])[1h:1m])', 3630, 30],
  ['a > 0', 0, undefined],
])('%s looks back %i s, and takes a rate over %s s', (expression, lookBack, shortestRate) => {
  expect(queryOf(expression).spans).toEqual({ lookBack, shortestRate });
});

describe('a rate in an alert', () => {
  const alertOn = (expression: string): Alerts =>
    new Alerts(testChart(), 'shop', {
      rules: [
        {
          name: 'Orders',
          expression,
          severity: AlertSeverity.INFO,
          summary: 'there are orders',
          description: 'Look at the shop.',
        },
      ],
    });

  test('over a range that seldom holds two samples is a warning', () => {
    const made = alertOn('rate(orders_total[30s]) > 1');
    expect(warnings(made)).toEqual([
      [
        'test/shop/shop  rules.Orders.expression  [rate-of-one-sample]',
        'got rate(orders_total[30s]) > 1',
        'a range of 30 s seldom holds two samples where Prometheus scrapes every 30 s, and gives nothing without',
        '→ take a range of at least 4 scrapes, such as [2m]; or acknowledge it with the interval of the scrape',
      ],
    ]);
    Acknowledgements.of(made).add({ id: 'rate-of-one-sample', reason: 'it is scraped every 5 s' });
    expect(warnings(made)).toEqual([]);
  });

  test.each(['rate(orders_total[1m]) > 1', 'max_over_time(orders[10s]) > 1'])('%s is none', (expression) => {
    expect(warnings(alertOn(expression))).toEqual([]);
  });
});
