import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { GrpcRouteSpec, HttpRouteSpec } from '../../imports/gateway.networking.k8s.io';
import { reportError } from '../core/diagnostic-registry';
import { isDnsSubdomain } from '../core/dns-name';
import { defineObject } from '../core/define-object';
import type { Wire } from '../core/wire';
import { Cluster } from '../environment/cluster';
import { type Edge, EdgeApi } from '../environment/edge';
import type { Port } from './port';
import type { Route } from './route';

/** What a route leads to. */
export interface EdgeRouteProps {
  /** The route. */
  readonly route: Route;

  /** The name of the route object. */
  readonly name: string;

  /** The name of the Service. */
  readonly serviceName: string;

  /** The port of the Service. */
  readonly port: Port;

  /**
   * Labels of the route object.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };
}

/**
 * A route in the words of the cluster's edge: an HTTPRoute or a GRPCRoute that attaches to the platform's Gateway, or
 * an Ingress with its certificate.
 */
export class EdgeRoute extends Construct {
  constructor(scope: Construct, id: string, props: EdgeRouteProps) {
    super(scope, id);
    const { edge } = Cluster.of(this);
    if (!checkRoute(scope, edge, props)) {
      return;
    }
    if (edge.api === EdgeApi.GATEWAY) {
      defineObject(this, 'Resource', {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: props.port.isGrpc ? 'GRPCRoute' : 'HTTPRoute',
        name: props.name,
        labels: props.labels,
        content: () => ({ spec: props.port.isGrpc ? grpcRoute(edge, props) : httpRoute(edge, props) }),
      });
    } else {
      defineObject(this, 'Resource', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        name: props.name,
        labels: props.labels,
        annotations: ingressAnnotations(edge, props.port),
        content: () => ({ spec: ingress(edge, props) }),
      });
    }
  }
}

/** What an Ingress controller has to read on the Service in order to speak HTTP/2 to it. */
export function edgeServiceAnnotations(edge: Edge | undefined, port: Port | undefined): Record<string, string> {
  return edge?.controller === 'traefik' && port?.isGrpc
    ? { 'traefik.ingress.kubernetes.io/service.serversscheme': 'h2c' }
    : {};
}

function parents(edge: Edge): Wire<HttpRouteSpec>['parentRefs'] {
  return [{ name: edge.gateway, namespace: edge.gatewayNamespace, sectionName: edge.listener }];
}

function httpRoute(edge: Edge, props: EdgeRouteProps): Wire<HttpRouteSpec> {
  return {
    parentRefs: parents(edge),
    hostnames: [props.route.hostname],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: props.route.pathPrefix } }],
        backendRefs: [{ name: props.serviceName, port: props.port.servicePort }],
      },
    ],
  };
}

function grpcRoute(edge: Edge, props: EdgeRouteProps): Wire<GrpcRouteSpec> {
  return {
    parentRefs: parents(edge),
    hostnames: [props.route.hostname],
    rules: [{ backendRefs: [{ name: props.serviceName, port: props.port.servicePort }] }],
  };
}

function ingress(edge: Edge, props: EdgeRouteProps): Wire<k8s.IngressSpec> {
  const { route } = props;
  return {
    ingressClassName: edge.className,
    tls: [{ hosts: [route.hostname], secretName: route.tlsSecret ?? `${props.name}-tls` }],
    rules: [
      {
        host: route.hostname,
        http: {
          paths: [
            {
              path: route.pathPrefix,
              pathType: 'Prefix',
              backend: { service: { name: props.serviceName, port: { name: props.port.name } } },
            },
          ],
        },
      },
    ],
  };
}

function ingressAnnotations(edge: Edge, port: Port): Record<string, string> {
  const annotations: Record<string, string> = {};
  if (edge.clusterIssuer !== undefined) {
    annotations['cert-manager.io/cluster-issuer'] = edge.clusterIssuer;
  }
  if (edge.controller === 'nginx') {
    annotations['nginx.ingress.kubernetes.io/force-ssl-redirect'] = 'true';
    if (port.isGrpc) {
      annotations['nginx.ingress.kubernetes.io/backend-protocol'] = 'GRPC';
    }
  }
  if (edge.controller === 'traefik') {
    annotations['traefik.ingress.kubernetes.io/router.entrypoints'] = 'websecure';
    annotations['traefik.ingress.kubernetes.io/router.tls'] = 'true';
  }
  return annotations;
}

/** What the Gateway API allows in a path. */
const PATH = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+$/;

/** What neither a Gateway route nor an Ingress may have in a path. */
const NOT_IN_A_PATH = /\/\/|\/\.{1,2}(?:\/|$)|%2f/i;

/** The findings are about the workload that has the route. */
function checkRoute(scope: Construct, edge: Edge | undefined, props: EdgeRouteProps): edge is Edge {
  const { route, port } = props;
  if (!isDnsSubdomain(route.hostname.replace(/^\*\./, '')) || !route.hostname.includes('.')) {
    reportError(scope, {
      property: 'route.hostname',
      value: JSON.stringify(route.hostname),
      rule: 'a route is for a host name: DNS labels with dots',
      fix: "write it as 'api.example.com'",
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
  return true;
}
