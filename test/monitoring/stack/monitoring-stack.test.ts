import { Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import {
  Acknowledgements,
  Alerts,
  AlertSeverity,
  ApiService,
  Cluster,
  ClusterAlerts,
  Environment,
  Grafana,
  Image,
  Manifests,
  MonitoringStack,
  type MonitoringStackProps,
  NamespaceChart,
  NodeExporterChart,
  Port,
  Probe,
  type PrometheusSettings,
} from '../../../lib';
import { validateTree } from '../../../lib/core/validation';
import { expectProblem, problems, warnings } from '../../support/findings';
import { chartOf, declared, everyReceiver, NOBODY } from './support';

const PROMETHEUS = 'prometheus-kube-prometheus-prometheus';
const ALERTMANAGER = 'prometheus-kube-prometheus-alertmanager';
const OPERATOR = 'prometheus-kube-prometheus-operator';

function stack(props: MonitoringStackProps = NOBODY, chart = chartOf()): MonitoringStack {
  return new MonitoringStack(chart, 'stack', { withoutGrafana: true, ...props });
}

function manifestsOf(made: MonitoringStack): Manifests {
  return Manifests.of(Chart.of(made));
}

test('with nothing but a reason why nobody is told', () => {
  const made = stack();
  const own = [made.prometheusOperator, made.prometheus, made.alertmanager].flatMap((part) =>
    part ? Manifests.of(part).objects() : [],
  );
  expect(own.filter(({ kind }) => kind !== 'PrometheusRule')).toMatchSnapshot();
});

test('with everything', () => {
  const chart = chartOf(declared({ name: 'shop', zones: 3, storageClass: 'ssd', keda: {}, prometheusAdapter: {} }));
  Acknowledgements.of(chart).add({ id: 'node-alerts-without-data', reason: 'the provider brings a node-exporter' });
  const made = stack(
    {
      receivers: everyReceiver(chart),
      externalLabels: { region: 'north' },
      settings: {
        prometheus: { retention: '12d', retentionSize: '15GB', size: '20Gi', replicas: 2 },
        alertmanager: { replicas: 3, size: '1Gi', storageClass: 'slow' },
      },
    },
    chart,
  );
  const own = [made.prometheus, made.alertmanager].flatMap((part) => Manifests.of(part).objects());
  expect(own.filter(({ kind }) => kind !== 'PrometheusRule')).toMatchSnapshot();
  expect(warnings(chart)).toEqual([]);
});

test('the defaults are those of the source, with headroom on the claim', () => {
  const { spec } = manifestsOf(stack()).resource('Prometheus', PROMETHEUS);
  expect(spec).toMatchObject({
    retention: '30d',
    retentionSize: '40GB',
    replicas: 1,
    scrapeInterval: '30s',
    evaluationInterval: '30s',
    ruleSelector: {},
    ruleNamespaceSelector: {},
    serviceMonitorSelector: {},
    serviceMonitorNamespaceSelector: {},
    podMonitorSelector: {},
    podMonitorNamespaceSelector: {},
    storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '50Gi' } } } } },
  });
  expect(spec.containers[0].resources).toMatchObject({
    requests: { cpu: '500m', memory: '2Gi' },
    limits: { cpu: '2000m', memory: '4Gi' },
  });
  expect(manifestsOf(stack()).resource('Alertmanager', ALERTMANAGER).spec.storage).toMatchObject({
    volumeClaimTemplate: { spec: { resources: { requests: { storage: '10Gi' } } } },
  });
});

test('another release names all of it', () => {
  const manifests = manifestsOf(stack({ ...NOBODY, release: 'shop' }));
  manifests.hasResource('Prometheus', 'shop-kube-prometheus-prometheus');
  manifests.hasResource('Alertmanager', 'shop-kube-prometheus-alertmanager');
  manifests.hasResource('StatefulSet', 'shop-kube-prometheus-operator');
});

