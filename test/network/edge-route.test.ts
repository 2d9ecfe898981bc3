import type { Chart } from 'cdk8s';
import { Acknowledgements, ApiService, Cluster, Edge, Image, Manifests, Port, Probe, Route } from '../../lib';
import { EdgeRoute, edgeServiceAnnotations } from '../../lib/network/edge-route';
import { chartWith, problemsWith, synthesized } from '../support/trees';

const HTTP = Port.http(8080, { servicePort: 80 });
const GRPC = Port.grpc(8081, { servicePort: 81 });
const GATEWAY = Edge.applicationGateway({ subnetCidr: '10.1.0.0/24' });
const ROUTE = Route.host('api.example.com');

const build =
  (route: Route, port: Port, labels?: Record<string, string>) =>
  (chart: Chart): void =>
    void new EdgeRoute(chart, 'route', { route, name: 'api', serviceName: 'api', port, labels });
const on = (edge?: Edge): Cluster => Cluster.generic({ edge });

const EDGES: [string, Edge, string][] = [
  ['application gateway', GATEWAY, '10.1.0.7'],
  ['istio', Edge.istio(), 'namespace:gateway{gateway.networking.k8s.io/gateway-name=gateway}'],
  ['traefik', Edge.traefik(), 'namespace:kube-system{app.kubernetes.io/name=traefik}'],
  [
    'nginx',
    Edge.nginx(),
    'namespace:ingress-nginx{app.kubernetes.io/name=ingress-nginx,app.kubernetes.io/component=controller}',
  ],
];

describe.each(EDGES)('%s', (_name, edge, source) => {
  test('HTTP', () => {
    expect(synthesized(build(ROUTE, HTTP), on(edge))).toMatchSnapshot();
  });

  test('gRPC', () => {
    expect(synthesized(build(ROUTE, GRPC), on(edge))).toMatchSnapshot();
  });

  test('its traffic reaches the routed port of a service, and no other traffic does', () => {
    const build = (chart: Chart): void =>
      void new ApiService(chart, 'api', {
        image: Image.of('registry.example/api', '1.0.0'),
        ports: [HTTP, GRPC, Port.admin(9000)],
        readiness: Probe.http('/ready'),
        liveness: Probe.http('/live'),
        route: Route.host('api.example.com', { portName: 'grpc' }),
      });
    const manifests = Manifests.of(chartWith(build, on(edge)));
    manifests.allows(source, 'api', 8081);
    manifests.denies(source, 'api', 8080);
    manifests.denies(source, 'api', 9000);
    manifests.denies('namespace:web', 'api', 8081);
    manifests.denies('10.1.1.1', 'api', 8081);
  });
});

test('full, through a Gateway', () => {
  const edge = Edge.istio({ gateway: 'public', gatewayNamespace: 'infra', listener: 'https' });
  const route = Route.host('*.example.com', { pathPrefix: '/v1' });
  expect(synthesized(build(route, HTTP, { team: 'a' }), on(edge))).toMatchSnapshot();
});

test('full, through an Ingress', () => {
  const edge = Edge.nginx({ className: 'internal', clusterIssuer: 'acme' });
  const route = Route.host('api.example.com', { pathPrefix: '/v1', tlsSecret: 'certificate' });
  expect(synthesized(build(route, HTTP, { team: 'a' }), on(edge))).toMatchSnapshot();
});

describe('a prefix that the edge takes off', () => {
  const route = Route.host('api.example.com', { pathPrefix: '/v1.2/', stripPrefix: true });

  test.each(EDGES)('%s', (_name, edge) => {
    expect(synthesized(build(route, HTTP), on(edge))).toMatchSnapshot();
  });
});

describe('clients by their addresses', () => {
  const route = Route.host('api.example.com', { allowedSources: ['203.0.113.0/24', '2001:db8::/32'] });

  test.each(EDGES.filter(([, { filtersSources }]) => filtersSources))('%s', (_name, edge) => {
    for (const port of [HTTP, GRPC]) {
      expect(synthesized(build(route, port, { team: 'a' }), on(edge))).toMatchSnapshot();
    }
  });

  test.each(EDGES.filter(([, { filtersSources }]) => !filtersSources))('%s leaves it to others', (_name, edge) => {
    const acknowledged = (chart: Chart): void => {
      const reason = 'the platform filters at its Gateway';
      Acknowledgements.of(chart).add({ id: 'sources-filtered-elsewhere', reason });
      build(route, HTTP)(chart);
    };
    expect(synthesized(acknowledged, on(edge))).toEqual(synthesized(build(ROUTE, HTTP), on(edge)));
  });
});

test('every Ingress has TLS, by convention or by name', () => {
  const secretOf = (route: Route): unknown => {
    const [{ spec }] = synthesized(build(route, HTTP), on(Edge.traefik())) as [{ spec: { tls: unknown } }];
    return spec.tls;
  };
  expect(secretOf(ROUTE)).toEqual([{ hosts: ['api.example.com'], secretName: 'api-tls' }]);
  expect(secretOf(Route.host('a.b', { tlsSecret: 'c' }))).toEqual([{ hosts: ['a.b'], secretName: 'c' }]);
});

test('Traefik reads on the Service that it has to speak HTTP/2', () => {
  const h2c = { 'traefik.ingress.kubernetes.io/service.serversscheme': 'h2c' };
  expect(edgeServiceAnnotations(Edge.traefik(), GRPC)).toEqual(h2c);
  expect(edgeServiceAnnotations(Edge.traefik(), HTTP)).toEqual({});
  expect(edgeServiceAnnotations(Edge.nginx(), GRPC)).toEqual({});
  expect(edgeServiceAnnotations(undefined, undefined)).toEqual({});
});

test('a cluster without an edge', () => {
  expect(problemsWith(build(ROUTE, HTTP))).toBe(
    `  test/shop  route
    got api.example.com
    the cluster declares no edge: nothing would read the route
    → declare it on the cluster: edge: Edge.traefik(), Edge.applicationGateway({ … }), …`,
  );
});

test.each(['localhost', 'API.example.com', 'https://api.example.com', 'api.*.com', ''])('no host: %j', (hostname) => {
  expect(problemsWith(build(Route.host(hostname), HTTP), on(GATEWAY))).toBe(
    `  test/shop  route.hostname
    got ${JSON.stringify(hostname)}
    a route is for a host name: DNS labels with dots
    → write it as 'api.example.com'`,
  );
});

test('no path', () => {
  expect(problemsWith(build(Route.host('a.b', { pathPrefix: 'v1' }), HTTP), on(GATEWAY))).toBe(
    `  test/shop  route.pathPrefix
    got "v1"
    a path starts with a slash
    → write '/v1'`,
  );
});

test('gRPC below a path', () => {
  expect(problemsWith(build(Route.host('a.b', { pathPrefix: '/v1' }), GRPC), on(GATEWAY))).toBe(
    `  test/shop  route.pathPrefix
    got "/v1"
    gRPC is routed by host and service, not by a prefix of paths
    → leave pathPrefix out, and give the service a host name of its own`,
  );
});
