import { App } from 'cdk8s';
import { Cluster, Environment, Image, Manifests, NamespaceChart, Port, Workload } from '../../../lib';
import { podEdges } from '../../../scripts/dev/pod-edges';

test('every port of every workload from every other one, as the policies judge it', () => {
  const environment = new Environment(new App(), 'dev', { cluster: Cluster.k3d() });
  const chart = new NamespaceChart(environment, 'shop');
  const image = Image.of('registry.example/shop', '1.0.0');
  const store = new Workload(chart, 'store', { image, ports: [Port.tcp('sql', 5432), Port.metrics(9187)] });
  new Workload(chart, 'api', { image, ports: [Port.http(8080), Port.udp('voice', 5060)] }).connectTo(store);
  const edges = podEdges(Manifests.of(environment)).map(
    ({ source, destination, isOpen }) =>
      `${source.workload} → ${destination.workload} ${destination.port}: ${isOpen ? 'open' : 'closed'}`,
  );
  expect(edges.sort()).toEqual(['api → store 5432: open', 'api → store 9187: closed', 'store → api 8080: closed']);
});
