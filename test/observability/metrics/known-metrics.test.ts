import { MetricType } from '../../../lib';
import { knownMetrics } from '../../../lib/observability/metrics/known-metrics';

const { byName, families } = knownMetrics();

test('names and labels are such as Prometheus takes', () => {
  const names = [...byName.keys(), ...families];
  expect(names.filter((name) => !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name))).toEqual([]);
  const labels = [...byName.values()].flatMap((fact) => [...(fact.labels ?? [])]);
  expect([...new Set(labels)].filter((label) => label !== '' && !/^[a-zA-Z][a-zA-Z0-9_]*$/.test(label))).toEqual([]);
});

test('there are many, of every type', () => {
  expect(byName.size).toBeGreaterThan(2000);
  const types = new Set([...byName.values()].map(({ type }) => type));
  expect([...types].filter(Boolean).sort()).toEqual(Object.values(MetricType).sort());
});

test('a histogram is listed by its name, not by its series', () => {
  const histograms = [...byName].filter(([, { type }]) => type === MetricType.HISTOGRAM).map(([name]) => name);
  const parts = histograms.flatMap((name) => ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`));
  expect(parts.filter((part) => byName.has(part))).toEqual([]);
});

test('what two exporters tell alike has the labels of both', () => {
  expect([...(byName.get('container_cpu_usage_seconds_total')?.labels ?? [])]).toEqual(
    expect.arrayContaining(['container', 'cpu', 'namespace', 'pod']),
  );
});

test('a metric without labels of its own has none', () => {
  expect(byName.get('process_open_fds')).toEqual({ type: MetricType.GAUGE, labels: new Set() });
  expect(byName.get('kube_pod_labels')).toEqual({ type: MetricType.GAUGE, labels: undefined });
});
