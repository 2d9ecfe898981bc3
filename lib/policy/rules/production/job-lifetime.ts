import { DiagnosticLevel } from '../../../core/diagnostics';
import { isGiven } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { fault, type Fault, ObjectRule } from '../rule';
import { AROUND } from './readiness-list';

/** The hash of a content, as Kustomize, others and this library end a name with it. */
const NAMED_BY_CONTENT = /-(?=[a-z0-9]*\d)[bcdfghjklmnpqrstvwxz0-9]{8,10}$/;

/** Jobs that stay for ever. */
export class JobLifetime extends ObjectRule {
  public readonly id = 'Production.JobLifetime';
  public override readonly level = DiagnosticLevel.WARNING;
  public readonly asks =
    'a finished Job is cleaned up, unless its name is that of its content: then it stays, or the next apply would run it again';
  public readonly fix = 'give ttlSecondsAfterFinished, or name the Job by its content as Migration does';
  public readonly source = `${AROUND}; kube-linter`;
  public override readonly kinds = ['Job'];

  protected fault({ _manifest, identity }: PolicyResource): Fault {
    return isGiven(_manifest.spec?.ttlSecondsAfterFinished) || NAMED_BY_CONTENT.test(identity.name)
      ? undefined
      : fault('spec.ttlSecondsAfterFinished', undefined);
  }
}
