import { numberOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { fault, type Fault, ObjectRule } from '../rule';
import { AROUND } from './readiness-list';

/** One pod that is gone with its node. */
export class AutoscalerMinimum extends ObjectRule {
  public readonly id = 'Production.AutoscalerMinimum';
  public readonly asks = 'an autoscaler keeps at least two pods: one is missed while it moves';
  public readonly fix = 'raise minReplicas to 2';
  public readonly source = `${AROUND}; Polaris, kube-linter`;
  /** A ScaledObject drains a queue, and a queue waits. */
  public override readonly kinds = ['HorizontalPodAutoscaler'];

  protected fault({ _manifest }: PolicyResource): Fault {
    const least = _manifest.spec?.minReplicas;
    return (numberOf(least) ?? 1) >= 2 ? undefined : fault('spec.minReplicas', least);
  }
}
