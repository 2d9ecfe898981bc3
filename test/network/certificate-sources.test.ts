import { ApiObject, type Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Acknowledgements, Cluster, Edge, Port, Route } from '../../lib';
import { EdgeRoute } from '../../lib/network/edge-route';
import { warnings } from '../support/findings';
import { testChart } from '../support/trees';

const NGINX = Cluster.generic({ edge: Edge.nginx() });

function routed(cluster: Cluster = NGINX, ids: readonly string[] = ['api']): Chart {
  const chart = testChart(cluster);
  ids.forEach((id) => {
    const route = Route.host('shop.example.com', { pathPrefix: `/${id}`, tlsSecret: 'shop-tls' });
    new EdgeRoute(new Construct(chart, id), 'route', { route, name: id, serviceName: id, port: Port.http(8080) });
  });
  return chart;
}

test('a certificate that nothing makes is a warning, once for all its routes', () => {
  expect(warnings(routed(NGINX, ['api', 'admin']))).toEqual([
    [
      'test/shop/api  route.tlsSecret  [certificate-without-source]',
      'got the Secret shop-tls, which nothing here makes',
      'without the Secret the edge serves a certificate of its own, which no client trusts',
      '→ declare the issuer of the cluster: clusterIssuer of its edge; or make a Certificate or an ExternalSecret of this name; or acknowledge that the Secret is made by hand',
    ],
  ]);
});

test.each([
  ['v1', 'Secret'],
  ['external-secrets.io/v1', 'ExternalSecret'],
  ['bitnami.com/v1alpha1', 'SealedSecret'],
])('%s %s of its name makes it', (apiVersion, kind) => {
  const chart = routed();
  new ApiObject(chart, 'source', { apiVersion, kind, metadata: { name: 'shop-tls' } });
  expect(warnings(chart)).toEqual([]);
});

test('a Certificate of the namespace makes it', () => {
  const chart = routed();
  new ApiObject(chart, 'source', { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: 'shop' } });
  expect(warnings(chart)).toEqual([]);
});

test('a Secret of another name or namespace does not', () => {
  const chart = routed();
  new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'other-tls' } });
  new ApiObject(chart, 'there', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shop-tls', namespace: 'x' } });
  expect(warnings(chart)).toHaveLength(1);
});

test.each([
  ['an issuer', Cluster.generic({ edge: Edge.nginx({ clusterIssuer: 'letsencrypt' }) })],
  ['a Gateway with certificates of its own', Cluster.generic({ edge: Edge.istio() })],
  ['the machine of a developer', Cluster.k3d()],
])('%s needs none', (_, cluster) => {
  expect(warnings(routed(cluster))).toEqual([]);
});

test('it may be made by hand', () => {
  const chart = routed();
  Acknowledgements.of(chart).add({ id: 'certificate-without-source', reason: 'made by hand, once a year' });
  expect(warnings(chart)).toEqual([]);
});
