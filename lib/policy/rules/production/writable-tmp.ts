import { DiagnosticLevel } from '../../../core/diagnostics';
import { isTrue, listOf, textOf } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, fault, type Fault } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** The one place where nearly every program writes. */
export class WritableTmp extends ContainerRule {
  public readonly id = 'Production.WritableTmp';
  public override readonly level = DiagnosticLevel.WARNING;
  public readonly asks = 'a container with a read-only root has a volume at /tmp, where runtimes and libraries write';
  public readonly fix = 'mount an emptyDir with a sizeLimit at /tmp';
  public readonly source = POD_AND_CONTAINER;

  protected fault({ spec, path }: ContainerView): Fault {
    return !isTrue(spec.securityContext?.readOnlyRootFilesystem) ||
      listOf(spec.volumeMounts).some(({ mountPath }) => textOf(mountPath)?.replace(/\/$/, '') === '/tmp')
      ? undefined
      : fault(`${path}.volumeMounts`, 'nothing at /tmp');
  }
}
