import type { Chart } from 'cdk8s';
import { Cluster, Edge, Port, Route, type RouteOptions } from '../../lib';
import { EdgeRoute } from '../../lib/network/edge-route';
import { problemsWith } from '../support/trees';

const build =
  (options: RouteOptions) =>
  (chart: Chart): void =>
    void new EdgeRoute(chart, 'route', {
      route: Route.host('api.example.com', options),
      name: 'api',
      serviceName: 'api',
      port: Port.http(8080),
    });
const problems = (options: RouteOptions, edge = Edge.nginx()): string =>
  problemsWith(build(options), Cluster.generic({ edge }));

test.each(['v1//v2', '/a b', '/a?b', '/../a', '/a%2fb', '/ä'])('no path: %j', (pathPrefix) => {
  expect(problems({ pathPrefix })).toContain('test/shop  route.pathPrefix');
});

test('nothing to strip', () => {
  expect(problems({ stripPrefix: true })).toBe(
    `  test/shop  route.stripPrefix
    got true, with a pathPrefix of "/"
    there is no prefix to take off
    → give pathPrefix, such as '/api', or leave stripPrefix out`,
  );
});

test('nobody may come in', () => {
  expect(problems({ allowedSources: [] })).toBe(
    `  test/shop  route.allowedSources
    got no address range
    an empty list reads as nobody, and edges take it for everybody
    → give the ranges that clients come from, or leave it out to let everybody in`,
  );
});

test.each([
  ['203.0.113.7/24', "bits are set beyond the prefix; write '203.0.113.0/24'"],
  ['203.0.113.7', "the prefix length is missing; for the one address write '203.0.113.7/32'"],
  ['office', "'office' is no IP address"],
])('no range: %s', (range, rule) => {
  expect(problems({ allowedSources: ['198.51.100.0/24', range] })).toBe(
    `  test/shop  route.allowedSources
    got ${JSON.stringify(range)}
    ${rule}
    → write the range in its canonical form, such as 203.0.113.0/24`,
  );
});

test.each([
  [
    Edge.applicationGateway({ subnetCidr: '10.1.0.0/24' }),
    'attach a WAF policy of Azure with these ranges to the Gateway (WebApplicationFirewallPolicy)',
  ],
  [Edge.istio(), 'have the platform put an AuthorizationPolicy with these remoteIpBlocks beside its Gateway'],
])('$controller cannot filter by the address of the client', (edge, fix) => {
  expect(problems({ allowedSources: ['203.0.113.0/24'] }, edge)).toBe(
    `  test/shop  route.allowedSources  [sources-filtered-elsewhere]
    got 203.0.113.0/24, through ${edge.controller}
    a route of this edge cannot filter by the address of the client: it would let everybody in
    → ${fix} and acknowledge it with that as the reason, or choose another edge`,
  );
});

test('a Secret that is none', () => {
  expect(problems({ tlsSecret: 'api_tls' })).toBe(
    `  test/shop  route.tlsSecret
    got "api_tls"
    the name of a Secret is a DNS name in lower case
    → use a-z, 0-9, - and ., with letters or digits at the ends`,
  );
});
