import type { IConstruct } from 'constructs';
import { clusterIdentityOf } from '../core/cluster-identity';
import { RootState } from '../core/root-state';

/** The resources that one pod asks for: cores and bytes. */
export interface PodCapacity {
  readonly cpuRequest: number;
  /** Undefined where a container has no limit of the CPU. */
  readonly cpuLimit: number | undefined;
  readonly memoryRequest: number;
  readonly memoryLimit: number;
  readonly storageRequest: number;
  readonly storageLimit: number;
}

/** What a workload takes of its namespace when it is largest. */
export interface CapacityDemand {
  /** The pods that run at the maximum, those of a surge and a whole generation that is still terminating. */
  readonly pods: number;
  readonly pod: PodCapacity;
  /** Claims for storage and the bytes they ask for. */
  readonly claims: number;
  readonly claimedBytes: number;
}

/** A demand, and whose it is. */
export interface OwnedDemand {
  /** The path of the construct. */
  readonly owner: string;
  readonly demand: CapacityDemand;
}

type Source = () => CapacityDemand;

const demands = new RootState(() => new Map<string, { readonly owner: string; readonly source: Source }[]>());

/** Says what a workload takes of its namespace; asked when a quota is rendered. */
export function demandCapacity(scope: IConstruct, namespace: string | undefined, source: Source): void {
  const byNamespace = demands.of(scope);
  const key = keyOf(scope, namespace);
  const sources = byNamespace.get(key) ?? [];
  sources.push({ owner: scope.node.path, source });
  byNamespace.set(key, sources);
}

/** Everything that takes of a namespace of the cluster that a construct goes to. */
export function demandsOn(scope: IConstruct, namespace: string): CapacityDemand[] {
  return ownedDemandsOn(scope, namespace).map(({ demand }) => demand);
}

/** The same, with whose demand each is. */
export function ownedDemandsOn(scope: IConstruct, namespace: string): OwnedDemand[] {
  const sources = demands.of(scope).get(keyOf(scope, namespace)) ?? [];
  return sources.map(({ owner, source }) => ({ owner, demand: source() }));
}

function keyOf(scope: IConstruct, namespace: string | undefined): string {
  return `${clusterIdentityOf(scope)}\n${namespace ?? ''}`;
}
