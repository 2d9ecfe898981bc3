import { App, Chart, Duration, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  ApiService,
  type ApiServiceProps,
  Cluster,
  Controller,
  Edge,
  Environment,
  Image,
  Manifests,
  Metric,
  Monitoring,
  type MonitoringProps,
  Port,
  Probe,
  RabbitMq,
  Route,
  Scaling,
  Workload,
  type WorkloadMonitoringOptions,
} from '../../lib';
import { dashboardsOf, misplaced, panelsOf, schemaProblems } from '../support/grafana';
import { chartWith, problemsWith, synthesized, testChart, warningsOf } from '../support/trees';

const LABELS = { release: 'prometheus' };
const OPERATED = Cluster.generic({
  prometheus: {},
  prometheusOperator: { labels: LABELS, runbookBaseUrl: 'https://runbooks.example' },
});
const IMAGE = Image.of('registry.example/ingress', '1.0.0');

const MESSAGES: WorkloadMonitoringOptions = {
  messages: {
    metric: 'stream_messages_total',
    by: ['service', 'subject'],
    success: { status: 'success' },
    failure: { status: 'error' },
  },
  latency: { metric: 'stream_latency_seconds', by: ['service'] },
};

const METRICS = [
  Metric.counter('stream_messages_total', { labels: ['service', 'subject', 'status'] }),
  Metric.histogram('stream_latency_seconds', { labels: ['service', 'operation'] }),
];

const service = (scope: Construct, id: string, props: Partial<ApiServiceProps> = {}) =>
  new ApiService(scope, id, {
    image: IMAGE,
    ports: [Port.http(8080), Port.metrics(9090)],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
    metrics: METRICS,
    ...props,
  });

const monitored =
  (options: WorkloadMonitoringOptions = {}, props: Partial<ApiServiceProps> = {}, of: MonitoringProps = {}) =>
  (chart: Chart) =>
    void new Monitoring(chart, 'streams', of).workload(service(chart, 'ingress', props), options);

/** What the monitoring adds to a chart. */
const added = (build: (chart: Chart) => void, cluster = OPERATED) =>
  synthesized(build, cluster).filter((object) => {
    const { kind, metadata } = object as { kind: string; metadata: { name: string } };
    return ['ServiceMonitor', 'PodMonitor'].includes(kind) || /monitoring|alerts|dashboard/.test(metadata.name);
  });

const rulesOf = (build: (chart: Chart) => void, name: string, cluster = OPERATED) =>
  Manifests.of(chartWith(build, cluster)).resource('PrometheusRule', name).spec.groups[0].rules as {
    alert: string;
    expr: string;
    for?: string;
    annotations: Record<string, string>;
  }[];

const titlesOf = (chart: Chart) => panelsOf(dashboardsOf(chart)[0]).map(({ title }) => title);

test('minimal: a workload and nothing said of it', () => {
  expect(added(monitored())).toMatchSnapshot();
});

test('full: two services that count alike, and their namespace', () => {
  expect(
    added((chart) => {
      const options = { ...MESSAGES, scrapeInterval: Duration.seconds(15) };
      new Monitoring(chart, 'streams', {
        alerts: {
          name: 'stream-alerts',
          group: 'stream',
          interval: Duration.seconds(30),
          labels: { role: 'alert-rules' },
          names: { HighLatency: 'StreamsSlow' },
          without: { MemoryNearLimit: 'the programs tell of it themselves' },
        },
        dashboard: { title: 'Streams', uid: 'streams', name: 'streams' },
      })
        .workload(service(chart, 'ingress', { scaling: Scaling.pods({ min: 3, max: 10 }).onCpu(70) }), options)
        .workload(service(chart, 'egress'), options)
        .namespace();
    }),
  ).toMatchSnapshot();
});

test('nothing but a dashboard without prometheus-operator, and nothing without Prometheus', () => {
  expect(added(monitored(MESSAGES), Cluster.generic({ prometheus: {} }))).toMatchObject([{ kind: 'ConfigMap' }]);
  expect(added(monitored(MESSAGES), Cluster.generic())).toEqual([]);
});

test('defaults: every 30 seconds, of /metrics, and labels as Prometheus sets them', () => {
  const [endpoint] = Manifests.of(chartWith(monitored({}, { metrics: [] }), OPERATED)).resource(
    'ServiceMonitor',
    'ingress',
  ).spec.endpoints;
  expect(endpoint).toEqual({ port: 'metrics', path: '/metrics', interval: '30s' });
});

