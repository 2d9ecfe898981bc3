import type { IConstruct } from 'constructs';
import type { NetworkTarget } from '../contracts/network-peer';
import { Cluster } from './cluster';
import { DataPlane } from './data-plane';

/** The nodes, as a policy in the cluster of a workload has to write them. */
export function nodesTarget(workload: IConstruct): Omit<NetworkTarget, 'description'> {
  const cluster = Cluster.of(workload);
  if (cluster.dataPlane === DataPlane.CILIUM) {
    return { nodes: true };
  }
  return cluster.nodeCidrs.length > 0
    ? { cidrs: cluster.nodeCidrs }
    : {
        problem: {
          rule: 'the cluster does not declare where its nodes are, and a policy cannot name them otherwise',
          fix: 'declare nodeCidrs on the cluster',
        },
      };
}
