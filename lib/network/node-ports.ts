import type { IConstruct } from 'constructs';
import { authorOf } from '../core/author';
import { clusterIdentityOf } from '../core/cluster-identity';
import { reportError } from '../core/diagnostic-registry';
import { RootState } from '../core/root-state';
import { Cluster } from '../environment/cluster';

/** The Services that take ports of the nodes, by cluster and port. */
const takers = new RootState(() => new Map<string, IConstruct>());

/** Takes a port of the nodes for a Service, and reports one that another Service of the cluster has. */
export function takeNodePort(service: IConstruct, port: number): void {
  const known = takers.of(service);
  const cluster = Cluster.of(service).context ?? clusterIdentityOf(service);
  const key = `${cluster}\n${port}`;
  const other = known.get(key);
  known.set(key, other ?? service);
  if (other && other !== service) {
    reportError(authorOf(service), {
      property: 'exposure.port',
      value: `${port}, which ${other.node.path} takes, too`,
      rule: 'a port of the nodes belongs to one Service of the cluster: the API server refuses the second',
      fix: 'choose another from 30000 to 32767',
    });
  }
}
