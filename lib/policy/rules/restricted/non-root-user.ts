import { numberOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { inPodAndContainers } from './security-contexts';
import { RESTRICTED } from './standard';

/** The user 0. */
export class NonRootUser extends PodRule {
  public readonly id = 'Restricted.NonRootUser';
  public readonly asks = 'nothing runs as the user 0';
  public readonly fix = 'give securityContext.runAsUser another number';
  public readonly source = `${RESTRICTED}: Running as Non-root user`;

  protected fault({ spec, path }: PodView, { _containers }: PolicyResource): Fault {
    return inPodAndContainers(spec, path, _containers, ({ runAsUser }, at) =>
      numberOf(runAsUser) === 0 ? fault(`${at}.runAsUser`, 0) : undefined,
    );
  }
}
