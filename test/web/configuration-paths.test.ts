import { Acknowledgements, ApiService, Cluster, FrontendSpa, Port, Route } from '../../lib';
import { warnings } from '../support/findings';
import { chartIn, IMAGE } from '../support/workload';

function frontend(configuration: Record<string, unknown>, route: Route | undefined = Route.host('shop.example.com')) {
  const chart = chartIn(Cluster.k3d());
  new ApiService(chart, 'api', {
    image: IMAGE,
    ports: [Port.http(8000)],
    route: Route.host('shop.example.com', { pathPrefix: '/api' }),
  });
  return new FrontendSpa(chart, 'frontend', { image: IMAGE, configuration, route });
}

test.each([
  ['/v1', '/v1'],
  ['/apis/orders', '/apis/orders'],
  ['https://shop.example.com/v1?x=1', '/v1'],
  ['https://shop.example.com', '/'],
])('at %s the frontend itself would answer', (apiUrl, path) => {
  expect(warnings(frontend({ apiUrl }))).toEqual([
    [
      'test/shop/frontend  configuration.apiUrl  [api-path-of-the-frontend]',
      `got ${JSON.stringify(apiUrl)}`,
      'no route of shop.example.com takes this path but that of the frontend: the program would get its own page for an answer',
      `→ give the service that answers there a route: Route.host('shop.example.com', { pathPrefix: '${path}' }); or acknowledge it with the reason`,
    ],
  ]);
});

test.each<Record<string, unknown>>([
  { apiUrl: '/api' },
  { apiUrl: '/api/v1' },
  { apiUrl: 'https://shop.example.com/api/v1' },
  { apiUrl: 'https://api.example.com/v1' },
  { apiUrl: '//api.example.com/v1' },
  { apiUrl: 'v1' },
  { apiVersion: 1 },
  { logoUrl: '/logo.svg' },
])('%j is no finding', (configuration) => {
  expect(warnings(frontend(configuration))).toEqual([]);
});

test('a frontend below a prefix answers there alone, and one without a route is not known', () => {
  const route = Route.host('shop.example.com', { pathPrefix: '/app' });
  expect(warnings(frontend({ apiUrl: '/v1' }, route))).toEqual([]);
  expect(warnings(frontend({ apiUrl: '/app/v1' }, route))).toHaveLength(1);
});

test('it may be acknowledged', () => {
  const made = frontend({ apiUrl: '/v1' });
  Acknowledgements.of(made).add({ id: 'api-path-of-the-frontend', reason: 'Azure Front Door routes /v1 elsewhere' });
  expect(warnings(made)).toEqual([]);
});
