import type { Indexes } from '../../indexes';
import type { Workload } from '../../workload';
import { fault, type Fault, WorkloadRule } from '../rule';
import { AROUND } from './readiness-list';

/** One pod without anybody beside it. */
export class TwoPods extends WorkloadRule {
  public readonly id = 'Production.TwoPods';
  public readonly asks =
    'a Deployment without autoscaler has at least two pods; what may run once only is a StatefulSet, or recreated';
  public readonly fix =
    'raise replicas to 2; where two at once would do harm use Controller.singlePod() or Controller.recreate()';
  public readonly source = `${AROUND}; Polaris, kube-linter`;
  public override readonly kinds = ['Deployment', 'argoproj.io/Rollout'];

  protected override concerns({ isSinglePod }: Workload): boolean {
    return !isSinglePod;
  }

  protected fault(workload: Workload, indexes: Indexes): Fault {
    return (workload.replicas ?? 1) >= 2 || indexes.scalersOf(workload).length > 0
      ? undefined
      : fault('spec.replicas', workload.replicas);
  }
}
