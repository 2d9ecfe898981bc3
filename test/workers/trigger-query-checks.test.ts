import { ScalingTrigger } from '../../lib';
import { problems } from '../support/findings';
import { scaledBy } from '../support/worker';

const asking = (query: string) =>
  scaledBy(() => ScalingTrigger.prometheus(query, { serverAddress: 'http://prometheus:9090', valuePerPod: 10 }));

test('a query that Prometheus answers', () => {
  expect(problems(asking('sum(rabbitmq_queue_messages_ready{queue="orders"})'))).toEqual([]);
});

test.each([
  [
    'sum(rabbitmq_queue_messages_ready',
    'test/shop/worker  scaling.triggers[0].query',
    'it is no PromQL, and KEDA would get no answer: it ends too early (character 34)',
    '→ correct the expression',
  ],
  [
    'sum(rabbitmq_queue_messages_redy)',
    'test/shop/worker  scaling.triggers[0].query  [unknown-metric]',
    'nothing is known to expose rabbitmq_queue_messages_redy, and of a metric that is not there Prometheus says nothing',
    '→ write rabbitmq_queue_messages_ready, if that is meant; or declare it where it is exposed: ' +
      "metrics: [Metric.gauge('rabbitmq_queue_messages_redy')], or by MetricCatalogue.of(this).add(…)",
  ],
])('wrong: %s', (query, place, rule, fix) => {
  expect(problems(asking(query))).toEqual([[place, `got ${query}`, rule, fix]]);
});
