import { Edge, EdgeApi } from '../../lib';

test.each([
  ['applicationGateway', Edge.applicationGateway()],
  ['istio', Edge.istio()],
  ['traefik', Edge.traefik()],
  ['nginx', Edge.nginx()],
])('%s by default', (_name, edge) => {
  expect({ ...edge }).toMatchSnapshot();
});

test('Gateways by another name, in another namespace, at one listener', () => {
  const gateway = { gateway: 'public', gatewayNamespace: 'infra', listener: 'https' };
  const named = { gateway: 'public', gatewayNamespace: 'infra', listener: 'https', api: EdgeApi.GATEWAY };
  expect(Edge.applicationGateway({ ...gateway, subnetCidr: '10.1.0.0/24' })).toMatchObject({
    ...named,
    source: { cidrs: ['10.1.0.0/24'] },
  });
  expect(Edge.istio(gateway)).toMatchObject({
    ...named,
    source: { namespace: 'infra', podLabels: { 'gateway.networking.k8s.io/gateway-name': 'public' } },
  });
  expect(Edge.istio({ ...gateway, podLabels: { a: 'b' } }).source.podLabels).toEqual({ a: 'b' });
});

const INSTALLED = { namespace: 'edge', podLabels: { a: 'b' }, className: 'internal', clusterIssuer: 'acme' };

test.each([Edge.traefik(INSTALLED), Edge.nginx(INSTALLED)])('$controller that is installed otherwise', (edge) => {
  expect(edge).toMatchObject({
    api: EdgeApi.INGRESS,
    className: 'internal',
    clusterIssuer: 'acme',
    source: { namespace: 'edge', podLabels: { a: 'b' } },
  });
});
