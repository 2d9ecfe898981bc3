import { DiagnosticLevel } from '../../../core/diagnostics';
import { isGiven } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** When an image is fetched. */
export class ImagePullPolicy extends ContainerRule {
  public readonly id = 'Production.ImagePullPolicy';
  public override readonly level = DiagnosticLevel.WARNING;
  public readonly asks = 'every container says when its image is pulled: the default depends on the tag';
  public readonly fix = 'give imagePullPolicy';
  public readonly source = `${POD_AND_CONTAINER}; kube-score, Polaris`;

  protected fault({ spec, path }: ContainerView): Fault {
    return isGiven(spec.imagePullPolicy) ? undefined : fault(`${path}.imagePullPolicy`, undefined);
  }
}
