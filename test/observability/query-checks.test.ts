import { type Chart } from 'cdk8s';
import { Acknowledgements, Metric, MetricCatalogue } from '../../lib';
import { diagnosticRegistry } from '../../lib/core/diagnostic-registry';
import { checkQuery } from '../../lib/observability/query-checks';
import { problems, warnings } from '../support/findings';
import { testChart, testWorkload } from '../support/trees';

/** A chart in which an expression is asked, with metrics of a program. */
function asking(expression: string): Chart {
  const chart = testChart();
  MetricCatalogue.of(chart).add(
    Metric.counter('orders_total', { labels: ['status'] }),
    Metric.gauge('orders_open'),
    Metric.histogram('order_seconds', { labels: ['kind'] }),
  );
  diagnosticRegistry.of(chart).defer(() => checkQuery(chart, 'query', expression));
  return chart;
}

test.each([
  'sum by (status) (rate(orders_total{status="failed", namespace="shop"}[5m])) > 1',
  'histogram_quantile(0.95, sum by (le, kind) (rate(order_seconds_bucket{kind="a"}[5m]))) > 1',
  'deriv(orders_open[5m]) > 0 and max_over_time(orders_open[5m]) > 5',
  'rate(max by (pod) (orders_total)[5m:])',
  'orders_total == 0',
  'orders_total - orders_total offset 5m > 5',
  'sum(rate(orders_total[5m])) > count(orders_open)',
  'count(orders_open) or vector(0)',
  'count(orders_open) == 3',
  'count(orders_open) > 0',
  '{job="shop"} > 1',
  'rate(__chosen{pod="a"}[5m]) > __limit',
  'orders_open{exported_job="a", instance="b"} > 1',
  '5',
])('sound: %s', (expression) => {
  expect([problems(asking(expression)), warnings(asking(expression))]).toEqual([[], []]);
});

test.each([
  [
    'unknown-metric',
    'rate(order_total[5m])',
    'nothing is known to expose order_total, and of a metric that is not there Prometheus says nothing',
    "write orders_total, if that is meant; or declare it where it is exposed: metrics: [Metric.counter('order_total')], " +
      'or by MetricCatalogue.of(this).add(…)',
  ],
  [
    'unknown-metric',
    'something_else_altogether > 1',
    'nothing is known to expose something_else_altogether, and of a metric that is not there Prometheus says nothing',
    "declare it where it is exposed: metrics: [Metric.gauge('something_else_altogether')], " +
      'or by MetricCatalogue.of(this).add(…)',
  ],
  [
    'unknown-metric',
    'something_else_bucket > 1',
    'nothing is known to expose something_else_bucket, and of a metric that is not there Prometheus says nothing',
    "declare it where it is exposed: metrics: [Metric.histogram('something_else')], or by MetricCatalogue.of(this).add(…)",
  ],
  [
    'unknown-metric',
    'order_seconds > 0.5',
    'order_seconds is a histogram: Prometheus has it as order_seconds_bucket, order_seconds_sum and order_seconds_count',
    'ask for a quantile: histogram_quantile(0.95, sum by (le) (rate(order_seconds_bucket[5m])))',
  ],
  [
    'rate-of-gauge',
    'sum(rate(orders_open[5m] offset 1h))',
    'orders_open is a gauge, and rate takes each time it falls for a new start from zero',
    "take delta or deriv of it; where it only grows, declare it as Metric.counter('orders_open')",
  ],
  [
    'rate-of-gauge',
    'increase(orders_open[1h:5m])',
    'orders_open is a gauge, and increase takes each time it falls for a new start from zero',
    "take delta or deriv of it; where it only grows, declare it as Metric.counter('orders_open')",
  ],
  [
    'rate-of-sum',
    'rate(sum(orders_total)[5m:])',
    'where one of many programs starts anew, their sum falls, and rate takes that for a new start of all',
    'put together what each has: sum(rate(…[5m]))',
  ],
  [
    'quantile-without-le',
    'histogram_quantile(0.9, sum by (kind) (rate(order_seconds_bucket[5m])))',
    'a quantile is computed from the counts of each upper bound, and the label le is gone by then',
    'keep it: histogram_quantile(0.95, sum by (le, …) (rate(…_bucket[5m])))',
  ],
  [
    'quantile-of-no-histogram',
    'histogram_quantile(0.9, rate(order_seconds_sum[5m]))',
    'a quantile is computed from the buckets of a histogram, and order_seconds_sum has none',
    'take the rate of the series whose name ends in _bucket',
  ],
  [
    'count-of-nothing',
    'count(orders_open{pod="a"}) == 0',
    'of nothing, count gives nothing, and not 0: count(…) == 0 is never true',
    'ask for what is missing: absent(…)',
  ],
  [
    'count-of-nothing',
    '1 > count(orders_open)',
    'of nothing, count gives nothing, and not 0: count(…) < 1 is never true',
    'ask for what is missing: absent(…)',
  ],
  [
    'experimental-promql',
    'mad_over_time(orders_open[5m])',
    'Prometheus knows the function mad_over_time only with --enable-feature=promql-experimental-functions (character 1)',
    'write it without, or turn that on and acknowledge it',
  ],
])('an error, %s: %s', (id, expression, rule, fix) => {
  expect(problems(asking(expression))).toEqual([[`test/shop  query  [${id}]`, `got ${expression}`, rule, `→ ${fix}`]]);
  const acknowledged = asking(expression);
  Acknowledgements.of(acknowledged).add({ id, reason: 'It is known.' });
  expect(problems(acknowledged)).toEqual([]);
});

