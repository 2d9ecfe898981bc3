import {
  ApiService,
  Cluster,
  Edge,
  Environment,
  Manifests,
  NamespaceChart,
  Platform,
  PolicyPack,
  Port,
  Probe,
  Route,
} from '../../lib';
import { warnings } from '../support/findings';
import { IMAGE } from '../support/workload';

const SOLVER = 'acme-http01-solver';

function environmentWith(edge: Edge, routes: readonly string[] = ['api']): Environment {
  const environment = new Environment(new Platform({ name: 'shop' }), 'prod', { cluster: Cluster.generic({ edge }) });
  const chart = new NamespaceChart(environment, 'shop');
  for (const name of routes) {
    new ApiService(chart, name, {
      image: IMAGE,
      ports: [Port.http(8080)],
      readiness: Probe.http('/ready'),
      liveness: Probe.http('/live'),
      route: Route.host(`${name}.example.com`),
    });
  }
  return environment;
}

function solverPolicies(environment: Environment) {
  return Manifests.of(environment)
    .objects('NetworkPolicy')
    .filter(({ metadata }) => metadata.name === SOLVER);
}

test.each([
  ['nginx', Edge.nginx({ clusterIssuer: 'letsencrypt' })],
  ['traefik', Edge.traefik({ clusterIssuer: 'letsencrypt' })],
])('behind the default deny %s reaches what answers an HTTP-01 challenge, and nothing else does', (_, edge) => {
  const environment = environmentWith(edge, ['api', 'web']);
  const [policy, ...others] = solverPolicies(environment);
  expect(others).toEqual([]);
  expect(policy.spec).toEqual({
    podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': edge.source.namespace } },
            podSelector: { matchLabels: edge.source.podLabels },
          },
        ],
        ports: [{ port: 8089, protocol: 'TCP' }],
      },
    ],
  });
});

test('each namespace with a route has its own', () => {
  const environment = environmentWith(Edge.nginx({ clusterIssuer: 'letsencrypt' }));
  const other = new NamespaceChart(environment, 'other');
  new ApiService(other, 'web', {
    image: IMAGE,
    ports: [Port.http(8080)],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
    route: Route.host('web.example.com'),
  });
  expect(solverPolicies(environment).map(({ metadata }) => metadata.namespace)).toEqual(['shop', 'other']);
});

test('an edge in the same namespace is named by its pods', () => {
  const edge = Edge.nginx({ clusterIssuer: 'letsencrypt', namespace: 'shop', podLabels: { app: 'edge' } });
  expect(solverPolicies(environmentWith(edge))[0].spec.ingress[0].from).toEqual([
    { podSelector: { matchLabels: { app: 'edge' } } },
  ]);
});

test.each([
  ['without an issuer', Edge.nginx()],
  ['where the issuer proves names by DNS-01', Edge.nginx({ clusterIssuer: 'letsencrypt', dns01: true })],
])('no pods answer %s', (_, edge) => {
  expect(solverPolicies(environmentWith(edge))).toEqual([]);
});

test('no rule reports the policy of pods that come and go', () => {
  const environment = environmentWith(Edge.nginx({ clusterIssuer: 'letsencrypt' }));
  PolicyPack.production().applyTo(environment);
  expect(warnings(environment).filter(([place]) => place.includes('PolicySelectsPods'))).toEqual([]);
  expect(solverPolicies(environment)).toHaveLength(1);
});
