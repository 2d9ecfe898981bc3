import { textOf } from '../../field';
import type { ContainerView, PodView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { RESTRICTED } from './standard';
import { isWindows } from './windows';

/** The filter of system calls. */
export class Seccomp extends ContainerRule {
  public readonly id = 'Restricted.Seccomp';
  public readonly asks =
    'system calls are filtered: a seccomp profile RuntimeDefault or Localhost, of the pod or of each container';
  public readonly fix = 'set securityContext.seccompProfile.type: RuntimeDefault';
  public readonly source = `${RESTRICTED}: Seccomp`;

  protected fault({ spec, path }: ContainerView, pod: PodView): Fault {
    const profile = textOf((spec.securityContext?.seccompProfile ?? pod.spec.securityContext?.seccompProfile)?.type);
    return profile === 'RuntimeDefault' || profile === 'Localhost' || isWindows(pod)
      ? undefined
      : fault(`${path}.securityContext.seccompProfile.type`, profile);
  }
}