describe('who reaches whom', () => {
  const chart = chartOf(declared({ keda: {}, prometheusAdapter: { namespace: 'adapter' } }));
  const nodes = new NodeExporterChart(chart.node.scope as Environment, 'nodes');
  const receivers = everyReceiver(chart);
  const settings = { alertmanager: { replicas: 2 } };
  const made = new MonitoringStack(chart, 'stack', { receivers, settings, nodeExporter: nodes });
  const shop = new NamespaceChart(chart.node.scope as Environment, 'shop');
  new ApiService(shop, 'api', {
    image: Image.of('registry.example/api', '1'),
    ports: [Port.http(8080), Port.metrics(9187)],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
  });
  const manifests = Manifests.of(made.node.root);

  test.each([
    [PROMETHEUS, 'api', 9187],
    [PROMETHEUS, ALERTMANAGER, 9093],
    [PROMETHEUS, OPERATOR, 8080],
    [PROMETHEUS, '10.1.2.3', 10250],
    [PROMETHEUS, '10.1.2.3', 9100],
    [PROMETHEUS, '10.0.0.1', 443],
    [ALERTMANAGER, ALERTMANAGER, 9094],
    [ALERTMANAGER, '192.0.2.1', 443],
    [ALERTMANAGER, '198.51.100.7', 587],
    ['prometheus-grafana', PROMETHEUS, 9090],
    ['keda', PROMETHEUS, 9090],
    ['namespace:adapter{app.kubernetes.io/name=prometheus-adapter}', PROMETHEUS, 9090],
    [OPERATOR, '10.0.0.1', 443],
  ])('%s reaches %s at %i', (from, to, port) => manifests.allows(from, to, port));

  test.each([
    [PROMETHEUS, 'api', 8080],
    [PROMETHEUS, '192.0.2.1', 443],
    ['api', PROMETHEUS, 9090],
    ['api', ALERTMANAGER, 9093],
    [ALERTMANAGER, PROMETHEUS, 9090],
    [ALERTMANAGER, '10.0.0.1', 443],
    [OPERATOR, PROMETHEUS, 9090],
  ])('%s does not reach %s at %i', (from, to, port) => manifests.denies(from, to, port));

  test('nodes and the API server are known by name behind Cilium', () => {
    const cilium = stack(NOBODY, chartOf(Cluster.aks({ prometheus: {}, prometheusOperator: {} })));
    manifestsOf(cilium).hasResource('CiliumNetworkPolicy', PROMETHEUS, {
      spec: {
        egress: [
          { toEntities: ['kube-apiserver'] },
          { toEntities: ['host', 'remote-node', 'kube-apiserver'], toPorts: [{ ports: [{ port: '10250' }] }] },
        ],
      },
    });
  });
});

test('the quota has room for the pods that the operator makes', () => {
  const hard = (settings: PrometheusSettings) =>
    manifestsOf(stack({ ...NOBODY, settings: { prometheus: settings } })).resource('ResourceQuota', 'quota').spec.hard;
  expect(hard({})['requests.storage']).toBe('90Gi');
  expect(hard({ replicas: 2 })['requests.storage']).toBe('165Gi');
});

test('a stack beside an operator that is there already brings none along', () => {
  const made = stack(NOBODY, chartOf(declared({ prometheusOperator: { preinstalled: true } })));
  expect(made.prometheusOperator).toBeUndefined();
  manifestsOf(made).resourceCount('StatefulSet', 0);
});

test('what a cluster has already is wired to, and emits nothing', () => {
  const chart = chartOf(declared({ prometheus: { namespace: 'watch', serviceName: 'prom', port: 80 } }));
  const existing = MonitoringStack.existing(chart, 'monitoring');
  expect(existing.prometheusEndpoint.address).toBe('http://prom.watch.svc:80');
  expect(existing.selectedLabels).toEqual({});
  new Grafana(chart, 'grafana', { prometheus: existing.prometheusEndpoint });
  const manifests = Manifests.of(chart);
  manifests.resourceCount('Prometheus', 0);
  manifests.allows('grafana', 'namespace:watch{app.kubernetes.io/name=prometheus}', 80);
});

test('the same is rendered twice', () => {
  const render = () => JSON.stringify(manifestsOf(stack()).objects());
  expect(render()).toBe(render());
});

