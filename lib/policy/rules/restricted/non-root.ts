import { isTrue } from '../../field';
import type { ContainerView, PodView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { RESTRICTED } from './standard';

/** That the kubelet refuses root. */
export class NonRoot extends ContainerRule {
  public readonly id = 'Restricted.NonRoot';
  public readonly asks = 'the kubelet is told to refuse root: runAsNonRoot, of the pod or of each container';
  public readonly fix = 'set securityContext.runAsNonRoot: true';
  public readonly source = `${RESTRICTED}: Running as Non-root`;

  protected fault({ spec, path }: ContainerView, pod: PodView): Fault {
    const own = spec.securityContext?.runAsNonRoot;
    return isTrue(own ?? pod.spec.securityContext?.runAsNonRoot)
      ? undefined
      : fault(`${path}.securityContext.runAsNonRoot`, own);
  }
}
