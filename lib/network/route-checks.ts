import type { Construct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import { cidrProblem, isOpenRange } from '../core/cidr';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { isDnsSubdomain } from '../core/dns-name';
import type { Edge } from '../environment/edge';
import type { Port } from './port';
import type { Route } from './route';

/** What the Gateway API allows in a path. */
const PATH = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+$/;

/** What neither a Gateway route nor an Ingress may have in a path. */
const NOT_IN_A_PATH = /\/\/|\/\.{1,2}(?:\/|$)|%2f/i;

/** Reports a route that nothing would read, or that says what its edge cannot do. The findings are about who has it. */
export function checkRoute(
  scope: Construct,
  edge: Edge | undefined,
  props: { readonly route: Route; readonly port: Port },
): edge is Edge {
  const { route, port } = props;
  if (!isDnsSubdomain(route.hostname.replace(/^\*\./, '')) || !route.hostname.includes('.')) {
    reportError(scope, {
      property: 'route.hostname',
      value: JSON.stringify(route.hostname),
      rule: 'a route is for a host name: DNS labels with dots',
      fix: "write it as 'api.example.com'",
    });
  }
  if (route.tlsSecret !== undefined && !isDnsSubdomain(route.tlsSecret)) {
    reportError(scope, {
      property: 'route.tlsSecret',
      value: JSON.stringify(route.tlsSecret),
      rule: 'the name of a Secret is a DNS name in lower case',
      fix: 'use a-z, 0-9, - and ., with letters or digits at the ends',
    });
  }
  if (!route.pathPrefix.startsWith('/')) {
    reportError(scope, {
      property: 'route.pathPrefix',
      value: JSON.stringify(route.pathPrefix),
      rule: 'a path starts with a slash',
      fix: `write '/${route.pathPrefix}'`,
    });
  } else if (!PATH.test(route.pathPrefix) || NOT_IN_A_PATH.test(route.pathPrefix)) {
    reportError(scope, {
      property: 'route.pathPrefix',
      value: JSON.stringify(route.pathPrefix),
      rule: 'the API server refuses what is no plain path: an empty part, . or .. as a part, %2f, ?, #, a space, other scripts',
      fix: "write a plain path such as '/api/v1', other characters as %XX",
    });
  }
  if (port.isGrpc && route.pathPrefix !== '/') {
    reportError(scope, {
      property: 'route.pathPrefix',
      value: JSON.stringify(route.pathPrefix),
      rule: 'gRPC is routed by host and service, not by a prefix of paths',
      fix: 'leave pathPrefix out, and give the service a host name of its own',
    });
  }
  if (route.stripPrefix && route.pathPrefix === '/') {
    reportError(scope, {
      property: 'route.stripPrefix',
      value: 'true, with a pathPrefix of "/"',
      rule: 'there is no prefix to take off',
      fix: "give pathPrefix, such as '/api', or leave stripPrefix out",
    });
  }
  checkRanges(scope, route.allowedSources);
  if (!edge) {
    reportError(scope, {
      property: 'route',
      value: route.hostname,
      rule: 'the cluster declares no edge: nothing would read the route',
      fix: 'declare it on the cluster: edge: Edge.traefik(), Edge.applicationGateway({ … }), …',
    });
    return false;
  }
  if (port.isGrpc && !edge.speaksGrpc) {
    reportError(scope, {
      property: 'route',
      value: `the gRPC port ${port.name}, through ${edge.controller}`,
      rule: 'this edge does not carry gRPC to a service',
      fix: 'choose another edge for the cluster, or route an HTTP port',
    });
  }
  if (route.allowedSources) {
    diagnosticRegistry.of(scope).defer(() => checkFilter(scope, edge, route));
  }
  return true;
}

function checkRanges(scope: Construct, ranges: readonly string[] | undefined): void {
  if (ranges?.length === 0) {
    reportError(scope, {
      property: 'route.allowedSources',
      value: 'no address range',
      rule: 'an empty list reads as nobody, and edges take it for everybody',
      fix: 'give the ranges that clients come from, or leave it out to let everybody in',
    });
  }
  for (const range of ranges ?? []) {
    const problem = cidrProblem(range);
    if (problem !== undefined || isOpenRange(range)) {
      reportError(scope, {
        property: 'route.allowedSources',
        value: JSON.stringify(range),
        rule: problem ?? 'a range of half of all addresses or more filters nothing',
        fix:
          problem === undefined
            ? 'leave allowedSources out to let everybody in'
            : 'write the range in its canonical form, such as 203.0.113.0/24',
      });
    }
  }
}

const FILTERS_ELSEWHERE = 'sources-filtered-elsewhere';

/** How the addresses of clients are filtered where a route cannot say it. */
const OTHER_FILTERS: Readonly<Record<string, string>> = {
  'application-gateway': 'attach a WAF policy of Azure with these ranges to the Gateway (WebApplicationFirewallPolicy)',
  istio: 'have the platform put an AuthorizationPolicy with these remoteIpBlocks beside its Gateway',
};

function checkFilter(scope: Construct, edge: Edge, route: Route): void {
  if (edge.filtersSources || acknowledgementsOf(scope).covers(scope, FILTERS_ELSEWHERE)) {
    return;
  }
  reportError(scope, {
    property: 'route.allowedSources',
    value: `${(route.allowedSources ?? []).join(', ')}, through ${edge.controller}`,
    rule: 'a route of this edge cannot filter by the address of the client: it would let everybody in',
    fix: `${OTHER_FILTERS[edge.controller]} and acknowledge it with that as the reason, or choose another edge`,
    id: FILTERS_ELSEWHERE,
  });
}
