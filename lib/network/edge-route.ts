import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { GrpcRouteSpec, HttpRouteSpec } from '../../imports/gateway.networking.k8s.io';
import { defineObject } from '../core/define-object';
import type { Wire } from '../core/wire';
import { Cluster } from '../environment/cluster';
import { type Edge, EdgeApi } from '../environment/edge';
import { openAcmeSolver } from './acme-solver';
import { checkCertificateSource } from './certificate-sources';
import type { Port } from './port';
import type { Route } from './route';
import { checkRoute } from './route-checks';
import { claimRoute } from './route-collisions';
import { defineMiddlewares } from './traefik-middleware';

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
  /** The certificate that cert-manager makes for it, in its namespace; undefined where others make it. */
  public readonly certificate?: string;

  constructor(scope: Construct, id: string, props: EdgeRouteProps) {
    super(scope, id);
    const { edge } = Cluster.of(this);
    if (!checkRoute(scope, edge, props)) {
      return;
    }
    claimRoute(scope, props.route, props.port, edge.api);
    if (edge.api === EdgeApi.GATEWAY) {
      defineObject(this, 'Resource', {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: props.port.isGrpc ? 'GRPCRoute' : 'HTTPRoute',
        name: props.name,
        labels: props.labels,
        content: () => ({ spec: props.port.isGrpc ? grpcRoute(edge, props) : httpRoute(edge, props) }),
      });
    } else {
      this.certificate = edge.clusterIssuer === undefined ? undefined : tlsSecretOf(props);
      if (edge.clusterIssuer === undefined) {
        checkCertificateSource(scope, tlsSecretOf(props));
      }
      openAcmeSolver(this, edge);
      const middlewares = edge.controller === 'traefik' ? defineMiddlewares(this, props) : [];
      defineObject(this, 'Resource', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        name: props.name,
        labels: props.labels,
        annotations: ingressAnnotations(edge, props, middlewares),
        content: () => ({ spec: ingress(edge, props) }),
      });
    }
  }
}

/** The Secret with the certificate; cert-manager names the certificate like it. */
function tlsSecretOf({ route, name }: EdgeRouteProps): string {
  return route.tlsSecret ?? `${name}-tls`;
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
        filters: props.route.stripPrefix
          ? [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }]
          : undefined,
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
  const byPattern = edge.controller === 'nginx' && route.stripPrefix;
  return {
    ingressClassName: edge.className,
    tls: [{ hosts: [route.hostname], secretName: tlsSecretOf(props) }],
    rules: [
      {
        host: route.hostname,
        http: {
          paths: [
            {
              path: byPattern ? `${escaped(withoutSlash(route.pathPrefix))}(/|$)(.*)` : route.pathPrefix,
              pathType: byPattern ? 'ImplementationSpecific' : 'Prefix',
              backend: { service: { name: props.serviceName, port: { name: props.port.name } } },
            },
          ],
        },
      },
    ],
  };
}

function ingressAnnotations(edge: Edge, props: EdgeRouteProps, middlewares: string[]): Record<string, string> {
  const annotations: Record<string, string> = {};
  if (edge.clusterIssuer !== undefined) {
    annotations['cert-manager.io/cluster-issuer'] = edge.clusterIssuer;
  }
  if (edge.controller === 'nginx') {
    Object.assign(annotations, nginxAnnotations(props));
  }
  if (edge.controller === 'traefik') {
    annotations['traefik.ingress.kubernetes.io/router.entrypoints'] = 'websecure';
    annotations['traefik.ingress.kubernetes.io/router.tls'] = 'true';
    if (middlewares.length > 0) {
      annotations['traefik.ingress.kubernetes.io/router.middlewares'] = middlewares.join(',');
    }
  }
  return annotations;
}

function nginxAnnotations({ port, route }: EdgeRouteProps): Record<string, string> {
  const annotations: Record<string, string> = { 'nginx.ingress.kubernetes.io/force-ssl-redirect': 'true' };
  if (port.isGrpc) {
    annotations['nginx.ingress.kubernetes.io/backend-protocol'] = 'GRPC';
  }
  if (route.allowedSources?.length) {
    // Its newer name, allowlist-source-range, is not known to every release; this one is.
    annotations['nginx.ingress.kubernetes.io/whitelist-source-range'] = route.allowedSources.join(',');
  }
  if (route.stripPrefix) {
    annotations['nginx.ingress.kubernetes.io/use-regex'] = 'true';
    annotations['nginx.ingress.kubernetes.io/rewrite-target'] = '/$2';
  }
  return annotations;
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}

/** A path as a regular expression that matches nothing else. */
function escaped(path: string): string {
  return path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
