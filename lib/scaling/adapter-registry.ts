import type { IConstruct } from 'constructs';
import { clusterIdentityOf } from '../core/cluster-identity';
import { RootState } from '../core/root-state';
import { Cluster } from '../environment/cluster';
import type { MessageRate } from '../environment/message-rate';

/** What is known of the prometheus-adapter of a cluster. */
interface KnownAdapter {
  /** Whether its rules are written in this tree. */
  isWritten: boolean;
  /** The rates that it is said to serve, by the name that they are served under. */
  readonly declared: Map<string, MessageRate>;
  /** Those, and the rates that workloads of this tree scale on. */
  readonly known: MessageRate[];
}

const adapters = new RootState(() => new Map<string, KnownAdapter>());

/** Says that a workload scales on a rate that the adapter of its cluster serves. */
export function useRate(scope: IConstruct, rate: MessageRate): void {
  adapterOf(scope).known.push(rate);
}

/** Says that the rules of the adapter of a cluster are written in this tree. */
export function writeRates(scope: IConstruct): void {
  adapterOf(scope).isWritten = true;
}

/** Every rate that the adapter of a cluster has to serve, as far as this tree knows. */
export function knownRates(scope: IConstruct): readonly MessageRate[] {
  return adapterOf(scope).known;
}

/** The rate that the adapter of a cluster serves under the name of another; that itself where its rules follow. */
export function servedAs(scope: IConstruct, rate: MessageRate): MessageRate | undefined {
  const { isWritten, declared } = adapterOf(scope);
  return isWritten ? rate : declared.get(rate.metric);
}

/** Whether two rates are served by one and the same rule. */
export function sameRate(a: MessageRate, b: MessageRate): boolean {
  return a === b || JSON.stringify(a._rule()) === JSON.stringify(b._rule());
}

function adapterOf(scope: IConstruct): KnownAdapter {
  const key = clusterIdentityOf(scope);
  const ofTree = adapters.of(scope);
  let adapter = ofTree.get(key);
  if (!adapter) {
    const rates = Cluster.of(scope).prometheusAdapter?.rates ?? [];
    adapter = { isWritten: false, declared: new Map(rates.map((rate) => [rate.metric, rate])), known: [...rates] };
    ofTree.set(key, adapter);
  }
  return adapter;
}
