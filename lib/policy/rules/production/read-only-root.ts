import { isTrue } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** What an intruder could change. */
export class ReadOnlyRoot extends ContainerRule {
  public readonly id = 'Production.ReadOnlyRoot';
  public readonly asks = 'the root of every container is read-only';
  public readonly fix = 'set securityContext.readOnlyRootFilesystem: true and mount volumes where the program writes';
  public readonly source = `${POD_AND_CONTAINER}; kube-score, Polaris, Trivy KSV014`;
  public override readonly exceptions = ['writable-root'];

  protected fault({ spec, path }: ContainerView): Fault {
    const value = spec.securityContext?.readOnlyRootFilesystem;
    return isTrue(value) ? undefined : fault(`${path}.securityContext.readOnlyRootFilesystem`, value);
  }
}
