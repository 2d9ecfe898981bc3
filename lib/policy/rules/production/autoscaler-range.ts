import { numberOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { type Fault, ObjectRule } from '../rule';
import { AROUND } from './readiness-list';

/** Autoscalers that cannot scale. */
export class AutoscalerRange extends ObjectRule {
  public readonly id = 'Production.AutoscalerRange';
  public readonly asks = 'the maximum of an autoscaler is above its minimum: else it cannot scale';
  public readonly fix = 'raise the maximum, or state the number of pods and leave the autoscaler out';
  public readonly source = `${AROUND}; Polaris`;
  public override readonly kinds = ['HorizontalPodAutoscaler', 'keda.sh/ScaledObject'];

  protected fault({ _manifest, identity }: PolicyResource): Fault {
    const spec = _manifest.spec;
    const isHorizontal = identity.kind === 'HorizontalPodAutoscaler';
    const least =
      (isHorizontal ? numberOf(spec?.minReplicas) : numberOf(spec?.minReplicaCount)) ?? (isHorizontal ? 1 : 0);
    const most =
      (isHorizontal ? numberOf(spec?.maxReplicas) : numberOf(spec?.maxReplicaCount)) ?? (isHorizontal ? 1 : 100);
    return most > least
      ? undefined
      : {
          path: isHorizontal ? 'spec.maxReplicas' : 'spec.maxReplicaCount',
          value: `${most}, with a minimum of ${least}`,
        };
  }
}
