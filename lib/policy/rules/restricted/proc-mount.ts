import { textOf } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { BASELINE } from './standard';

/** What a container sees in /proc. */
export class ProcMount extends ContainerRule {
  public readonly id = 'Restricted.ProcMount';
  public readonly asks = 'the masks over /proc stay';
  public readonly fix = 'leave procMount out';
  public readonly source = `${BASELINE}: /proc Mount Type`;

  protected fault({ spec, path }: ContainerView): Fault {
    const mount = textOf(spec.securityContext?.procMount) ?? 'Default';
    return mount === 'Default' ? undefined : fault(`${path}.securityContext.procMount`, mount);
  }
}