test('a ServiceMonitor finds its Service, and no other', () => {
  const manifests = Manifests.of(
    chartWith((chart) => {
      const monitor = new Monitoring(chart, 'streams');
      monitor.workload(service(chart, 'ingress')).workload(service(chart, 'egress'));
    }, OPERATED),
  );
  const { selector, endpoints } = manifests.resource('ServiceMonitor', 'ingress').spec;
  const found = manifests
    .objects('Service')
    .filter(({ metadata }) =>
      Object.entries(selector.matchLabels).every(([name, value]) => metadata.labels[name] === value),
    );
  expect(found.map(({ metadata }) => metadata.name)).toEqual(['ingress']);
  expect(found[0].spec.ports.map(({ name }: { name: string }) => name)).toContain(endpoints[0].port);
});

test('pods without a Service are found by a PodMonitor, with the labels by which Prometheus selects', () => {
  const build = (chart: Chart) =>
    void new Monitoring(chart, 'streams').workload(
      new Workload(chart, 'worker', { image: IMAGE, ports: [Port.metrics(9090)] }),
      { metricsPath: '/prometheus', honorLabels: true, scrapeInterval: Duration.millis(1500) },
    );
  const { metadata, spec } = Manifests.of(chartWith(build, OPERATED)).resource('PodMonitor', 'worker');
  expect(metadata.labels).toMatchObject(LABELS);
  expect(spec).toEqual({
    selector: { matchLabels: { 'app.kubernetes.io/name': 'worker', 'app.kubernetes.io/instance': 'worker' } },
    podMetricsEndpoints: [{ port: 'metrics', path: '/prometheus', interval: '1500ms', honorLabels: true }],
  });
});

test('labels of its own win where a metric has one that Prometheus sets, too', () => {
  const honors = (options: WorkloadMonitoringOptions, metrics?: Metric[]) =>
    Manifests.of(chartWith(monitored(options, metrics && { metrics }), OPERATED)).resource('ServiceMonitor', 'ingress')
      .spec.endpoints[0].honorLabels;
  expect(honors({})).toBe(true);
  expect(honors({}, [Metric.counter('stream_messages_total', { labels: ['subject'] })])).toBeUndefined();
  expect(honors({ honorLabels: false })).toBeUndefined();
  expect(honors({}, [])).toBeUndefined();
  expect(honors({ honorLabels: true }, [])).toBe(true);
  expect(problemsWith(monitored({ ...MESSAGES, honorLabels: false }), OPERATED)).toMatchInlineSnapshot(`
    "  test/shop/ingress/monitoring  honorLabels
        got false
        Prometheus sets a label of the same name, and renames that of the metric: the expressions would ask for the wrong one
        → leave it out"
  `);
});

test('what is counted alike is told of once, what is not by alerts of other names', () => {
  const build =
    (second: WorkloadMonitoringOptions): ((chart: Chart) => void) =>
    (chart) => {
      const monitor = new Monitoring(chart, 'streams');
      monitor.workload(service(chart, 'ingress'), MESSAGES).workload(service(chart, 'egress'), second);
    };
  const names = (second: WorkloadMonitoringOptions) =>
    rulesOf(build(second), 'streams-alerts').map(({ alert }) => alert);
  expect(names(MESSAGES)).toEqual(['HighErrorRate', 'HighLatency']);
  const slower = { ...MESSAGES, thresholds: { latency: Duration.seconds(2) } };
  expect(names({ ...slower, alertNames: { HighLatency: 'EgressSlow' } })).toEqual([
    'HighErrorRate',
    'HighLatency',
    'EgressSlow',
  ]);
  expect(problemsWith(build(slower), OPERATED)).toMatchInlineSnapshot(`
    "  test/shop/streams/streams-stream-3  rules.name
        got HighLatency, which there is already about streams-alerts
        two alerts of one name about one thing cannot be told apart by who is told
        → give one of them another name"
  `);
});

test('an alert of another name keeps the page of its runbook', () => {
  const of: MonitoringProps = { alerts: { names: { HighErrorRate: 'ErrorsOfStreams' } } };
  const [rule] = rulesOf(monitored(MESSAGES, {}, of), 'streams-alerts');
  expect(rule).toMatchObject({
    alert: 'ErrorsOfStreams',
    annotations: { runbook_url: 'https://runbooks.example/HighErrorRate.md' },
  });
  const without = Cluster.generic({ prometheusOperator: {} });
  expect(rulesOf(monitored(MESSAGES, {}, of), 'streams-alerts', without)[0].annotations).not.toHaveProperty(
    'runbook_url',
  );
});