describe('what cannot be is said', () => {
  const DECLARED_ALONE =
    'workloads open their metrics ports to the Prometheus that the cluster declares, and to no other';

  test('no receivers, without a reason', () => {
    expectProblem(stack({}), [
      'test/monitoring/stack/alertmanager  receivers',
      'got no receivers, without a reason',
      'an alert that arrives nowhere might as well not be',
      '→ give a receiver for each severity: receivers: { critical, warning, watchdog }, or the reason withoutReceivers',
    ]);
  });

  test('receivers, and a reason', () => {
    const chart = chartOf();
    expectProblem(stack({ ...NOBODY, receivers: everyReceiver(chart) }, chart), [
      'test/monitoring/stack/alertmanager  withoutReceivers',
      'got receivers, and a reason why there are none',
      'somebody is told, or nobody is',
      '→ remove one of the two',
    ]);
  });

  test('no watchdog, without a reason', () => {
    const chart = chartOf();
    const { watchdog: _watchdog, ...receivers } = everyReceiver(chart);
    expectProblem(stack({ receivers }, chart), [
      'test/monitoring/stack/alertmanager  receivers.watchdog',
      'got no watchdog, without a reason',
      'when Prometheus, Alertmanager or the way out fails nobody is told, and silence looks like health',
      '→ give a dead man’s switch outside of the cluster: watchdog: Receiver.webhook(…), or the reason withoutWatchdog',
    ]);
  });

  test('a watchdog, and a reason', () => {
    const chart = chartOf();
    expectProblem(stack({ receivers: { ...everyReceiver(chart), withoutWatchdog: 'no' } }, chart), [
      'test/monitoring/stack/alertmanager  receivers.withoutWatchdog',
      'got a watchdog, and a reason why there is none',
      'somebody outside notices, or nobody does',
      '→ remove one of the two',
    ]);
  });

  test('a second operator', () => {
    const chart = chartOf(declared({ name: 'one' }));
    stack(NOBODY, chart);
    const other = new Environment(chart.node.root, 'other', { cluster: declared({ name: 'one' }) });
    stack({ ...NOBODY, release: 'second' }, new NamespaceChart(other, 'monitoring'));
    expect(problems(chart)).toContainEqual([
      'other/monitoring/stack/operator  operator',
      'got a second one, beside test/monitoring/stack/operator',
      'two prometheus-operators write over each other, without end',
      '→ keep one for the cluster: a MonitoringStack of its own, to which systems refer',
    ]);
  });

  test('a cluster that does not declare the operator', () => {
    const made = stack(NOBODY, chartOf(declared({ prometheusOperator: undefined })));
    expectProblem(made, [
      'test/monitoring/stack/operator  prometheusOperator',
      'got none, as the cluster declares',
      'prometheus-operator runs Prometheus and Alertmanager, and nothing is emitted for one that is not declared',
      '→ declare prometheusOperator: {} on the cluster, for every system that is to have alerts',
    ]);
  });

  test('a cluster that does not declare Prometheus', () => {
    expectProblem(stack(NOBODY, chartOf(declared({ prometheus: undefined }))), [
      'test/monitoring/stack  prometheus',
      'got none, as the cluster declares',
      DECLARED_ALONE,
      "→ declare prometheus: { namespace: 'monitoring' } on the cluster",
    ]);
  });

  test('a cluster that declares it elsewhere', () => {
    expectProblem(stack(NOBODY, chartOf(declared({ prometheus: { namespace: 'elsewhere' } }))), [
      'test/monitoring/stack  prometheus.namespace',
      'got elsewhere, as the cluster declares, and monitoring of the chart',
      DECLARED_ALONE,
      '→ let both name the same namespace',
    ]);
  });

  test('labels that the operator does not write', () => {
    expectProblem(stack(NOBODY, chartOf(declared({ prometheus: { podLabels: { app: 'prometheus' } } }))), [
      'test/monitoring/stack  prometheus.podLabels',
      'got app: prometheus',
      'prometheus-operator does not put these labels on the pods: no metrics port would open to them',
      '→ leave podLabels out, or give app.kubernetes.io/name: prometheus',
    ]);
  });

  test('wiring to what the cluster does not declare', () => {
    const chart = chartOf(declared({ prometheus: undefined }));
    MonitoringStack.existing(chart, 'monitoring');
    expectProblem(chart, [
      'test/monitoring/monitoring  prometheus',
      'got none, as the cluster declares',
      'what is there already is what the cluster declares: where its Prometheus is, and how it is found',
      '→ declare prometheus on the cluster, with its namespace and the name of its Service',
    ]);
  });

  test('nodes that are nowhere', () => {
    expectProblem(stack(NOBODY, chartOf(declared({ nodeCidrs: [] }))), [
      'test/monitoring/stack/prometheus/pods  connectTo the nodes',
      'the cluster does not declare where its nodes are, and a policy cannot name them otherwise',
      '→ declare nodeCidrs on the cluster',
    ]);
  });

  const AT = 'test/monitoring/stack/prometheus  settings';
  test.each<[PrometheusSettings, readonly string[]]>([
    [
      { retention: 'a month' },
      [
        `${AT}.retention`,
        'got "a month"',
        'it is no duration of Prometheus: the API server refuses it',
        "→ write '30d', or '12h'",
      ],
    ],
    [
      { retentionSize: '40Gi' },
      [`${AT}.retentionSize`, 'got "40Gi"', 'it is no size of Prometheus: the API server refuses it', "→ write '40GB'"],
    ],
    [
      { retentionSize: '50GB' },
      [
        `${AT}.retentionSize`,
        'got 50GB, of a claim of 50Gi',
        'Prometheus would fill its disk before it removes anything: what is newest is not counted',
        '→ keep at most 40GB, or enlarge the claim',
      ],
    ],
    [
      { size: 'large', retentionSize: '1GB' },
      [`${AT}.size`, 'got "large"', 'a claim asks for a whole number of bytes above 0', "→ write '10Gi'"],
    ],
    [
      { replicas: 0 },
      [
        'test/monitoring/stack/prometheus/pods  settings.replicas',
        'got 0',
        'the operator runs a whole number of pods, one at the least',
        '→ give 1, or 2 to outlive a node',
      ],
    ],
  ])('%j', (prometheus, lines) => {
    expectProblem(stack({ ...NOBODY, settings: { prometheus } }), lines);
  });

  test('little headroom is a warning', () => {
    const made = stack({ ...NOBODY, settings: { prometheus: { retentionSize: '45GB' } } });
    expect(warnings(made).filter(([where]) => where.includes('/prometheus'))).toEqual([
      [
        `${AT}.retentionSize  [retention-headroom]`,
        'got 45GB, of a claim of 50Gi',
        'the log of writes and a compaction need a sixth of the disk beside what is kept',
        '→ keep at most 40GB, or enlarge the claim',
      ],
    ]);
  });

  test('but never an exception', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.double(), (retention, retentionSize, size, replicas) => {
        const made = stack({ ...NOBODY, settings: { prometheus: { retention, retentionSize, size, replicas } } });
        validateTree(made.node.root);
      }),
      { numRuns: 30 },
    );
  });
});

