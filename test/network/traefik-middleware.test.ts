import { App, Chart } from 'cdk8s';
import { Cluster, Edge, Environment, Port, Route } from '../../lib';
import { EdgeRoute } from '../../lib/network/edge-route';
import { defineMiddlewares } from '../../lib/network/traefik-middleware';
import { problems } from '../support/findings';
import { synthesized } from '../support/trees';

const ROUTE = Route.host('a.b', { pathPrefix: '/api', stripPrefix: true, allowedSources: ['203.0.113.0/24'] });

test('one object for each thing that is done, and its name as routes refer to it; clients are told apart first', () => {
  let names: string[] = [];
  const objects = synthesized((chart) => {
    names = defineMiddlewares(chart, { route: ROUTE, name: 'api', labels: { team: 'a' } });
  });
  expect(names).toEqual(['shop-api-sources@kubernetescrd', 'shop-api-strip@kubernetescrd']);
  expect(objects).toMatchSnapshot();
});

test('a plain route needs none', () => {
  expect(
    synthesized((chart) => expect(defineMiddlewares(chart, { route: Route.host('a.b'), name: 'api' })).toEqual([])),
  ).toEqual([]);
});

test('in a chart without a namespace Traefik could not find them', () => {
  const place = new Environment(new App(), 'test', { cluster: Cluster.generic({ edge: Edge.traefik() }) });
  const chart = new Chart(place, 'shop');
  new EdgeRoute(chart, 'route', { route: ROUTE, name: 'api', serviceName: 'api', port: Port.http(8080) });
  expect(problems(chart)).toEqual([
    [
      'test/shop/route  route.stripPrefix',
      'got a chart without a namespace',
      'Traefik finds the object that does it by its namespace',
      '→ give the chart its namespace',
    ],
  ]);
});
