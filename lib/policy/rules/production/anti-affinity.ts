import { DiagnosticLevel } from '../../../core/diagnostics';
import { type Field, listOf, textOf } from '../../field';
import { SCALED_KINDS } from '../../kinds';
import type { PolicyResource } from '../../policy-resource';
import { PolicyVerdict } from '../../policy-verdict';
import { selectorIn, selects } from '../../selector';
import { fault, onceKnown, Rule } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** The older way to spread, which checkers still look for. */
export class AntiAffinity extends Rule {
  public readonly id = 'Production.AntiAffinity';
  public override readonly level = DiagnosticLevel.WARNING;
  public readonly asks = 'several pods avoid one host: podAntiAffinity on kubernetes.io/hostname that selects them';
  public readonly fix = 'give a preferred podAntiAffinity with the selector of the workload';
  public readonly source = `${POD_AND_CONTAINER}; kube-score, kube-linter`;
  public override readonly kinds = SCALED_KINDS;

  public override check(resource: PolicyResource): PolicyVerdict {
    const pod = resource._pod;
    const workload = resource._facts;
    if (!pod || !workload) {
      return PolicyVerdict.notApplicable();
    }
    const rules = pod.spec.affinity?.podAntiAffinity;
    const terms = [
      ...listOf(rules?.requiredDuringSchedulingIgnoredDuringExecution),
      ...listOf(rules?.preferredDuringSchedulingIgnoredDuringExecution).map(({ podAffinityTerm }) => podAffinityTerm),
    ];
    return terms.some((term) => isOnHost(term) && selects(selectorIn(term?.labelSelector), pod.labels))
      ? PolicyVerdict.compliant()
      : onceKnown((indexes) =>
          indexes.podsOf(workload).max > 1
            ? fault(`${workload.podPath}.affinity.podAntiAffinity`, 'nothing that selects the pods')
            : undefined,
        );
  }
}

function isOnHost(term: Field | undefined): boolean {
  return textOf(term?.topologyKey) === 'kubernetes.io/hostname';
}