test('a plain chart will do', () => {
  const chart = new Chart(new Environment(Testing.app(), 'test', { cluster: declared() }), 'plain', {
    namespace: 'monitoring',
  });
  Manifests.of(new MonitoringStack(chart, 'stack', NOBODY)).hasResource('Prometheus', PROMETHEUS);
});

describe('the token of Prometheus', () => {
  test('no monitor may name a file of Prometheus, by which any namespace could have its token sent away', () => {
    const all = manifestsOf(stack());
    expect(all.resource('Prometheus', PROMETHEUS).spec.arbitraryFSAccessThroughSMs).toEqual({ deny: true });
    const endpoints = all.objects('ServiceMonitor').flatMap(({ spec }) => spec.endpoints);
    expect(endpoints.length).toBeGreaterThan(4);
    for (const endpoint of [
      ...endpoints,
      ...all.objects('PodMonitor').flatMap(({ spec }) => spec.podMetricsEndpoints),
    ]) {
      expect(JSON.stringify(endpoint)).not.toMatch(/bearerTokenFile|caFile|certFile|keyFile|credentialsFile/);
    }
  });

  test('monitors of the control plane name a Secret that the API server fills in, after the account that it is of', () => {
    const all = manifestsOf(stack());
    const token = `${PROMETHEUS}-token`;
    expect(all.resource('Secret', token)).toMatchObject({
      type: 'kubernetes.io/service-account-token',
      metadata: { annotations: { 'kubernetes.io/service-account.name': PROMETHEUS } },
    });
    expect(all.resource('Secret', token)).not.toHaveProperty('data');
    const objects = all.objects().map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(objects.indexOf(`ServiceAccount ${PROMETHEUS}`)).toBeLessThan(objects.indexOf(`Secret ${token}`));
    for (const name of ['api-server', 'kubelet']) {
      for (const endpoint of all.resource('ServiceMonitor', name).spec.endpoints) {
        expect(endpoint.authorization).toEqual({ credentials: { name: token, key: 'token' } });
      }
    }
  });
});

