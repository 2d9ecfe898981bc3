import { Cluster, Exposure, Port, Service } from '../../lib';
import { chartIn, manifestsOf, workload } from '../support/workload';

const reason = 'a balancer of hardware stands in front';
const PORTS = [Port.http(8080, { servicePort: 80 }), Port.metrics(9090)];

test.each([
  ['a NodePort', Exposure.nodePort(30080, { reason }), false],
  ['a LoadBalancer', Exposure.loadBalancer({ reason }), true],
])('%s in front of a workload opens the pods of its ports', (_what, exposure, opensMetrics) => {
  const chart = chartIn(Cluster.k3d());
  const api = workload({ ports: PORTS }, chart);
  new Service(chart, 'front', { selector: api.selector, ports: PORTS, exposure });
  const manifests = manifestsOf(api);
  manifests.allows('192.0.2.1', api.name, 8080);
  manifests[opensMetrics ? 'allows' : 'denies']('192.0.2.1', api.name, 9090);
});

test('a Service that was made before its workload opens the pods, too', () => {
  const chart = chartIn(Cluster.k3d());
  const selector = workload({ ports: PORTS }, chartIn(Cluster.k3d())).selector;
  new Service(chart, 'front', { selector, ports: PORTS, exposure: Exposure.nodePort(30080, { reason }) });
  const api = workload({ ports: PORTS }, chart);
  manifestsOf(api).allows('192.0.2.1', api.name, 8080);
});

test('a Service inside the cluster, and one of other pods, open nothing', () => {
  const chart = chartIn(Cluster.k3d());
  const api = workload({ ports: PORTS }, chart);
  new Service(chart, 'inside', { selector: api.selector, ports: PORTS, exposure: Exposure.clusterIp() });
  new Service(chart, 'other', {
    selector: { app: 'other' },
    ports: PORTS,
    exposure: Exposure.nodePort(30080, { reason }),
  });
  manifestsOf(api).denies('192.0.2.1', api.name, 8080);
});
