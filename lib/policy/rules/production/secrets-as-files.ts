import { DiagnosticLevel } from '../../../core/diagnostics';
import { isField, listOf, textOf } from '../../field';
import type { ContainerView } from '../../views';
import { ContainerRule, type Fault } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** Credentials that everybody sees who sees the process. */
export class SecretsAsFiles extends ContainerRule {
  public readonly id = 'Production.SecretsAsFiles';
  public override readonly level = DiagnosticLevel.WARNING;
  public readonly asks = 'credentials are files: variables are seen with the process, and do not rotate';
  public readonly fix = 'mount the Secret: credentialFiles, where the program can read files';
  public readonly source = `${POD_AND_CONTAINER}; checkov CKV_K8S_35`;
  public override readonly exceptions = ['credentials-in-environment'];

  protected fault({ spec, path }: ContainerView): Fault {
    const names = listOf(spec.env)
      .filter(({ valueFrom }) => isField(valueFrom?.secretKeyRef))
      .map(({ name }) => textOf(name) ?? '');
    const bundles = listOf(spec.envFrom).filter(({ secretRef }) => isField(secretRef));
    return names.length + bundles.length === 0
      ? undefined
      : bundles.length > 0
        ? { path: `${path}.envFrom`, value: bundles.map(({ secretRef }) => textOf(secretRef?.name) ?? '').join(', ') }
        : { path: `${path}.env`, value: names.join(', ') };
  }
}
