import { isFalse } from '../../field';
import type { ContainerView, PodView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { RESTRICTED } from './standard';
import { isWindows } from './windows';

/** Programs that gain rights by starting another. */
export class PrivilegeEscalation extends ContainerRule {
  public readonly id = 'Restricted.PrivilegeEscalation';
  public readonly asks = 'no container can gain rights: allowPrivilegeEscalation is false, and said to be';
  public readonly fix = 'set securityContext.allowPrivilegeEscalation: false';
  public readonly source = `${RESTRICTED}: Privilege Escalation`;

  protected fault({ spec, path }: ContainerView, pod: PodView): Fault {
    const allowed = spec.securityContext?.allowPrivilegeEscalation;
    return isFalse(allowed) || isWindows(pod)
      ? undefined
      : fault(`${path}.securityContext.allowPrivilegeEscalation`, allowed);
  }
}
