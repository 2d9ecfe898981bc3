import {
  Cluster,
  type ClusterOptions,
  type ClusterPrometheusAdapter,
  Environment,
  Manifests,
  MonitoringStack,
  NamespaceChart,
  Platform,
} from '../../../lib';
import { isAllowed } from '../../testing/fixtures';

const PLACES: ClusterOptions = { apiServerCidrs: ['10.0.0.1/32'], nodeCidrs: ['10.1.0.0/16'] };
const PROMETHEUS = 'namespace:monitoring{app.kubernetes.io/name=prometheus}';

function stack(prometheusAdapter?: ClusterPrometheusAdapter): Manifests {
  const cluster = Cluster.generic({ ...PLACES, prometheus: {}, prometheusOperator: {}, prometheusAdapter });
  const environment = new Environment(new Platform({ name: 'test' }), 'prod', { cluster });
  const chart = new NamespaceChart(environment, 'monitoring');
  new MonitoringStack(chart, 'stack', { withoutReceivers: 'a test' });
  return Manifests.of(environment);
}

/** A pod as somebody installs it. */
function withPod(manifests: Manifests): Manifests {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'adapter', namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus-adapter' } },
    spec: { containers: [{ name: 'adapter', ports: [{ containerPort: 6443 }] }] },
  };
  return Manifests.ofObjects([...manifests.objects(), pod], Cluster.generic(PLACES));
}

test('an adapter beside Prometheus reaches it and the API server, is reached by that, and by nobody else', () => {
  const manifests = withPod(stack({}));
  expect(isAllowed(manifests, 'monitoring/adapter', 'prometheus-kube-prometheus-prometheus', 9090)).toBe(true);
  expect(isAllowed(manifests, 'monitoring/adapter', '10.0.0.1/32', 443)).toBe(true);
  expect(isAllowed(manifests, 'monitoring/adapter', '8.8.8.8', 443)).toBe(false);
  expect(isAllowed(manifests, '10.0.0.1/32', 'monitoring/adapter', 6443)).toBe(true);
  expect(isAllowed(manifests, 'namespace:kube-system{app=konnectivity-agent}', 'monitoring/adapter', 6443)).toBe(true);
  expect(isAllowed(manifests, 'namespace:default', 'monitoring/adapter', 6443)).toBe(false);
  expect(isAllowed(manifests, PROMETHEUS, 'monitoring/adapter', 6443)).toBe(false);
});

test('and has its share of the quota', () => {
  const pods = (manifests: Manifests): number => Number(manifests.resource('ResourceQuota', 'quota').spec.hard.pods);
  expect(pods(stack({})) - pods(stack())).toBe(3);
});

test.each([
  ['none', undefined],
  ['one in a namespace of its own', { namespace: 'metrics' }],
])('%s has no policy here', (_, adapter) => {
  stack(adapter).hasNoResource('NetworkPolicy', 'prometheus-adapter');
});
