import { listOf, textsOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { fault, type Fault, ObjectRule } from '../rule';
import { AROUND } from './readiness-list';

/** Who may read every credential. */
export class RbacSecretNames extends ObjectRule {
  public readonly id = 'Production.RbacSecretNames';
  public readonly asks = 'a role names the Secrets that it gives access to';
  public readonly fix = 'give resourceNames';
  public readonly source = `${AROUND}; kube-linter, Trivy KSV041`;
  public override readonly exceptions = ['every-secret'];
  public override readonly kinds = ['Role', 'ClusterRole'];

  protected fault({ _manifest }: PolicyResource): Fault {
    return listOf(_manifest.rules).flatMap((rule, index) => {
      const reaches = textsOf(rule.resources).some((resource) => resource === 'secrets' || resource === '*');
      const reads = textsOf(rule.verbs).some((verb) => verb !== 'create');
      return reaches && reads && textsOf(rule.resourceNames).length === 0
        ? [fault(`rules[${index}].resourceNames`, 'every Secret')]
        : [];
    });
  }
}
