import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { Acknowledgements, Cluster, Edge, Environment, Port, Route } from '../../lib';
import { EdgeRoute } from '../../lib/network/edge-route';
import { routeOwner } from '../../lib/network/route-collisions';
import { problems, warnings } from '../support/findings';
import { testChart } from '../support/trees';
import { Construct } from 'constructs';

const NGINX = Cluster.generic({ edge: Edge.nginx() });
const GATEWAY = Cluster.generic({ edge: Edge.istio() });
const HTTP = Port.http(8080);
const GRPC = Port.grpc(9090);

function add(chart: Chart, id: string, route: Route, port: Port = HTTP): void {
  new EdgeRoute(new Construct(chart, id), 'route', { route, name: id, serviceName: id, port });
}

test('the same paths of a host twice', () => {
  const chart = testChart(NGINX);
  add(chart, 'frontend', Route.host('a.example.com', { pathPrefix: '/app' }));
  add(chart, 'admin', Route.host('a.example.com', { pathPrefix: '/app/' }));
  expect(problems(chart)).toEqual([
    [
      'test/shop/admin  route',
      'got /app/ at a.example.com, where test/shop/frontend has /app',
      'a path of a host leads to one service: an edge refuses the second route or takes it by chance',
      '→ give one of the two another pathPrefix, such as /api, or another host name',
    ],
  ]);
});

test.each([
  ['first', [GRPC, HTTP], 'got /api at a.example.com, where test/shop/one has gRPC, whatever the path'],
  ['second', [HTTP, GRPC], 'got gRPC at a.example.com, where test/shop/one has /api'],
])('gRPC has the whole host at a Gateway: it comes %s', (_, ports, value) => {
  const chart = testChart(GATEWAY);
  ['one', 'two'].forEach((id, index) =>
    add(chart, id, Route.host('a.example.com', { pathPrefix: ports[index] === GRPC ? '/' : '/api' }), ports[index]),
  );
  expect(problems(chart).map(([where, got]) => [where, got])).toEqual([['test/shop/two  route', value]]);
});

test('in an Ingress gRPC has its path as any other', () => {
  const chart = testChart(NGINX);
  add(chart, 'one', Route.host('a.example.com'), GRPC);
  add(chart, 'two', Route.host('a.example.com', { pathPrefix: '/api' }));
  expect(problems(chart)).toEqual([]);
});

test('other paths, other hosts and other environments are apart; one cluster under two names is not', () => {
  const app = new App();
  const place = (id: string, name?: string): Chart =>
    new Chart(new Environment(app, id, { cluster: Cluster.generic({ edge: Edge.nginx(), name }) }), 'shop', {
      namespace: id,
    });
  const charts = [place('dev'), place('test'), place('blue', 'shared'), place('green', 'shared')];
  for (const chart of charts) {
    add(chart, 'frontend', Route.host('a.example.com'));
    add(chart, 'api', Route.host('a.example.com', { pathPrefix: '/api' }));
    add(chart, 'other', Route.host('b.example.com'));
  }
  expect(problems(app).map(([where]) => where)).toEqual([
    'green/shop/api  route',
    'green/shop/frontend  route',
    'green/shop/other  route',
  ]);
});

test('there are as many findings as routes that came second, whatever the order', () => {
  const path = fc.constantFrom('/', '/a', '/a/', '/a/b', '/b');
  fc.assert(
    fc.property(fc.array(path, { maxLength: 8 }), (paths) => {
      const chart = testChart(NGINX);
      paths.forEach((pathPrefix, index) => add(chart, `r${index}`, Route.host('a.b', { pathPrefix })));
      const different = new Set(paths.map((each) => each.replace(/\/$/, '')));
      expect(problems(chart)).toHaveLength(paths.length - different.size);
    }),
  );
});

describe('a host name in two environments', () => {
  const hosts = (cluster: () => Cluster): App => {
    const app = new App();
    for (const name of ['staging', 'prod']) {
      const chart = new Chart(new Environment(app, name, { cluster: cluster() }), 'shop', { namespace: 'shop' });
      add(chart, 'api', Route.host('a.example.com', { pathPrefix: `/${name}` }));
    }
    return app;
  };

  test('is a warning', () => {
    expect(warnings(hosts(() => GATEWAY))).toEqual([
      [
        'prod/shop/api  route.hostname  [host-of-two-environments]',
        'got a.example.com, which staging/shop/api has in the environment staging',
        'a host name leads to one cluster: requests, links and certificates of one environment would be those of the other',
        '→ give each environment a host name of its own; or acknowledge that one name leads to both',
      ],
    ]);
  });

  test('may lead to both', () => {
    const app = hosts(() => GATEWAY);
    Acknowledgements.of(app).add({ id: 'host-of-two-environments', reason: 'Azure Front Door balances between them' });
    expect(warnings(app)).toEqual([]);
  });

  test('of one cluster is told apart by paths', () => {
    expect(warnings(hosts(() => Cluster.generic({ name: 'shared', edge: Edge.istio() })))).toEqual([]);
  });
});

test.each([
  ['/api/orders', 'api'],
  ['/api', 'api'],
  ['/api/', 'api'],
  ['/apis', 'frontend'],
  ['/', 'frontend'],
])('requests for %s are those of %s', (path, owner) => {
  const chart = testChart(NGINX);
  add(chart, 'frontend', Route.host('a.example.com'));
  add(chart, 'api', Route.host('a.example.com', { pathPrefix: '/api/' }));
  expect(routeOwner(chart, 'a.example.com', path)?.node.id).toBe(owner);
  expect(routeOwner(chart, 'b.example.com', path)).toBeUndefined();
});
