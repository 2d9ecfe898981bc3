import { textOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { PolicyVerdict } from '../../policy-verdict';
import { Rule } from '../rule';
import { AROUND } from './readiness-list';

/** Permissions that do not exist. */
export class RoleReference extends Rule {
  public readonly id = 'Production.RoleReference';
  public readonly asks = 'the Role of a RoleBinding exists';
  public readonly fix = 'correct roleRef, or add the Role; a ClusterRole may be somebody else’s';
  public readonly source = `${AROUND}: every reference hits something real`;
  public override readonly kinds = ['RoleBinding'];

  public override check({ _manifest, identity }: PolicyResource): PolicyVerdict {
    const role = _manifest.roleRef;
    const name = textOf(role?.name) ?? '';
    if (textOf(role?.kind) !== 'Role') {
      return PolicyVerdict.notApplicable();
    }
    return PolicyVerdict.afterAll({
      answer: (inventory) =>
        inventory.find('Role', name, identity.namespace)
          ? PolicyVerdict.compliant()
          : PolicyVerdict.nonCompliant({ path: 'roleRef', value: `Role ${name}, which is not here` }),
    });
  }
}
