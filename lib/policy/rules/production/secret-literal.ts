import type { JsonObject } from '../../../core/json';
import { eachLiteral } from '../../../core/manifest-literals';
import { POD_KINDS } from '../../kinds';
import type { PolicyResource } from '../../policy-resource';
import type { PolicyViolation } from '../../policy-verdict';
import { type Fault, ObjectRule } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** Credentials that are written out. */
export class SecretLiteral extends ObjectRule {
  public readonly id = 'Production.SecretLiteral';
  public readonly asks = 'no variable, argument, annotation or ConfigMap holds what looks like a credential';
  public readonly fix = 'put it into a Secret that is fed from outside, and rotate the value if it was real';
  public readonly source = `${POD_AND_CONTAINER}; Trivy KSV0109, kubescape C-0012`;
  public override readonly kinds = ['ConfigMap', ...POD_KINDS];

  protected fault({ manifest }: PolicyResource): Fault {
    const faults: PolicyViolation[] = [];
    // `why` tells the name or the shape, never the value.
    eachLiteral(manifest as JsonObject, (path, why) => faults.push({ path, value: why }));
    return faults;
  }
}