test.each([
  [
    'raw-counter',
    'sum by (status) (orders_total) > 5',
    'orders_total counts since its program started: once > is true, it may stay so until the next start',
    'compare what came of late: increase(orders_total[5m]) or rate(orders_total[5m])',
  ],
  [
    'raw-counter',
    '5 >= order_seconds_count',
    'order_seconds_count counts since its program started: once <= is true, it may stay so until the next start',
    'compare what came of late: increase(order_seconds_count[5m]) or rate(order_seconds_count[5m])',
  ],
  [
    'unknown-metric-label',
    'rate(orders_total{state="failed"}[5m]) > 1',
    'orders_total is not known to have the label state: it has status',
    'select by a label that it has, or declare the label with the metric',
  ],
  [
    'unknown-metric-label',
    'orders_open{status="failed"} > 1',
    'orders_open is not known to have the label status: it has none of its own',
    'select by a label that it has, or declare the label with the metric',
  ],
])('a warning, %s: %s', (id, expression, rule, fix) => {
  expect(warnings(asking(expression))).toEqual([[`test/shop  query  [${id}]`, `got ${expression}`, rule, `→ ${fix}`]]);
  const acknowledged = asking(expression);
  Acknowledgements.of(acknowledged).add({ id, reason: 'It is known.' });
  expect(warnings(acknowledged)).toEqual([]);
});

test('a metric that nothing exposes is told once of a construct, however often it is asked for', () => {
  const chart = asking('missing > 1');
  const more = testWorkload(chart, 'more');
  diagnosticRegistry.of(chart).defer(() => {
    checkQuery(chart, 'other', 'missing > 2 and other_missing > 1');
    checkQuery(more, 'query', 'missing > 3');
  });
  expect(problems(chart).map(([place, value]) => `${place} ${value}`)).toEqual([
    'test/shop  other  [unknown-metric] got missing > 2 and other_missing > 1',
    'test/shop  query  [unknown-metric] got missing > 1',
    'test/shop/more  query  [unknown-metric] got missing > 3',
  ]);
});

test('what Prometheus would not take cannot be acknowledged', () => {
  expect(problems(asking('orders_open >'))).toEqual([
    [
      'test/shop  query',
      'got orders_open >',
      'it is no PromQL, and Prometheus would not answer it: it ends too early (character 14)',
      '→ correct the expression',
    ],
  ]);
});

test.each([
  ['orders_open[5m]', 'a range vector', 'say what of the range counts: rate(…), max_over_time(…)'],
  ['"orders"', 'a string', 'ask for series'],
])('what gives no series and no number: %s', (expression, type, fix) => {
  const rule = `it gives ${type}, and only an instant vector or a scalar can be drawn or alerted about`;
  expect(problems(asking(expression))).toEqual([['test/shop  query', `got ${expression}`, rule, `→ ${fix}`]]);
});

test('ten thousand expressions of few shapes take no time that anybody notices', () => {
  const chart = testChart();
  const expressions = Array.from({ length: 10_000 }, (_, index) =>
    [
      `max by (namespace, pod) (kube_pod_status_ready{namespace="n${index}", pod=~"p${index}-[a-z]{5}"}) == 0`,
      `histogram_quantile(0.9, sum by (le) (rate(prometheus_http_request_duration_seconds_bucket{job="${index}"}[5m]))) > 1`,
      `label_replace(sum(rate(process_cpu_seconds_total{job="${index}"}[5m])), "a", "b", "c", "d") > 1`,
    ].at(index % 3),
  );
  const start = performance.now();
  expressions.forEach((expression) => checkQuery(chart, 'query', expression ?? ''));
  // It is a few tenths of a second where nothing else runs; each read anew, it would be more than ten.
  expect(performance.now() - start).toBeLessThan(4000);
  expect([problems(chart), warnings(chart)]).toEqual([[], []]);
});
