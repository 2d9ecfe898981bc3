import type { IConstruct } from 'constructs';
import type { NetworkTarget } from '../contracts/network-peer';
import { Cluster } from './cluster';

/** KEDA's operator as an end of edges, as the cluster of a workload declares it. */
export function kedaTarget(workload: IConstruct): NetworkTarget {
  const { keda } = Cluster.of(workload);
  const description = 'KEDA';
  return keda
    ? {
        description,
        pods: [{ namespace: keda.namespace ?? 'keda', podLabels: keda.podLabels ?? { app: 'keda-operator' } }],
      }
    : { description, problem: { rule: 'the cluster declares no KEDA', fix: 'declare keda on the cluster' } };
}
