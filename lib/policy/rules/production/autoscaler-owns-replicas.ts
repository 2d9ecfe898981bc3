import { SCALED_KINDS } from '../../kinds';
import type { Indexes } from '../../indexes';
import type { Workload } from '../../workload';
import { type Fault, WorkloadRule } from '../rule';
import { AROUND } from './readiness-list';

/** Two owners of one number. */
export class AutoscalerOwnsReplicas extends WorkloadRule {
  public readonly id = 'Production.AutoscalerOwnsReplicas';
  public readonly asks = 'what an autoscaler scales states no replicas: each deployment would reset them';
  public readonly fix = 'leave spec.replicas out';
  public readonly source = `${AROUND}; kube-score`;
  public override readonly kinds = SCALED_KINDS;

  protected fault(workload: Workload, indexes: Indexes): Fault {
    const { replicas } = workload;
    const names = replicas === undefined ? [] : indexes.scalersOf(workload).map(({ name }) => name);
    return names.length === 0
      ? undefined
      : { path: 'spec.replicas', value: `${replicas}, and ${names.sort().join(', ')} scales it` };
  }
}
