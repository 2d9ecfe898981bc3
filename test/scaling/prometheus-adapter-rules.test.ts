import { App, Chart } from 'cdk8s';
import { Cluster, Environment, MessageRate, PrometheusAdapterRules, Scaling, Workload } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { synthesized } from '../support/trees';
import { chartIn, IMAGE, manifestsOf } from '../support/workload';

const ORDERS = MessageRate.of('orders_messages_total', { labels: { status: 'success' } });
const QUOTES = MessageRate.of('quotes_messages_total');
const cluster = (...rates: MessageRate[]): Cluster =>
  Cluster.generic({ name: 'shared', prometheus: {}, prometheusAdapter: { rates } });

test('the file that the adapter reads, in its namespace, has each rule once and in the order of the metrics', () => {
  const build = (chart: Chart): void => {
    new PrometheusAdapterRules(chart, 'rules');
    new Workload(chart, 'orders', {
      image: IMAGE,
      scaling: Scaling.pods({ min: 1, max: 2 }).onMessagesPerSecond(10, ORDERS),
    });
  };
  const objects = synthesized(build, cluster(QUOTES, ORDERS)) as { kind: string; metadata: { name: string } }[];
  expect(objects.filter(({ metadata }) => metadata.name === 'prometheus-adapter-rules')).toMatchSnapshot();
});

test('its name and the namespace of the adapter are settable', () => {
  const declared = Cluster.generic({ prometheusAdapter: { namespace: 'metrics', rates: [QUOTES] } });
  const rules = new PrometheusAdapterRules(chartIn(declared), 'rules', { name: 'adapter-config' });
  expect(rules.name).toBe('adapter-config');
  expect(manifestsOf(rules).resource('ConfigMap', 'adapter-config').metadata.namespace).toBe('metrics');
});

test('a system of another environment of the same cluster is served, too', () => {
  const app = new App();
  const place = (id: string): Chart =>
    new Chart(new Environment(app, id, { cluster: cluster() }), id, { namespace: id });
  new Workload(place('prod'), 'orders', {
    image: IMAGE,
    scaling: Scaling.pods({ min: 1, max: 2 }).onMessagesPerSecond(10, ORDERS),
  });
  const monitoring = place('monitoring');
  new PrometheusAdapterRules(monitoring, 'rules');
  expect(problems(monitoring)).toEqual([]);
  expect(JSON.stringify(manifestsOf(monitoring).resource('ConfigMap', 'prometheus-adapter-rules'))).toContain('orders');
});

test('without an adapter nobody reads them', () => {
  expectProblem(new PrometheusAdapterRules(chartIn(), 'rules'), [
    'shop/rules  prometheusAdapter',
    'the cluster declares no prometheus-adapter: nobody would read its rules',
    '→ declare it on the cluster: prometheusAdapter: {}; or leave PrometheusAdapterRules out',
  ]);
});

test('two rules of one metric are an error', () => {
  const rules = new PrometheusAdapterRules(chartIn(cluster(ORDERS, MessageRate.of(ORDERS.counter))), 'rules');
  expectProblem(rules, [
    'test/shop/rules  rates.orders_messages_per_second',
    'got sum(rate(<<.Series>>{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>), and sum(rate(<<.Series>>{status="success",<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)',
    'a cluster has one metric of a name: the adapter would answer with either of the two',
    '→ give all that scale on this counter the same MessageRate, or count in two counters',
  ]);
});

test('a rate that is none is told of where it is declared', () => {
  const rules = new PrometheusAdapterRules(chartIn(cluster(MessageRate.of('orders'))), 'rules');
  expect(problems(rules).map(([place]) => place)).toEqual(['test/shop/rules  rates.orders.counter']);
});
