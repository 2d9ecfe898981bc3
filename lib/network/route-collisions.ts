import type { IConstruct } from 'constructs';
import { clusterIdentityOf } from '../core/cluster-identity';
import { reportError } from '../core/diagnostic-registry';
import { RootState } from '../core/root-state';
import { EdgeApi } from '../environment/edge';
import type { Port } from './port';
import type { Route } from './route';

interface Claim {
  readonly owner: IConstruct;
  readonly place: string;
}

/** Who has which paths of which host, cluster by cluster. */
class RouteClaims {
  private readonly byHost = new Map<string, { paths: Map<string, Claim>; whole?: Claim }>();

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
  const taken = claims.of(owner).claim(owner, route, takesHost);
  if (taken) {
    reportError(owner, {
      property: 'route',
      value: `${takesHost ? 'gRPC' : route.pathPrefix} at ${route.hostname}, where ${taken.owner.node.path} has ${taken.place}`,
      rule: 'a path of a host leads to one service: an edge refuses the second route or takes it by chance',
      fix: 'give one of the two another pathPrefix, such as /api, or another host name',
    });
  }
}
