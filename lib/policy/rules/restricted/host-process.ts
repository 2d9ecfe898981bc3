import { isTrue } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { inPodAndContainers } from './security-contexts';
import { BASELINE } from './standard';

/** Windows pods that run on the host itself. */
export class HostProcess extends PodRule {
  public readonly id = 'Restricted.HostProcess';
  public readonly asks = 'no Windows container runs as a process of the host';
  public readonly fix = 'leave windowsOptions.hostProcess out';
  public readonly source = `${BASELINE}: HostProcess`;

  protected fault({ spec, path }: PodView, { _containers }: PolicyResource): Fault {
    return inPodAndContainers(spec, path, _containers, (context, at) =>
      isTrue(context.windowsOptions?.hostProcess) ? fault(`${at}.windowsOptions.hostProcess`, true) : undefined,
    );
  }
}