test('thresholds are what is said, 5 percent and half a second of the slowest 5 percent by default', () => {
  const told = (thresholds?: WorkloadMonitoringOptions['thresholds']) =>
    rulesOf(monitored({ ...MESSAGES, thresholds }), 'streams-alerts').map((rule) => [
      rule.expr.split('\n> ')[1],
      rule.for,
      /quantile\(([\d.]+)/.exec(rule.expr)?.[1],
    ]);
  expect(told()).toEqual([
    ['0.05', '300s', undefined],
    ['0.5', '300s', '0.95'],
  ]);
  expect(
    told({
      errorShare: 0.01,
      errorShareFor: Duration.minutes(1),
      latency: Duration.millis(250),
      latencyQuantile: 0.99,
      latencyFor: Duration.minutes(2),
    }),
  ).toEqual([
    ['0.01', '60s', undefined],
    ['0.25', '120s', '0.99'],
  ]);
});

test('of what keeps data nobody tells that it fills its memory', () => {
  const build = (chart: Chart) => void new Monitoring(chart, 'streams').workload(new RabbitMq(chart, 'rabbitmq'));
  expect(rulesOf(build, 'rabbitmq-monitoring').map(({ alert }) => alert)).toEqual(['ScrapeFailing']);
  expect(rulesOf(monitored(), 'ingress-monitoring').map(({ alert }) => alert)).toEqual([
    'MemoryNearLimit',
    'ScrapeFailing',
  ]);
});

test('a route whose certificate cert-manager makes is watched', () => {
  const cluster = Cluster.generic({
    prometheusOperator: {},
    edge: Edge.traefik({ clusterIssuer: 'letsencrypt' }),
  });
  const build = monitored({}, { route: Route.host('shop.example.com') });
  const rules = rulesOf(build, 'ingress-monitoring', cluster);
  expect(rules.map(({ alert }) => alert)).toContain('CertificateExpiring');
  expect(rules[2].expr).toContain('name=~"ingress-tls"');
  expect(titlesOf(chartWith(build, cluster))).toContain('Certificates end in');
  const foreign = Cluster.generic({ prometheusOperator: {}, edge: Edge.traefik() });
  expect(rulesOf(build, 'ingress-monitoring', foreign).map(({ alert }) => alert)).not.toContain('CertificateExpiring');
});

test('a dashboard shows messages first, then each workload by what it is, then the namespace', () => {
  const chart = testChart(OPERATED);
  const monitor = new Monitoring(chart, 'streams').namespace();
  monitor.workload(service(chart, 'ingress', { scaling: Scaling.pods({ min: 3, max: 10 }).onCpu(70) }), MESSAGES);
  monitor.workload(new Workload(chart, 'report', { image: IMAGE, controller: Controller.cronJob('0 3 * * *') }));
  monitor.workload(new RabbitMq(chart, 'rabbitmq'));
  expect(titlesOf(chart)).toMatchInlineSnapshot(`
    [
      "Messages",
      "Throughput by service and subject",
      "Error rate, as a share of messages",
      "Latency, p50, p95 and p99",
      "ingress",
      "Replicas",
      "Autoscaler: desired replicas",
      "Restarts within an hour",
      "CPU against the limit",
      "Memory against the limit",
      "Network",
      "report",
      "Time since the last success",
      "Runs going on",
      "Duration of runs",
      "Pods that failed, by run",
      "CPU against the limit",
      "Memory against the limit",
      "Network",
      "rabbitmq",
      "Replicas",
      "Restarts within an hour",
      "CPU against the limit",
      "Memory against the limit",
      "Network",
      "Messages in queues",
      "Messages each second",
      "Alarms that make publishers wait",
      "Volumes, share that is used",
      "Namespace",
      "Pods by phase",
      "Autoscalers, share of their maximum",
      "Quota, share that is used",
    ]
  `);
  const [dashboard] = dashboardsOf(chart);
  expect(schemaProblems(dashboard)).toEqual([]);
  expect(misplaced(dashboard.panels)).toEqual([]);
});

test('a workload of another namespace has its monitors and alerts there, and is called by it', () => {
  const chart = testChart(OPERATED);
  const other = new Chart(chart.node.scope ?? chart, 'other', { namespace: 'other' });
  new Monitoring(chart, 'streams').workload(service(other, 'ingress'), MESSAGES);
  const kinds = Manifests.of(other)
    .objects()
    .filter(({ apiVersion }) => apiVersion === 'monitoring.coreos.com/v1')
    .map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
  expect(kinds).toEqual(
    expect.arrayContaining(['ServiceMonitor other/ingress', 'PrometheusRule other/streams-alerts']),
  );
  expect(titlesOf(chart)).toContain('other/ingress');
});

test('a chart without a namespace is warned of', () => {
  const chart = new Chart(new Environment(new App(), 'test', { cluster: OPERATED }), 'shop');
  new Monitoring(chart, 'streams').namespace().workload(new Workload(chart, 'worker', { image: IMAGE }));
  Testing.synth(chart);
  const rules = warningsOf(chart).filter(({ property }) => property === 'workload');
  expect(rules.map(({ value }) => value)).toEqual([
    'the namespace, in a chart without a namespace',
    'worker, in a chart without a namespace',
  ]);
});

test('a workload that is monitored twice', () => {
  expect(
    problemsWith((chart) => {
      const ingress = service(chart, 'ingress');
      new Monitoring(chart, 'streams').workload(ingress);
      new Monitoring(chart, 'more').workload(ingress);
    }, OPERATED),
  ).toMatchInlineSnapshot(`
    "  test/shop/ingress  monitoring
        got test/shop/more, beside another
        what is monitored twice is scraped twice, and counts double
        → call workload() for it once"
  `);
});

test('alerts that there are not, and reasons that say nothing', () => {
  const of: MonitoringProps = { alerts: { names: { HighErorRate: 'X' }, without: { ScrapeFailing: ' ' } } };
  const options = { without: { HighLatency: 'nobody waits' } };
  expect(problemsWith(monitored(options, {}, of), OPERATED)).toMatchInlineSnapshot(`
    "  test/shop/ingress/monitoring  without.HighLatency
        there is no such alert here
        → name one of: MemoryNearLimit, ScrapeFailing
      test/shop/streams  alerts.names.HighErorRate
        there is no such alert here
        → name one of: MemoryNearLimit, ScrapeFailing
      test/shop/streams  alerts.without.ScrapeFailing
        got an empty reason
        what nobody is told about has a reason that an auditor reads
        → say in a sentence why nobody has to know"
  `);
});

test('metrics that the workload does not declare', () => {
  const metrics = [
    Metric.counter('stream_messages_total', { labels: ['subject', 'status'] }),
    Metric.gauge('stream_latency_seconds'),
  ];
  const messages = { ...MESSAGES.messages, metric: 'stream_messages_total', by: ['subject', 'topic', 'pod'] };
  expect(problemsWith(monitored({ ...MESSAGES, messages }, { metrics }), OPERATED)).toMatchInlineSnapshot(`
    "  test/shop/ingress/monitoring  latency.metric
        got stream_latency_seconds
        ingress declares no histogram of this name
        → name one of: none (declare it in metrics)
      test/shop/ingress/monitoring  messages.by
        got topic
        stream_messages_total declares no such label
        → name one of: subject, status
      test/shop/streams/dashboard  rows.Messages.Latency, p50, p95 and p99  [unknown-metric]
        got histogram_quantile(0.5, sum by (namespace, service, le) (rate(stream_latency_seconds_bucket{namespace="shop"}[5m])))
        nothing is known to expose stream_latency_seconds_bucket, and of a metric that is not there Prometheus says nothing
        → write stream_latency_seconds, if that is meant; or declare it where it is exposed: metrics: [Metric.histogram('stream_latency_seconds')], or by MetricCatalogue.of(this).add(…)
      test/shop/streams/streams-stream-2  rules.HighLatency.expression  [unknown-metric]
        got histogram_quantile(0.95, sum by (namespace, service, le) (rate(stream_latency_seconds_bucket{namespace="shop"}[5m])))
    > 0.5
        nothing is known to expose stream_latency_seconds_bucket, and of a metric that is not there Prometheus says nothing
        → write stream_latency_seconds, if that is meant; or declare it where it is exposed: metrics: [Metric.histogram('stream_latency_seconds')], or by MetricCatalogue.of(this).add(…)"
  `);
  expect(problemsWith(monitored(MESSAGES), OPERATED)).toBe('');
});

test('thresholds that nothing can reach, or that everything does', () => {
  const thresholds = {
    errorShare: 5,
    latencyQuantile: 1,
    memoryShare: 0,
    latency: Duration.millis(0),
    certificateLeft: Duration.days(0),
  };
  expect(problemsWith(monitored({ thresholds }), OPERATED)).toMatchInlineSnapshot(`
    "  test/shop/ingress/monitoring  thresholds.certificateLeft
        got 0
        by then it has ended
        → give a longer time
      test/shop/ingress/monitoring  thresholds.errorShare
        got 5
        a share is more than 0 and less than 1
        → give 0.05 for 5 percent
      test/shop/ingress/monitoring  thresholds.latency
        got 0
        everything takes longer than no time
        → give a longer time
      test/shop/ingress/monitoring  thresholds.latencyQuantile
        got 1
        a share is more than 0 and less than 1
        → give 0.05 for 5 percent
      test/shop/ingress/monitoring  thresholds.memoryShare
        got 0
        a share is more than 0 and less than 1
        → give 0.05 for 5 percent"
  `);
});
