import type { Chart } from 'cdk8s';
import {
  Acknowledgements,
  Cluster,
  Credentials,
  DashboardDiscovery,
  Edge,
  Grafana,
  type GrafanaProps,
  Identity,
  Image,
  Manifests,
  Peer,
  Port,
  Route,
  SecretSource,
  Workload,
} from '../../../lib';
import { GRAFANA } from '../../../lib/monitoring/stack/images/grafana';
import { expectProblem, problems, warnings } from '../../support/findings';
import { synthesized, testChart } from '../../support/trees';

const CLUSTER = Cluster.generic({
  kubernetesVersion: '1.34',
  prometheus: {},
  prometheusOperator: { labels: { release: 'prometheus' } },
  apiServerCidrs: ['172.16.0.0/30'],
  storageClass: 'fast',
  edge: Edge.traefik(),
});

const build =
  (props?: GrafanaProps, id = 'prometheus-grafana') =>
  (chart: Chart): Grafana =>
    new Grafana(chart, id, props);

function made(props?: GrafanaProps, cluster = CLUSTER): { grafana: Grafana; chart: Chart; all: () => Manifests } {
  const chart = testChart(cluster);
  const grafana = build(props)(chart);
  return { grafana, chart, all: () => Manifests.of(chart) };
}

const podOf = (all: Manifests) => all.resource('StatefulSet', 'prometheus-grafana').spec.template.spec;
const dataOf = (all: Manifests, name: string): Record<string, string> =>
  all.objects('ConfigMap').find(({ metadata }) => metadata.name.startsWith(`${name}-`))?.data as Record<string, string>;
const variablesOf = (all: Manifests) => dataOf(all, 'prometheus-grafana-config');

test('the least', () => {
  expect(synthesized(build(), CLUSTER)).toMatchSnapshot();
});

test('the most', () => {
  const full = (chart: Chart): Grafana =>
    build({
      prometheus: Peer.service('thanos-query', { namespace: 'thanos', port: 10902 }).url('http'),
      credentials: new Credentials(chart, 'login', { keys: ['admin-password', 'secret-key'] }),
      route: Route.host('grafana.local', { pathPrefix: '/grafana' }),
      dashboards: DashboardDiscovery.namespaces('streams', 'apps', 'streams', 'shop'),
      variables: { GF_USERS_DEFAULT_THEME: 'light', GF_UNIFIED_ALERTING_ENABLED: 'true' },
      identity: Identity.of({ name: 'grafana', service: 'graphs' }),
      image: Image.of('registry.example/grafana', '12.0.0'),
      collectorImage: Image.of('registry.example/collector', '2.0.0'),
      scheduling: { nodeSelector: { disk: 'ssd' } },
      alerts: { without: { PodCrashLooping: 'nobody is woken by a dashboard' } },
      settings: { size: '20Gi', storageClass: 'premium', resources: { limits: { memory: '1Gi' } } },
    })(chart);
  expect(synthesized(full, CLUSTER)).toMatchSnapshot();
});

test('is free of problems and warnings', () => {
  const { chart } = made({ route: Route.host('grafana.local') });
  Acknowledgements.of(chart).add({ id: 'certificate-without-source', reason: 'the Secret is made by hand' });
  expect(problems(chart)).toEqual([]);
  expect(warnings(chart)).toEqual([]);
});

describe('its credentials', () => {
  test('are files, of a bundle of its own, and stand in no manifest', () => {
    const { grafana, all } = made();
    expect(grafana.credentials.secretName).toBe('prometheus-grafana-credentials');
    expect(grafana.credentials.knownKeys).toEqual(['admin-password', 'secret-key']);
    expect(variablesOf(all())).toMatchObject({
      GF_SECURITY_ADMIN_PASSWORD__FILE: '/etc/grafana/credentials/admin-password',
      GF_SECURITY_SECRET_KEY__FILE: '/etc/grafana/credentials/secret-key',
    });
    const [main, collector] = podOf(all()).containers;
    expect(main.volumeMounts).toContainEqual({
      name: 'prometheus-grafana-credentials',
      mountPath: '/etc/grafana/credentials',
      readOnly: true,
    });
    expect(JSON.stringify(collector)).not.toContain('credentials');
  });

  test('are those of the secret source of the cluster', () => {
    const cluster = Cluster.generic({
      prometheus: {},
      apiServerCidrs: ['172.16.0.0/30'],
      secretSource: SecretSource.vault('vault'),
    });
    made({}, cluster).all().hasResource('ExternalSecret', 'prometheus-grafana-credentials');
  });
});

test.each([
  ['lets nobody in without a password', 'GF_AUTH_ANONYMOUS_ENABLED', 'false'],
  ['lets nobody make an account', 'GF_USERS_ALLOW_SIGN_UP', 'false'],
  ['reports to nobody', 'GF_ANALYTICS_REPORTING_ENABLED', 'false'],
  ['asks nobody for updates', 'GF_ANALYTICS_CHECK_FOR_UPDATES', 'false'],
  ['asks nobody for updates of plugins', 'GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES', 'false'],
  ['downloads no plugins', 'GF_PLUGINS_PREINSTALL_DISABLED', 'true'],
])('%s', (_, name, value) => {
  expect(variablesOf(made().all())[name]).toBe(value);
});

test('everything that it writes to is a volume', () => {
  const writable = podOf(made().all())
    .containers[0].volumeMounts.filter(({ readOnly }: { readOnly?: boolean }) => !readOnly)
    .map(({ mountPath }: { mountPath: string }) => mountPath);
  expect(writable).toEqual(expect.arrayContaining([...GRAFANA.writablePaths]));
});

