import { Alerts, AlertSeverity, Cluster, Environment, NamespaceChart, Platform } from '../../lib';
import { isReachableFromOutside } from '../../lib/observability/outside-url';
import { problems } from '../support/findings';

test.each([
  'https://alerts.example.com',
  'http://alerts.example.com:8443/prefix?x=1',
  'https://example.com.',
  'https://user@example.com/',
  'https://192.0.2.10/',
  'https://[2001:db8::1]:9093/',
  'https://svc.example.com',
])('%s opens outside of the cluster', (url) => {
  expect(isReachableFromOutside(url)).toBe(true);
});

test.each([
  'http://prometheus-kube-prometheus-alertmanager.monitoring.svc:9093',
  'http://prometheus.monitoring.svc.cluster.local',
  'http://grafana.monitoring.cluster.local./',
  'http://prometheus-operated:9090',
  'http://LOCALHOST:9090',
  'http://127.0.0.1:9090',
  'http://[::1]:9090',
  'http://0.0.0.0',
  'alerts.example.com',
  'ftp://alerts.example.com',
  'https://',
  'https://alerts.example.com/a b',
  '',
])('%j does not', (url) => {
  expect(isReachableFromOutside(url)).toBe(false);
});

const RULE = {
  name: 'Backlog',
  expression: 'max by (namespace) (up) == 0',
  severity: AlertSeverity.WARNING,
  summary: 'much waits in {{ $labels.namespace }}',
  description: 'Look at it.',
};
const RUNBOOK = { meaning: 'Much waits.', checks: ['Look.'], remedies: ['Wait.'] };
const FIX = "→ give an address such as 'https://alerts.example.com', or leave it out: then there is no link";
const REASON =
  'links in alerts are opened outside of the cluster: they need http or https, and a host that DNS knows there';

function chartWith(runbookBaseUrl?: string): NamespaceChart {
  const cluster = Cluster.generic({ prometheusOperator: { runbookBaseUrl } });
  return new NamespaceChart(new Environment(new Platform({ name: 'p' }), 'test', { cluster }), 'shop');
}

test('runbooks at an address of the cluster are one error, however many alerts link there', () => {
  const chart = chartWith('http://docs.wiki.svc/runbooks');
  ['one', 'two'].forEach((name) => new Alerts(chart, name, { rules: [{ ...RULE, runbook: RUNBOOK }] }));
  expect(problems(chart)).toEqual([
    [expect.stringContaining('runbookBaseUrl'), 'got "http://docs.wiki.svc/runbooks"', REASON, FIX],
  ]);
});

test('so is the page of one alert', () => {
  const chart = chartWith();
  new Alerts(chart, 'queue', { rules: [{ ...RULE, runbookUrl: 'http://wiki/Backlog' }] });
  expect(problems(chart)).toEqual([
    ['test/shop/queue  rules.Backlog.runbookUrl', 'got "http://wiki/Backlog"', REASON, FIX],
  ]);
});

test('an address that opens outside is no finding', () => {
  const chart = chartWith('https://docs.example.com/runbooks');
  new Alerts(chart, 'queue', { rules: [{ ...RULE, runbook: RUNBOOK }] });
  expect(problems(chart)).toEqual([]);
});
