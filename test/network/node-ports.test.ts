import { Chart } from 'cdk8s';
import { Cluster, Environment, Exposure, Platform, Port, Service } from '../../lib';
import { problems } from '../support/findings';

const reason = 'a balancer of hardware stands in front';

function serviceIn(scope: Chart, id: string, port: number): void {
  new Service(scope, id, {
    selector: { app: id },
    ports: [Port.http(8080)],
    exposure: Exposure.nodePort(port, { reason }),
  });
}

function charts(first: Cluster, second: Cluster): [Chart, Chart] {
  const platform = new Platform({ name: 'shop' });
  const chart = (id: string, cluster: Cluster) =>
    new Chart(new Environment(platform, id, { cluster }), 'shop', { namespace: id });
  return [chart('dev', first), chart('test', second)];
}

const TAKEN = [
  'test/shop/b  exposure.port',
  'got 30080, which dev/shop/a takes, too',
  'a port of the nodes belongs to one Service of the cluster: the API server refuses the second',
  '→ choose another from 30000 to 32767',
];

test('two Services of an environment that take one port of the nodes', () => {
  const [chart] = charts(Cluster.k3d(), Cluster.k3d());
  serviceIn(chart, 'a', 30080);
  serviceIn(chart, 'b', 30080);
  expect(problems(chart)).toEqual([['dev/shop/b  exposure.port', ...TAKEN.slice(1)]]);
});

test.each([
  ['a name', () => Cluster.generic({ name: 'lab' })],
  ['a context', () => Cluster.k3d({ context: 'k3d-lab' })],
])('two environments whose clusters have %s in common', (_, cluster) => {
  const [a, b] = charts(cluster(), cluster());
  serviceIn(a, 'a', 30080);
  serviceIn(b, 'b', 30080);
  expect(problems(b).filter(([place]) => place.includes('exposure'))).toEqual([TAKEN]);
});

test('clusters of which nothing is known, and other ports, do not collide', () => {
  const [a, b] = charts(Cluster.k3d(), Cluster.k3d());
  serviceIn(a, 'a', 30080);
  serviceIn(a, 'c', 30081);
  serviceIn(b, 'b', 30080);
  expect([problems(a), problems(b)]).toEqual([[], []]);
});
