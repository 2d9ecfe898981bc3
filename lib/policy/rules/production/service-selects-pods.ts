import { isGiven, labelsOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { PolicyVerdict } from '../../policy-verdict';
import { equalitySelector } from '../../selector';
import { fault, onceKnown, Rule } from '../rule';
import { AROUND } from './readiness-list';

/** Names that nobody answers to. */
export class ServiceSelectsPods extends Rule {
  public readonly id = 'Production.ServiceSelectsPods';
  public readonly asks = 'the selector of a Service selects pods';
  public readonly fix = 'correct the selector, or the labels of the pods';
  public readonly source = `${AROUND}; kube-score, kube-linter`;
  public override readonly kinds = ['Service'];

  public override check({ _manifest, identity }: PolicyResource): PolicyVerdict {
    const selector = _manifest.spec?.selector;
    if (!isGiven(selector) || Object.keys(labelsOf(selector)).length === 0) {
      return PolicyVerdict.notApplicable();
    }
    const wanted = equalitySelector(selector);
    return onceKnown(({ workloads }) =>
      workloads.selectedBy(identity.namespace ?? '', wanted).length > 0 ? undefined : fault('spec.selector', selector),
    );
  }
}
