import type { Construct } from 'constructs';
import type { MiddlewareSpec } from '../../imports/traefik.io';
import { authorOf } from '../core/author';
import { defineObject, namespaceOf } from '../core/define-object';
import { reportError } from '../core/diagnostic-registry';
import type { Wire } from '../core/wire';
import type { Route } from './route';

/** The route that the requests come through. */
interface Routed {
  readonly route: Route;
  readonly name: string;
  readonly labels?: Record<string, string>;
}

/**
 * What Traefik does to the requests of a route, each as an object of its own; returns the names by which a route refers
 * to them. Traefik drops a route whose middleware is missing, so a filter that is not there lets nobody in.
 */
export function defineMiddlewares(scope: Construct, { route, name, labels }: Routed): string[] {
  const specs: [string, Wire<MiddlewareSpec>][] = [];
  if (route.allowedSources?.length) {
    specs.push(['sources', { ipAllowList: { sourceRange: [...route.allowedSources] } }]);
  }
  if (route.stripPrefix) {
    specs.push(['strip', { stripPrefix: { prefixes: [route.pathPrefix.replace(/\/+$/, '')] } }]);
  }
  const namespace = namespaceOf(scope);
  if (specs.length > 0 && namespace === undefined) {
    reportError(authorOf(scope), {
      property: route.stripPrefix ? 'route.stripPrefix' : 'route.allowedSources',
      value: 'a chart without a namespace',
      rule: 'Traefik finds the object that does it by its namespace',
      fix: 'give the chart its namespace',
    });
  }
  return specs.map(([purpose, spec]) => {
    const middleware = `${name}-${purpose}`;
    defineObject(scope, purpose, {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'Middleware',
      name: middleware,
      labels,
      content: () => ({ spec }),
    });
    return `${namespace}-${middleware}@kubernetescrd`;
  });
}
