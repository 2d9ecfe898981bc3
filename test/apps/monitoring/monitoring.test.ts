import { parse } from 'yaml';
import { monitoring } from '../../../apps/monitoring/main';
import { isAllowed } from '../../testing/fixtures';
import { dashboardsOf, panelsOf, schemaProblems } from '../../support/grafana';
import { ENVIRONMENTS, environment, monitoringOf, together } from '../../support/minitoolstream';

const dev = monitoringOf('dev');
const staging = monitoringOf('staging');
const prod = monitoringOf('prod');
const everywhere = { dev, staging, prod };
const all = Object.values(everywhere);

const PROMETHEUS = 'prometheus-kube-prometheus-prometheus';
const ALERTMANAGER = 'prometheus-kube-prometheus-alertmanager';
const GRAFANA = 'prometheus-grafana';
const STORAGE_CLASS = { dev: 'local-path', staging: 'managed-csi', prod: 'managed-csi' };

const claim = (storage: string, storageClassName: string) => ({
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage } },
  storageClassName,
});
/** An alert, as far as these tests look at it. */
interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
}

/** Which alerts go to whom. */
interface Route {
  readonly matchers: readonly Readonly<Record<'name' | 'matchType' | 'value', string>>[];
  readonly receiver: string;
}

/** Somebody who is told, with the ways in which. */
interface Receiver {
  readonly name: string;
}

const rulesOf = ({ spec }: { spec: { groups: { rules: Rule[] }[] } }): Rule[] =>
  spec.groups.flatMap(({ rules }) => rules);
const alertsOf = (manifests: typeof prod, name: string): Rule[] => rulesOf(manifests.resource('PrometheusRule', name));

