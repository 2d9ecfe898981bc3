import { isTrue } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { BASELINE } from './standard';

/** Containers that are root of the node. */
export class Privileged extends ContainerRule {
  public readonly id = 'Restricted.Privileged';
  public readonly asks = 'no container is privileged: it would be root of its node';
  public readonly fix = 'leave securityContext.privileged out, or set it to false';
  public readonly source = `${BASELINE}: Privileged Containers`;

  protected fault({ spec, path }: ContainerView): Fault {
    return isTrue(spec.securityContext?.privileged) ? fault(`${path}.securityContext.privileged`, true) : undefined;
  }
}
