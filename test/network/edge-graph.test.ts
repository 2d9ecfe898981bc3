import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { Cluster, Environment, Identity, Manifests, Peer, Port, Service, type Workload } from '../../lib';
import { edgeGraph } from '../../lib/network/edge-graph';
import { problemsOf, problemsWith, testChart, testWorkload } from '../support/trees';

const ports = [Port.http(8080), Port.grpc(8081), Port.admin(9000)];

test('one line opens both ends, for the service ports alone', () => {
  const chart = testChart();
  const other = new Chart(chart.node.root.node.findChild('test'), 'stock', { namespace: 'stock' });
  const store = testWorkload(other, 'store', { ports });
  testWorkload(chart, 'api', { ports }).connectTo(store);
  const manifests = Manifests.of(chart.node.root);
  manifests.allows('api', 'store', 8080);
  manifests.allows('api', 'store', 8081);
  manifests.denies('api', 'store', 9000);
  manifests.denies('store', 'api', 8080);
  manifests.denies('namespace:shop', 'store', 8080);
});

test('allowFrom is the same edge from its other end, and a named port opens that port alone', () => {
  const chart = testChart();
  const [api, store, tool] = ['api', 'store', 'tool'].map((id) => testWorkload(chart, id, { ports }));
  store.allowFrom(api);
  tool.connectTo(store.port('admin'));
  const manifests = Manifests.of(chart);
  manifests.allows('api', 'store', 8080);
  manifests.denies('api', 'store', 9000);
  manifests.allows('tool', 'store', 9000);
  manifests.denies('tool', 'store', 8080);
});