test('the namespace says what it is for', () => {
  for (const manifests of all) {
    expect(manifests.resource('Namespace', 'monitoring').metadata.labels).toMatchObject({
      name: 'monitoring',
      purpose: 'observability',
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  }
});

test.each(ENVIRONMENTS)('in %s there is one Prometheus of that name, with its retention, claim and amounts', (name) => {
  everywhere[name].resourceCount('Prometheus', 1);
  const { spec } = everywhere[name].resource('Prometheus', PROMETHEUS);
  expect([spec.retention, spec.retentionSize]).toEqual(['30d', '40GB']);
  expect(spec.storage.volumeClaimTemplate.spec).toEqual(claim('50Gi', STORAGE_CLASS[name]));
  const program = spec.containers.find((container: { name: string }) => container.name === 'prometheus');
  expect(program.resources).toMatchObject({
    requests: { cpu: '500m', memory: '2Gi' },
    limits: { cpu: '2000m', memory: '4Gi' },
  });
});

test('Prometheus takes rules and monitors of every namespace, whatever their labels', () => {
  for (const manifests of all) {
    const { spec } = manifests.resource('Prometheus', PROMETHEUS);
    for (const kind of ['rule', 'serviceMonitor', 'podMonitor']) {
      expect([kind, spec[`${kind}Selector`], spec[`${kind}NamespaceSelector`]]).toEqual([kind, {}, {}]);
    }
    expect(spec.alerting.alertmanagers).toEqual([{ name: ALERTMANAGER, namespace: 'monitoring', port: 'http-web' }]);
  }
});

test.each(ENVIRONMENTS)('in %s there is one Alertmanager of that name, with its claim', (name) => {
  everywhere[name].resourceCount('Alertmanager', 1);
  const { spec } = everywhere[name].resource('Alertmanager', ALERTMANAGER);
  expect(spec.storage.volumeClaimTemplate.spec).toEqual(claim('10Gi', STORAGE_CLASS[name]));
});

describe('Grafana', () => {
  test.each(ENVIRONMENTS)('in %s has its name, port 80 and its claim', (name) => {
    const { spec } = everywhere[name].resource('Service', GRAFANA);
    expect(spec.ports.map(({ port }: { port: number }) => port)).toEqual([80]);
    const [template] = everywhere[name].resource('StatefulSet', GRAFANA).spec.volumeClaimTemplates;
    expect(template.spec).toEqual(claim('10Gi', STORAGE_CLASS[name]));
  });

  test('has the host grafana.local in dev, with TLS, and one at the edge elsewhere', () => {
    const { spec } = dev.resource('Ingress', GRAFANA);
    expect(spec.rules.map(({ host }: { host: string }) => host)).toEqual(['grafana.local']);
    expect(spec.tls.map(({ hosts }: { hosts: string[] }) => hosts)).toEqual([['grafana.local']]);
    expect([staging, prod].map((one) => one.resource('HTTPRoute', GRAFANA).spec.hostnames)).toEqual([
      ['grafana.staging.minitoolstream.example'],
      ['grafana.minitoolstream.example'],
    ]);
  });

  test('asks Prometheus by default', () => {
    for (const manifests of all) {
      const sources = manifests
        .objects('ConfigMap')
        .flatMap(({ data }) =>
          data['prometheus.yaml'] === undefined ? [] : parse(data['prometheus.yaml']).datasources,
        );
      expect(sources).toEqual([
        expect.objectContaining({ type: 'prometheus', url: 'http://prometheus-operated:9090', isDefault: true }),
      ]);
    }
  });

  test('reads the password of its administrator from a Secret, of which nothing is written', () => {
    for (const manifests of all) {
      // The only Secret is one that the API server fills in.
      expect(manifests.objects('Secret').map(({ type, data, stringData }) => [type, data, stringData])).toEqual([
        ['kubernetes.io/service-account-token', undefined, undefined],
      ]);
      const { containers, volumes } = manifests.resource('StatefulSet', GRAFANA).spec.template.spec;
      const program = containers.find(({ name }: { name: string }) => name === GRAFANA);
      const { data } = manifests.resource('ConfigMap', program.envFrom[0].configMapRef.name);
      expect(data.GF_SECURITY_ADMIN_PASSWORD__FILE).toBe('/etc/grafana/credentials/admin-password');
      expect(data).not.toHaveProperty('GF_SECURITY_ADMIN_PASSWORD');
      const { name } = program.volumeMounts.find(
        (one: { mountPath: string }) => one.mountPath === '/etc/grafana/credentials',
      );
      expect(volumes.find((volume: { name: string }) => volume.name === name).secret.secretName).toBe(
        'prometheus-grafana-credentials',
      );
    }
    for (const manifests of [staging, prod]) {
      const { spec } = manifests.resource('ExternalSecret', 'prometheus-grafana-credentials');
      expect(spec.data.map((one: { secretKey: string }) => one.secretKey)).toContain('admin-password');
    }
  });

  test.each(ENVIRONMENTS)('in %s has dashboards of the cluster and of nodes in ConfigMaps, which it takes', (name) => {
    const found = dashboardsOf(monitoring.platform().node.findChild(name));
    expect(found.map(({ title }) => title)).toEqual(['Cluster', 'Nodes']);
    for (const dashboard of found) {
      expect(schemaProblems(dashboard)).toEqual([]);
      expect(panelsOf(dashboard).length).toBeGreaterThan(10);
    }
  });

  test('downloads nothing', () => {
    for (const manifests of all) {
      const { containers, initContainers = [] } = manifests.resource('StatefulSet', GRAFANA).spec.template.spec;
      expect(initContainers).toEqual([]);
      const [{ configMapRef }] = containers.find(({ name }: { name: string }) => name === GRAFANA).envFrom;
      expect(manifests.resource('ConfigMap', configMapRef.name).data).toMatchObject({
        GF_PLUGINS_PREINSTALL_DISABLED: 'true',
        GF_PLUGINS_PLUGIN_ADMIN_ENABLED: 'false',
        GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      });
    }
  });
});

test('what is scraped of the cluster carries the label of the release', () => {
  for (const manifests of all) {
    const monitors = manifests.objects('ServiceMonitor');
    expect(monitors.map(({ metadata }) => metadata.name).sort()).toEqual([
      'api-server',
      'kubelet',
      ALERTMANAGER,
      'prometheus-kube-prometheus-operator',
      PROMETHEUS,
      'prometheus-kube-state-metrics',
    ]);
    for (const { metadata } of [
      ...monitors,
      ...manifests.objects('PodMonitor'),
      ...manifests.objects('PrometheusRule'),
    ]) {
      expect([metadata.name, metadata.labels.release]).toEqual([metadata.name, 'prometheus']);
    }
    manifests.hasResource('Deployment', 'prometheus-kube-state-metrics');
  }
});

test('node-exporter is on every node, in a privileged namespace where nothing else is', () => {
  for (const manifests of all) {
    const { metadata } = manifests.resource('Namespace', 'node-exporter');
    expect(metadata.labels['pod-security.kubernetes.io/enforce']).toBe('privileged');
    const workloads = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'].flatMap((kind) =>
      manifests.objects(kind).filter((one) => one.metadata.namespace === 'node-exporter'),
    );
    expect(workloads.map((one) => [one.kind, one.metadata.name])).toEqual([['DaemonSet', 'node-exporter']]);
  }
});

describe('default rules', () => {
  test.each([
    ['Alertmanager', ALERTMANAGER, /^Alertmanager/],
    ['the API server', 'api-server', /^ApiServer/],
    ['kube-state-metrics', 'cluster-state', /^KubeStateMetrics/],
    ['kubelets', 'kubelet', /^Kubelet|^Node/],
    ['whatever is scraped', 'targets', /^TargetsDown$/],
    ['nodes', 'node', /^Node/],
  ] as const)('there are some of %s', (_what, name, pattern) => {
    for (const manifests of all) {
      expect(alertsOf(manifests, name).filter(({ alert }) => pattern.test(alert))).not.toEqual([]);
    }
  });

  test('there are none of etcd, scheduler and controller manager, which nobody here can scrape', () => {
    for (const manifests of all) {
      const rules = manifests.objects('PrometheusRule').flatMap(rulesOf);
      expect(rules.length).toBeGreaterThan(30);
      const about = /etcd_|scheduler_|kube-scheduler|kube-controller-manager|job="etcd/;
      expect(rules.filter(({ expr }) => about.test(expr)).map(({ alert }) => alert)).toEqual([]);
    }
  });
});

describe('who is told', () => {
  const routesOf = (manifests: typeof prod) => manifests.resource('AlertmanagerConfig', ALERTMANAGER).spec;

  test.each(['staging', 'prod'] as const)('in %s every severity has its receiver, and Watchdog one outside', (name) => {
    const { receivers, route } = routesOf(everywhere[name]);
    const byMatch = (route.routes as Route[]).map(({ matchers, receiver }) => [
      matchers.map((one) => one.name + one.matchType + one.value).join(),
      receiver,
    ]);
    expect(byMatch).toEqual([
      ['alertname=Watchdog', 'watchdog'],
      ['severity=critical', 'critical'],
      ['severity=warning', 'warning'],
      ['severity=info', 'nobody'],
    ]);
    const kinds = (receivers as Receiver[]).map(({ name: receiver, ...ways }) => [receiver, Object.keys(ways)]);
    expect(Object.fromEntries(kinds)).toEqual({
      nobody: [],
      critical: ['pagerdutyConfigs'],
      warning: ['slackConfigs'],
      watchdog: ['webhookConfigs'],
    });
    const alerts = everywhere[name].objects('PrometheusRule').flatMap(rulesOf);
    expect(new Set(alerts.map(({ labels }) => labels.severity))).toEqual(new Set(['critical', 'warning', 'info']));
  });

  test('in dev nobody is, which has its reason', () => {
    expect(routesOf(dev).route.receiver).toBe('nobody');
    expect(
      dev.resource('AlertmanagerConfig', ALERTMANAGER).metadata.annotations['tradewind.dev/without-receivers'],
    ).toEqual(expect.any(String));
  });

  test('Watchdog always fires', () => {
    for (const manifests of all) {
      const [watchdog] = alertsOf(manifests, PROMETHEUS).filter(({ alert }) => alert === 'Watchdog');
      expect(watchdog.expr).toBe('vector(1)');
    }
  });
});

describe('the metric of pods', () => {
  test.each(['staging', 'prod'] as const)(
    'in %s the adapter has one rule, which is all that default: false leaves',
    (name) => {
      const { metadata, data } = everywhere[name].resource('ConfigMap', 'prometheus-adapter-rules');
      expect(metadata.namespace).toBe('monitoring');
      expect(parse(data['config.yaml'])).toEqual({
        rules: [
          {
            seriesQuery: 'minitoolstream_messages_total',
            resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
            name: { matches: '^(.*)_total$', as: '${1}_per_second' },
            metricsQuery: 'sum(rate(<<.Series>>{status="success",<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)',
          },
        ],
      });
    },
  );

  test('dev has no adapter, and nothing there is scaled on messages', () => {
    dev.hasNoResource('ConfigMap', 'monitoring/prometheus-adapter-rules');
    for (const { spec } of environment('dev').objects('HorizontalPodAutoscaler')) {
      expect(spec.metrics.map(({ type }: { type: string }) => type)).toEqual(['Resource', 'Resource']);
    }
  });
});

describe('edges', () => {
  test.each(ENVIRONMENTS)('in %s Grafana asks Prometheus, which tells Alertmanager, and neither way back', (name) => {
    const manifests = together(name);
    const open = (from: string, to: string): number[] =>
      [3000, 8080, 9090, 9093].filter((port) => isAllowed(manifests, from, to, port));
    expect(open(GRAFANA, PROMETHEUS)).toEqual([9090]);
    expect(open(PROMETHEUS, ALERTMANAGER)).toEqual([8080, 9093]);
    expect(open(PROMETHEUS, GRAFANA)).toEqual([3000]);
    expect(open(ALERTMANAGER, PROMETHEUS)).toEqual([]);
    expect(open(GRAFANA, ALERTMANAGER)).toEqual([]);
    expect(open('namespace:default', PROMETHEUS)).toEqual([]);
    expect(open('minitoolstream-ingress', PROMETHEUS)).toEqual([]);
    expect(open('edge', GRAFANA)).toEqual([3000]);
  });
});
