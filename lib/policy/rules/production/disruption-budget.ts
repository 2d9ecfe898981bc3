import { SCALED_KINDS } from '../../kinds';
import type { Indexes } from '../../indexes';
import type { Workload } from '../../workload';
import { type Fault, WorkloadRule } from '../rule';
import { AROUND } from './readiness-list';

/** Drains that take all pods at once. */
export class DisruptionBudget extends WorkloadRule {
  public readonly id = 'Production.DisruptionBudget';
  public readonly asks = 'several pods have a PodDisruptionBudget: without one a drain may take all of them at once';
  public readonly fix = 'add a PodDisruptionBudget with maxUnavailable: 1 and the selector of the workload';
  public readonly source = `${AROUND}; kube-score, Polaris`;
  public override readonly kinds = SCALED_KINDS;

  protected fault(workload: Workload, indexes: Indexes): Fault {
    const { max } = indexes.podsOf(workload);
    return max <= 1 || indexes.budgets.selecting(workload.namespace, workload.podLabels).length > 0
      ? undefined
      : { path: 'spec.selector', value: `up to ${max} pods, and no PodDisruptionBudget that selects them` };
  }
}
