import type { Budget, Closing, ListenerFacts, Resizer, Scaler, ServiceFacts } from './facts';
import { LabelIndex, SelectorIndex } from './selector';
import type { Workload } from './workload';

/** What rules look up about other objects; objects in a namespace by `<namespace>\n<name>`. */
export class Indexes {
  readonly workloads = new LabelIndex<Workload>();
  readonly services = new SelectorIndex<ServiceFacts>();
  readonly servicesByName = new Map<string, ServiceFacts>();
  readonly budgets = new SelectorIndex<Budget>();
  readonly closings = new SelectorIndex<Closing>();
  readonly scalers = new Map<string, Scaler[]>();
  readonly resizers = new Map<string, Resizer[]>();
  readonly listeners = new Map<string, readonly ListenerFacts[]>();
  /** Secrets that something feeds. */
  readonly fedSecrets = new Set<string>();
  /** Accounts that may do something. */
  readonly boundAccounts = new Set<string>();
  /** Namespaces with a ResourceQuota, and with a LimitRange. */
  readonly limited = { ResourceQuota: new Set<string>(), LimitRange: new Set<string>() };
  /** Namespaces that deny what nothing allows. */
  readonly denied = { ingress: new Set<string>(), egress: new Set<string>() };

  /** The autoscalers of a workload. */
  scalersOf(workload: Workload): readonly Scaler[] {
    return this.scalers.get(scalerKey(workload.namespace, workload.object._kindKey, workload.object.name)) ?? [];
  }

  /** The VerticalPodAutoscalers of a workload that change something. */
  resizersOf(workload: Workload): readonly Resizer[] {
    return this.resizers.get(scalerKey(workload.namespace, workload.object._kindKey, workload.object.name)) ?? [];
  }

  /** The fewest pods of a workload, and the most. */
  podsOf(workload: Workload): { readonly min: number; readonly max: number } {
    const scalers = this.scalersOf(workload);
    const replicas = workload.replicas ?? 1;
    return scalers.length === 0
      ? { min: replicas, max: replicas }
      : {
          min: Math.min(...scalers.map(({ min }) => min)),
          max: Math.max(...scalers.map(({ max }) => max)),
        };
  }
}

/** How an autoscaler says what it scales. */
export function scalerKey(namespace: string, kind: string, name: string): string {
  return `${namespace}\n${kind}\n${name}`;
}
