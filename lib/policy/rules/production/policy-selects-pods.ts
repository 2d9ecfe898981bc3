import { DiagnosticLevel } from '../../../core/diagnostics';
import type { PolicyResource } from '../../policy-resource';
import { PolicyVerdict } from '../../policy-verdict';
import { isEmptySelector, selectorIn } from '../../selector';
import { fault, onceKnown, Rule } from '../rule';
import { AROUND } from './readiness-list';

/** Policies of nobody. */
export class PolicySelectsPods extends Rule {
  public readonly id = 'Production.PolicySelectsPods';
  /** Pods of an operator carry its labels, and stand in no manifest. */
  public override readonly level = DiagnosticLevel.WARNING;
  public readonly asks = 'a network policy selects pods';
  public readonly fix = 'correct podSelector, or remove the policy';
  public readonly source = `${AROUND}; kube-score, kube-linter`;
  public override readonly kinds = ['NetworkPolicy', 'cilium.io/CiliumNetworkPolicy'];

  public override check({ _manifest, identity }: PolicyResource): PolicyVerdict {
    const field = identity.kind === 'NetworkPolicy' ? 'podSelector' : 'endpointSelector';
    const selector = _manifest.spec?.[field];
    const wanted = selectorIn(selector);
    if (isEmptySelector(wanted)) {
      return PolicyVerdict.compliant();
    }
    return onceKnown(({ workloads }) =>
      workloads.selectedBy(identity.namespace ?? '', wanted).length > 0 ? undefined : fault(`spec.${field}`, selector),
    );
  }
}
