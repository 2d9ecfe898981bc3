import { listOf, textsOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { fault, type Fault, ObjectRule } from '../rule';
import { AROUND } from './readiness-list';

/** Permissions for what does not exist yet. */
export class RbacWildcard extends ObjectRule {
  public readonly id = 'Production.RbacWildcard';
  public readonly asks = 'a role names its verbs, resources and groups: a wildcard grants what does not exist yet';
  public readonly fix = 'list what the program does';
  public readonly source = `${AROUND}; kube-linter, Trivy KSV045, kubescape C-0187`;
  public override readonly kinds = ['Role', 'ClusterRole'];

  protected fault({ _manifest }: PolicyResource): Fault {
    return listOf(_manifest.rules).flatMap((rule, index) =>
      ['apiGroups', 'resources', 'verbs', 'nonResourceURLs']
        .filter((field) => textsOf(rule[field]).includes('*'))
        .map((field) => fault(`rules[${index}].${field}`, '*')),
    );
  }
}