describe('its data source', () => {
  test('is the Prometheus of the cluster, by its short name where that is in the same namespace', () => {
    const declared = (namespace: string) =>
      made({}, Cluster.generic({ prometheus: { namespace }, apiServerCidrs: ['172.16.0.0/30'] }));
    const url = (namespace: string): string =>
      dataOf(declared(namespace).all(), 'prometheus-grafana-data-sources')['prometheus.yaml'];
    expect(url('shop')).toContain('url: http://prometheus-operated:9090\n');
    expect(url('monitoring')).toContain('url: http://prometheus-operated.monitoring.svc:9090\n');
  });

  test('is another one, with both halves of the way there', () => {
    const chart = testChart(CLUSTER);
    const other = new Workload(chart, 'other', {
      image: Image.of('registry.example/p', '1.0.0'),
      ports: [Port.http(9090)],
    });
    new Grafana(chart, 'prometheus-grafana', { prometheus: other.port('http').url('http') });
    const all = Manifests.of(chart);
    all.allows('prometheus-grafana', 'other', 9090);
    expect(dataOf(all, 'prometheus-grafana-data-sources')['prometheus.yaml']).toContain(
      'url: http://other.shop.svc:9090',
    );
  });

  test('must be known', () => {
    expectProblem(made({}, Cluster.generic({ apiServerCidrs: ['172.16.0.0/30'] })).chart, [
      'test/shop/prometheus-grafana  prometheus',
      'got nothing',
      'the cluster declares no Prometheus, and Grafana has nobody to ask',
      '→ give prometheus, or declare prometheus on the cluster',
    ]);
  });
});

describe('dashboards', () => {
  test('come from every namespace, for which it may read ConfigMaps and nothing else', () => {
    const all = made().all();
    const [role] = all.objects('ClusterRole');
    expect(role.rules).toEqual([{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }]);
    expect(all.objects('Role')).toEqual([]);
    expect(dataOf(all, 'prometheus-grafana-dashboards-config')).toMatchObject({
      LABEL: 'grafana_dashboard',
      LABEL_VALUE: '1',
      NAMESPACE: 'ALL',
      FOLDER: '/var/lib/grafana-dashboards',
    });
  });

  test('come from some namespaces, in each of which it may read ConfigMaps', () => {
    const all = made({ dashboards: DashboardDiscovery.namespaces('streams') }).all();
    expect(all.objects('ClusterRole')).toEqual([]);
    const roles = all.objects('Role').map(({ metadata }) => [metadata.namespace, metadata.name]);
    expect(roles).toEqual([
      ['shop', 'prometheus-grafana-role'],
      ['streams', 'shop-prometheus-grafana-dashboards'],
    ]);
    const bindings = all.objects('RoleBinding').map(({ subjects }) => subjects[0]);
    expect(bindings).toEqual(
      [0, 1].map(() => ({ kind: 'ServiceAccount', name: 'prometheus-grafana', namespace: 'shop' })),
    );
    expect(dataOf(all, 'prometheus-grafana-dashboards-config').NAMESPACE).toBe('shop,streams');
  });
});

describe('the way in', () => {
  test('is a Service on port 80', () => {
    const { grafana, all } = made();
    expect(all().resource('Service', 'prometheus-grafana').spec.ports).toEqual([
      { name: 'http', port: 80, targetPort: 3000, protocol: 'TCP' },
    ]);
    expect(grafana.url('/d/x').address).toBe('http://prometheus-grafana.shop.svc:80/d/x');
  });

  test('from outside is a route with TLS, by which it knows its own address', () => {
    const all = made({ route: Route.host('grafana.local') }).all();
    expect(all.resource('Ingress', 'prometheus-grafana').spec.tls).toEqual([
      { hosts: ['grafana.local'], secretName: 'prometheus-grafana-tls' },
    ]);
    expect(variablesOf(all)).toMatchObject({
      GF_SECURITY_COOKIE_SECURE: 'true',
      GF_SERVER_ROOT_URL: 'https://grafana.local/',
    });
    expect(variablesOf(made().all())).not.toHaveProperty('GF_SERVER_ROOT_URL');
  });

  test('below a path is served there, unless the edge takes it off', () => {
    const of = (stripPrefix: boolean) =>
      variablesOf(made({ route: Route.host('tools.local', { pathPrefix: '/grafana', stripPrefix }) }).all());
    expect(of(false)).toMatchObject({
      GF_SERVER_ROOT_URL: 'https://tools.local/grafana/',
      GF_SERVER_SERVE_FROM_SUB_PATH: 'true',
    });
    expect(of(true)).not.toHaveProperty('GF_SERVER_SERVE_FROM_SUB_PATH');
  });
});

test('is scraped by the Prometheus of the cluster, and nobody scrapes it twice', () => {
  const { grafana, all } = made();
  expect(all().resource('PodMonitor', 'prometheus-grafana').spec.podMetricsEndpoints).toEqual([
    { port: 'http', relabelings: [{ action: 'replace', targetLabel: 'job', replacement: 'grafana' }] },
  ]);
  expect(grafana.toMonitoringProfile().scrapedPorts).toEqual([]);
});

test('the token that reads every ConfigMap is in the sidecar that needs it, and not in Grafana, which others reach', () => {
  for (const dashboards of [DashboardDiscovery.everyNamespace(), DashboardDiscovery.namespaces('streams')]) {
    const pod = podOf(made({ dashboards }).all());
    const holders = (pod.containers as { name: string; volumeMounts: { mountPath: string }[] }[])
      .filter(({ volumeMounts }) => volumeMounts.some(({ mountPath }) => mountPath.startsWith('/var/run/secrets')))
      .map(({ name }) => name);
    expect([pod.automountServiceAccountToken, holders]).toEqual([false, ['dashboards']]);
  }
});
