import { shown, textsOf } from '../../field';
import type { ContainerView, PodView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { RESTRICTED } from './standard';
import { isWindows } from './windows';

/** The rights of root, one by one. */
export class Capabilities extends ContainerRule {
  public readonly id = 'Restricted.Capabilities';
  public readonly asks = 'every container drops ALL capabilities, and adds none but NET_BIND_SERVICE';
  public readonly fix = 'set securityContext.capabilities: { drop: [ALL] }';
  public readonly source = `${RESTRICTED}: Capabilities`;

  protected fault({ spec, path }: ContainerView, pod: PodView): Fault {
    const capabilities = spec.securityContext?.capabilities;
    const added = textsOf(capabilities?.add).filter((name) => name !== 'NET_BIND_SERVICE');
    if (isWindows(pod) || (textsOf(capabilities?.drop).includes('ALL') && added.length === 0)) {
      return undefined;
    }
    return added.length > 0
      ? fault(`${path}.securityContext.capabilities.add`, added.join(', '))
      : { path: `${path}.securityContext.capabilities.drop`, value: shown(capabilities?.drop) };
  }
}