describe('links in alerts', () => {
  const external = (made: MonitoringStack) =>
    (['Prometheus', 'Alertmanager'] as const).map((kind) => manifestsOf(made).objects(kind)[0].spec.externalUrl);

  test('begin with the addresses that are declared', () => {
    const urls = {
      prometheusExternalUrl: 'https://metrics.example.com',
      alertmanagerExternalUrl: 'https://alerts.example.com',
    };
    expect(external(stack({ ...NOBODY, ...urls }))).toEqual([
      'https://metrics.example.com',
      'https://alerts.example.com',
    ]);
  });

  test('are left out where none is declared: no address of the cluster is one', () => {
    expect(external(stack())).toEqual([undefined, undefined]);
  });

  test('to an address of the cluster are errors', () => {
    const url = 'http://prometheus-operated.monitoring.svc:9090';
    const made = stack({ ...NOBODY, prometheusExternalUrl: url, alertmanagerExternalUrl: url });
    const found = ['alertmanager', 'prometheus'].map((part) => [
      expect.stringMatching(new RegExp(`/${part}  externalUrl$`)),
      `got "${url}"`,
      'links in alerts are opened outside of the cluster: they need http or https, and a host that DNS knows there',
      "→ give an address such as 'https://alerts.example.com', or leave it out: then there is no link",
    ]);
    expect(problems(made)).toEqual(found);
  });
});

describe('alerts about the machines', () => {
  test('without a node-exporter have no data', () => {
    expect(warnings(stack())).toEqual([
      [
        'test/monitoring/stack  nodeExporter  [node-alerts-without-data]',
        'got none, with 13 alerts about the machines, such as NodeFileSystemNearlyFull',
        'without a node-exporter that Prometheus scrapes these alerts have no data, and never fire',
        "→ give the stack one: nodeExporter: new NodeExporterChart(environment, 'node-exporter'); or leave the alerts out: clusterAlerts.without; or acknowledge that Prometheus scrapes another one",
      ],
    ]);
  });

  test('have data with one', () => {
    const chart = chartOf();
    const nodeExporter = new NodeExporterChart(Environment.of(chart) ?? chart, 'node-exporter');
    expect(warnings(stack({ ...NOBODY, nodeExporter }, chart))).toEqual([]);
  });

  test('can all be left out', () => {
    const { groups } = new ClusterAlerts(chartOf(), 'alerts');
    const rules = groups.find(({ node }) => node.id === 'node')?.rules ?? [];
    const without = Object.fromEntries(rules.map(({ name }) => [name, 'the provider watches the machines']));
    expect(warnings(stack({ ...NOBODY, clusterAlerts: { without } }))).toEqual([]);
  });
});

test('a retention that is shorter than an alert looks back', () => {
  const chart = chartOf();
  new Alerts(chart, 'weekly', {
    rules: [
      {
        name: 'LessThanLastWeek',
        expression: 'sum(up) < 0.1 * sum(max_over_time(up[5m] offset 1w))',
        severity: AlertSeverity.INFO,
        summary: 'fewer orders than a week ago',
        description: 'Look at the shop.',
      },
    ],
  });
  expectProblem(stack({ ...NOBODY, settings: { prometheus: { retention: '3d' } } }, chart), [
    'test/monitoring/stack/prometheus  settings.retention',
    'got 3d, with LessThanLastWeek, which looks back 605100 s',
    'what is older than the retention is removed: the alert would see a part of what it asks for',
    '→ keep samples for at least that long, or leave the alert out',
  ]);
});
