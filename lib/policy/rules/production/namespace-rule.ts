import type { PolicyResource } from '../../policy-resource';
import { PolicyVerdict } from '../../policy-verdict';
import { Rule } from '../rule';
import { AROUND } from './readiness-list';

/** A rule that a namespace with pods has something of a kind. */
export abstract class NamespaceRule extends Rule {
  public readonly source = AROUND;
  public override readonly kinds = ['Namespace'];

  protected abstract readonly kind: 'LimitRange' | 'ResourceQuota';

  public override check({ identity: { name } }: PolicyResource): PolicyVerdict {
    return PolicyVerdict.afterAll({
      answer: (inventory) => {
        if (inventory._indexes.workloads.within(name).length === 0) {
          return PolicyVerdict.notApplicable();
        }
        return inventory._indexes.limited[this.kind].has(name)
          ? PolicyVerdict.compliant()
          : PolicyVerdict.nonCompliant({ path: 'metadata.name', value: `pods in ${name}, and no ${this.kind}` });
      },
    });
  }
}
