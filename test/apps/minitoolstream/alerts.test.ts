import { printedLabels } from '../../../lib/observability/alert-template';
import { queryOf } from '../../../lib/observability/promql';
import { mayHave } from '../../../lib/observability/query/labels';
import { ENVIRONMENTS, environment, STREAMS } from '../../support/minitoolstream';

const everywhere = { dev: environment('dev'), staging: environment('staging'), prod: environment('prod') };
const prod = everywhere.prod;

/** A group of alerts. */
interface Group {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly {
    readonly alert: string;
    readonly expr: string;
    readonly for: string;
    readonly labels: { readonly severity: string };
    readonly annotations: Readonly<Record<string, string>>;
  }[];
}

/** A port by its name. */
interface Named {
  readonly name: string;
}

const { metadata, spec } = prod.resource('PrometheusRule', 'minitoolstream-alerts');
const [group, ...otherGroups]: Group[] = spec.groups;
const expressions = Object.fromEntries(group.rules.map(({ alert, expr }) => [alert, line(expr)]));

/** An expression on one line. */
function line(expression: string): string {
  return expression.replace(/\s+/g, ' ');
}

describe('what is scraped', () => {
  test.each(STREAMS)('$workload is, every 15 seconds on its own port, its labels kept', ({ workload }) => {
    for (const manifests of Object.values(everywhere)) {
      const monitor = manifests.resource('ServiceMonitor', workload);
      expect(monitor.metadata.labels.release).toBe('prometheus');
      expect(monitor.spec.endpoints).toEqual([
        { port: 'metrics', path: '/metrics', interval: '15s', honorLabels: true },
      ]);
      const scraped = manifests.objects('Service').filter(({ metadata: { labels }, spec: { ports } }) => {
        const wanted = Object.entries(monitor.spec.selector.matchLabels);
        return (
          wanted.every(([name, value]) => labels[name] === value) &&
          (ports as Named[]).some(({ name }) => name === 'metrics')
        );
      });
      expect(scraped.map((service) => service.metadata.name)).toEqual([`${workload}-service`]);
    }
  });

  test('the stores are, each on the port that has its metrics', () => {
    for (const manifests of Object.values(everywhere)) {
      expect(
        manifests
          .objects('PodMonitor')
          .map((monitor) => [
            monitor.metadata.name,
            monitor.metadata.labels.release,
            monitor.spec.podMetricsEndpoints.map((one: Record<string, string>) => [one.port, one.interval]),
          ]),
      ).toEqual([
        ['tarantool', 'prometheus', [['metrics', '15s']]],
        ['minio', 'prometheus', [['s3', '15s']]],
      ]);
    }
  });
});

describe('minitoolstream-alerts', () => {
  test('is one group, judged every 30 seconds, with the labels by which it is found', () => {
    expect(metadata.namespace).toBe('minitoolstream');
    expect(metadata.labels).toMatchObject({
      prometheus: 'kube-prometheus',
      role: 'alert-rules',
      release: 'prometheus',
    });
    expect([group.name, group.interval, otherGroups]).toEqual(['minitoolstream', '30s', []]);
  });

  test.each(ENVIRONMENTS)('is the same in %s', (name) => {
    expect(everywhere[name].resource('PrometheusRule', 'minitoolstream-alerts').spec).toEqual(spec);
  });

  test('has the four alerts, with how long and how bad', () => {
    expect(group.rules.map((rule) => [rule.alert, rule.for, rule.labels.severity])).toEqual([
      ['HighErrorRate', '300s', 'warning'],
      ['HighLatency', '300s', 'warning'],
      ['PodDown', '120s', 'critical'],
      ['HPAMaxedOut', '600s', 'warning'],
    ]);
  });

  test('HighErrorRate compares a share of the messages, not a rate', () => {
    expect(expressions.HighErrorRate).toBe(
      'sum by (namespace, service)' +
        ' (rate(minitoolstream_messages_total{namespace="minitoolstream",status="error"}[5m]))' +
        ' / (sum by (namespace, service)' +
        ' (rate(minitoolstream_messages_total{namespace="minitoolstream"}[5m])) > 0)' +
        ' > 0.05',
    );
  });

  test('HighLatency takes the quantile of buckets summed by le', () => {
    expect(expressions.HighLatency).toBe(
      'histogram_quantile(0.95, sum by (namespace, service, le)' +
        ' (rate(minitoolstream_latency_seconds_bucket{namespace="minitoolstream"}[5m])))' +
        ' > 0.5',
    );
  });

  test('PodDown is silent about Jobs, replaced pods, pods that are leaving, and nodes that are provisioned', () => {
    const pods = (metric: string, labels = '') =>
      `max by (namespace, pod) (kube_pod_${metric}{namespace="minitoolstream"${labels}})`;
    const before = pods('status_unschedulable').replace(/\)$/, ' offset 780s)');
    expect(expressions.PodDown).toBe(
      `((${pods('status_phase', ',phase=~"Pending|Unknown"')} > 0` +
        ` unless (${pods('status_unschedulable')} > 0 unless ${before} > 0))` +
        ` or (${pods('status_phase', ',phase=~"Failed"')} > 0` +
        ` unless ${pods('owner', ',owner_is_controller="true"')} > 0)` +
        ` or (${pods('status_ready', ',condition=~"false|unknown"')} > 0` +
        ` unless ${pods('status_phase', ',phase=~"Pending|Succeeded|Failed"')} > 0))` +
        ` unless ${pods('deletion_timestamp')}`,
    );
  });

  test('HPAMaxedOut compares what runs with what may run, by autoscaler', () => {
    expect(expressions.HPAMaxedOut).toBe(
      ['status_current', 'spec_max']
        .map(
          (name) =>
            'max by (namespace, horizontalpodautoscaler)' +
            ` (kube_horizontalpodautoscaler_${name}_replicas{namespace="minitoolstream"})`,
        )
        .join(' >= '),
    );
  });

  test.each(group.rules)('$alert is said in words, of labels that its expression keeps', ({ expr, annotations }) => {
    const { labels, problems } = queryOf(expr);
    expect(problems).toEqual([]);
    expect(Object.keys(annotations).sort()).toEqual(['description', 'runbook_url', 'summary']);
    const printed = Object.values(annotations).flatMap(printedLabels);
    expect(printed).toContain('namespace');
    expect(printed.filter((label) => labels === undefined || !mayHave(labels, label))).toEqual([]);
  });
});
