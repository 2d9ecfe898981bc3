import { SERVICE_KINDS } from '../../kinds';
import { isField } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** When a pod is to be started again. */
export class LivenessProbe extends PodRule {
  public readonly id = 'Production.LivenessProbe';
  public readonly asks = 'pods that run for ever say whether they still work: without a probe one that hangs, hangs';
  public readonly fix = "give liveness: Probe.http('/live'), or the reason why there is none";
  public readonly source = `${POD_AND_CONTAINER}; kube-score, kube-linter, Polaris`;
  public override readonly kinds = SERVICE_KINDS;
  public override readonly exceptions = ['without-liveness'];

  protected fault({ path }: PodView, { _containers }: PolicyResource): Fault {
    return _containers.some(({ spec }) => isField(spec.livenessProbe))
      ? undefined
      : fault(`${path}.containers.livenessProbe`, undefined);
  }
}
