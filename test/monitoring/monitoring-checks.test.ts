import { type Chart, Duration } from 'cdk8s';
import { Cluster, Monitoring, Port, Workload, type WorkloadMonitoringOptions } from '../../lib';
import { problems } from '../support/findings';
import { IMAGE } from '../support/workload';
import { chartWith } from '../support/trees';

const CLUSTER = Cluster.generic({ prometheus: {}, prometheusOperator: {} });

const scraped = (seconds: number, options: WorkloadMonitoringOptions): Chart =>
  chartWith((chart) => {
    const ports = [Port.http(8080), Port.metrics(9090)];
    const api = new Workload(chart, 'api', { image: IMAGE, ports });
    new Monitoring(chart, 'monitoring').workload(api, { ...options, scrapeInterval: Duration.seconds(seconds) });
  }, CLUSTER);

test.each<[string, WorkloadMonitoringOptions]>([
  ['messages', { messages: { metric: 'orders_total' } }],
  ['latency', { latency: { metric: 'order_seconds' } }],
])('scrapes that are too rare for the alerts of %s', (_, options) => {
  expect(problems(scraped(151, options))).toContainEqual([
    'test/shop/api/monitoring  scrapeInterval',
    'got 151 s',
    'the alerts of messages and latency take a rate over 300 s, which needs two scrapes: they would never fire',
    '→ scrape at least every 150 s',
  ]);
  expect(problems(scraped(150, options)).map(([where]) => where)).not.toContain(
    'test/shop/api/monitoring  scrapeInterval',
  );
});

test('without these alerts scrapes may be rare', () => {
  expect(problems(scraped(600, {})).map(([where]) => where)).not.toContain('test/shop/api/monitoring  scrapeInterval');
});
