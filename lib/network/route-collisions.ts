import type { IConstruct } from 'constructs';
import { clusterIdentityOf } from '../core/cluster-identity';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { RootState } from '../core/root-state';
import { EdgeApi } from '../environment/edge';
import { Environment } from '../environment/environment';
import type { Port } from './port';
import type { Route } from './route';

interface Claim {
  readonly owner: IConstruct;
  readonly place: string;
}

/** Who has which paths of which host, cluster by cluster. */
class RouteClaims {
  private readonly byHost = new Map<string, { paths: Map<string, Claim>; whole?: Claim }>();
  private readonly firstOf = new Map<string, IConstruct>();

  /** The first owner of a route of a host, in whatever cluster. */
  first(owner: IConstruct, hostname: string): IConstruct {
    const first = this.firstOf.get(hostname) ?? owner;
    this.firstOf.set(hostname, first);
    return first;
  }

  /** Who gets the requests for a path of a host: the route with the longest prefix. */
  ownerOf(scope: IConstruct, hostname: string, path: string): IConstruct | undefined {
    const host = this.byHost.get(`${clusterIdentityOf(scope)}\n${hostname}`);
    for (let prefix = path.replace(/\/+$/, ''); ; prefix = prefix.slice(0, prefix.lastIndexOf('/'))) {
      const claim = host?.paths.get(prefix);
      if (claim || prefix === '') {
        return claim?.owner;
      }
    }
  }

  claim(owner: IConstruct, route: Route, takesHost: boolean): Claim | undefined {
    const key = `${clusterIdentityOf(owner)}\n${route.hostname}`;
    const host = this.byHost.get(key) ?? { paths: new Map<string, Claim>() };
    this.byHost.set(key, host);
    const path = route.pathPrefix.replace(/\/+$/, '');
    const claim = { owner, place: takesHost ? 'gRPC, whatever the path' : path || '/' };
    const taken = host.whole ?? host.paths.get(path) ?? (takesHost ? [...host.paths.values()][0] : undefined);
    if (!taken) {
      host.paths.set(path, claim);
      host.whole = takesHost ? claim : undefined;
    }
    return taken;
  }
}

const claims = new RootState(() => new RouteClaims());

/** Reports a second route for the same paths of a host: an edge takes one of the two, and which one is chance. */
export function claimRoute(owner: IConstruct, route: Route, port: Port, api: EdgeApi): void {
  // A Gateway lets a host have either HTTPRoutes or GRPCRoutes, and those have no path.
  const takesHost = port.isGrpc && api === EdgeApi.GATEWAY;
  const known = claims.of(owner);
  const taken = known.claim(owner, route, takesHost);
  if (taken) {
    reportError(owner, {
      property: 'route',
      value: `${takesHost ? 'gRPC' : route.pathPrefix} at ${route.hostname}, where ${taken.owner.node.path} has ${taken.place}`,
      rule: 'a path of a host leads to one service: an edge refuses the second route or takes it by chance',
      fix: 'give one of the two another pathPrefix, such as /api, or another host name',
    });
  }
  warnOfForeignHost(owner, route.hostname, known.first(owner, route.hostname));
}

/** The name of a host leads to one edge: of two clusters that serve it, one is never asked. */
function warnOfForeignHost(owner: IConstruct, hostname: string, first: IConstruct): void {
  const [own, other] = [Environment.of(owner), Environment.of(first)];
  if (own && other && own !== other && clusterIdentityOf(owner) !== clusterIdentityOf(first)) {
    reportWarning(owner, {
      property: 'route.hostname',
      value: `${hostname}, which ${first.node.path} has in the environment ${other.node.path}`,
      rule: 'a host name leads to one cluster: requests, links and certificates of one environment would be those of the other',
      fix: 'give each environment a host name of its own; or acknowledge that one name leads to both',
      id: 'host-of-two-environments',
    });
  }
}

/** Who gets the requests for a path of a host of the cluster, once every route is known. */
export function routeOwner(scope: IConstruct, hostname: string, path: string): IConstruct | undefined {
  return claims.of(scope).ownerOf(scope, hostname, path);
}