describe('the order', () => {
  const IDS = ['a', 'b', 'c', 'd'];
  const EDGES: [string, (from: Workload, to: Workload) => void, string][] = [
    ['a', (from, to) => from.connectTo(to), 'b'],
    ['c', (from, to) => to.allowFrom(from), 'b'],
    ['b', (from, to) => from.connectTo(to.port('admin')), 'c'],
    ['a', (from, to) => from.connectTo(to), 'c'],
    ['a', (from) => from.connectTo(Peer.cidr('10.0.0.0/8', { port: 443 })), ''],
    ['a', (from) => from.connectTo(Peer.cidr('10.0.0.0/8', { port: 80 })), ''],
    ['a', (from) => from.connectTo(Peer.hostname('x.example', { port: 443, anyAddress: 'x' })), ''],
    ['a', (from) => from.connectTo(Peer.hostname('y.example', { port: 444, anyAddress: 'y' })), ''],
    ['d', (from) => from.allowFrom(Peer.namespace('web')), ''],
    ['d', (from, to) => from.connectTo(to).connectTo(to), 'd'],
  ];

  /** The policies of a tree that is made in an order, by name. */
  function policies(ids: readonly string[], edges: typeof EDGES): string {
    const chart = testChart();
    const workloads = new Map(ids.map((id) => [id, testWorkload(chart, id, { ports })]));
    for (const [from, connect, to] of edges) {
      const [source, target] = [workloads.get(from), workloads.get(to)];
      if (source) {
        connect(source, target ?? source);
      }
    }
    const manifests = Manifests.of(chart);
    return JSON.stringify([...ids].sort().map((id) => manifests.resource('NetworkPolicy', id) as object));
  }

  test('of construction and of connecting does not matter: the bytes are the same', () => {
    const expected = policies(IDS, EDGES);
    const orders = { minLength: IDS.length, maxLength: IDS.length };
    const edgeOrders = { minLength: EDGES.length, maxLength: EDGES.length };
    fc.assert(
      fc.property(fc.shuffledSubarray(IDS, orders), fc.shuffledSubarray(EDGES, edgeOrders), (ids, edges) => {
        expect(policies(ids, edges)).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });
});

test('an edge between environments', () => {
  const app = new App();
  const [dev, prod] = ['dev', 'prod'].map((name) => {
    const environment = new Environment(app, name, { cluster: Cluster.generic() });
    return testWorkload(new Chart(environment, 'shop', { namespace: 'shop' }), 'api', { ports });
  });
  dev.connectTo(prod);
  expect(problemsOf(app)).toBe(
    `  dev/shop/api  connectTo prod/shop/api
    got prod/shop/api, in another environment
    environments are apart: no policy can let one reach the workloads of another
    → connect to the workload of the same environment, or to a Peer that names the address`,
  );
});

test('to something without ports', () => {
  expect(problemsWith((chart) => testWorkload(chart, 'api').connectTo(testWorkload(chart, 'worker')))).toBe(
    `  test/shop/api  connectTo test/shop/worker
    got a target without ports
    an edge leads to ports: without one nothing could be opened
    → give the target ports, or name a port of it`,
  );
});

test('from somebody to a workload without service ports', () => {
  const metrics = { ports: [Port.metrics(9090)] };
  expect(problemsWith((chart) => testWorkload(chart, 'api', metrics).allowFrom(Peer.namespace('web')))).toBe(
    `  test/shop/api  allowFrom namespace web
    got no ports of this workload
    an edge leads to ports: without one nothing could be opened
    → give this workload a service port`,
  );
});

test.each([0, 65536, 80.5])('to a port that is none: %d', (port) => {
  const peer = Peer.cidr('10.0.0.0/8', { port });
  expect(problemsWith((chart) => testWorkload(chart, 'api').connectTo(peer))).toBe(
    `  test/shop/api  connectTo 10.0.0.0/8
    got port ${port}
    a port is a whole number from 1 to 65535
    → give the port that the target listens on`,
  );
});

test('to a range that is none', () => {
  const peer = Peer.cidr('10.1.2.3/16', { port: 443 });
  expect(problemsWith((chart) => testWorkload(chart, 'api').connectTo(peer))).toBe(
    `  test/shop/api  connectTo 10.1.2.3/16
    got "10.1.2.3/16"
    bits are set beyond the prefix; write '10.1.0.0/16'
    → write the range in its canonical form, such as 10.1.0.0/16`,
  );
});

test('an edge that comes after the policies were rendered is refused', () => {
  const chart = testChart();
  const api = testWorkload(chart, 'api', { ports });
  Manifests.of(chart);
  expect(() => api.allowFrom(Peer.namespace('web'))).toThrow(
    new Error('test/shop/api: an edge came after network policies were rendered; connect before synthesis'),
  );
});

test('whoever has no edges has none', () => {
  const chart = testChart();
  expect(edgeGraph.of(chart).egressOf(chart)).toEqual([]);
  expect(edgeGraph.of(chart).ingressOf(chart)).toEqual([]);
});

describe('a Service by its name', () => {
  const shop = (environment: Environment, id = 'shop') => new Chart(environment, id, { namespace: 'shop' });
  const store = (chart: Chart) => {
    const made = testWorkload(chart, 'store', { ports: [Port.http(8080), Port.grpc(8081, { servicePort: 81 })] });
    new Service(made, 'service', { name: 'store', selector: made.selector, ports: made.ports });
    return made;
  };
  const environments = (...names: string[]) => {
    const app = new App();
    const cluster = Cluster.generic({ name: 'shared' });
    return names.map((name) => new Environment(app, name, { cluster }));
  };

  test('is the workload behind it, whichever was made first, by the port of the Service or of the pods', () => {
    const [environment] = environments('prod');
    const tool = testWorkload(new Chart(environment, 'tools', { namespace: 'tools' }), 'tool');
    tool.connectTo(Peer.service('store', { namespace: 'shop', port: 81 }));
    const api = testWorkload(shop(environment), 'api').connectTo(Peer.service('store', { port: 8080 }));
    store(shop(environment, 'stores'));
    const manifests = Manifests.of(environment);
    manifests.allows('tool', 'store', 8081);
    manifests.denies('tool', 'store', 8080);
    manifests.allows('api', 'store', 8080);
    manifests.denies('tool', 'api', 8080);
    expect(api.ports).toEqual([]);
  });

  test('of another environment is one that is not known, on the same cluster, too', () => {
    const [one, other] = environments('one', 'other');
    testWorkload(shop(one), 'api').connectTo(Peer.service('store', { port: 8080 }));
    store(shop(other));
    expect(problemsOf(one.node.root)).toBe('');
    Manifests.of(one).allows('api', 'namespace:shop', 8080);
    Manifests.of(other).denies('namespace:shop', 'store', 8080);
  });

  test('that no workload of the library is behind stays what it is', () => {
    const [environment] = environments('prod');
    const chart = shop(environment);
    new Service(chart, 'legacy', { selector: { app: 'legacy' }, ports: [Port.http(8080)] });
    testWorkload(chart, 'api').connectTo(Peer.service('legacy', { port: 8080, podLabels: { app: 'legacy' } }));
    Manifests.of(environment).allows('api', 'namespace:shop{app=legacy}', 8080);
  });
});

test('two workloads that one policy would select', () => {
  const identity = (app: string) =>
    Identity.of({ selector: { 'app.kubernetes.io/instance': 'shop', 'app.kubernetes.io/name': app } });
  const twins = (chart: Chart, namespace: string) => {
    testWorkload(chart, 'api', { identity: identity('api') });
    const elsewhere = new Chart(chart.node.scope ?? chart, 'others', { namespace });
    testWorkload(elsewhere, 'store', { identity: identity('store') });
  };
  expect(problemsWith((chart) => twins(chart, 'shop'))).toBe(
    `  test/others/store  identity.selector
    got app.kubernetes.io/instance: shop, which test/shop/api has, too
    the policy of a workload selects its pods by this label: it would open to one what only the other may
    → give each a value of its own for this label`,
  );
  expect(problemsWith((chart) => twins(chart, 'elsewhere'))).toBe('');
});
