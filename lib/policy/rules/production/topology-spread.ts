import { SCALED_KINDS } from '../../kinds';
import { listOf, numberOf } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import { PolicyVerdict } from '../../policy-verdict';
import { selectorIn, selects, isEmptySelector } from '../../selector';
import { fault, onceKnown, Rule } from '../rule';
import { POD_AND_CONTAINER } from './readiness-list';

/** Pods that would all be lost with one node or zone. */
export class TopologySpread extends Rule {
  public readonly id = 'Production.TopologySpread';
  public readonly asks =
    'several pods are spread: topologySpreadConstraints that select them, with a maxSkew of at least 1';
  public readonly fix = 'give topologySpreadConstraints with the selector of the workload';
  public readonly source = `${POD_AND_CONTAINER}; Polaris`;
  public override readonly kinds = SCALED_KINDS;

  public override check(resource: PolicyResource): PolicyVerdict {
    const pod = resource._pod;
    const workload = resource._facts;
    if (!pod || !workload) {
      return PolicyVerdict.notApplicable();
    }
    const spread = listOf(pod.spec.topologySpreadConstraints).some(({ labelSelector, maxSkew }) => {
      const selector = selectorIn(labelSelector);
      return (numberOf(maxSkew) ?? 0) >= 1 && !isEmptySelector(selector) && selects(selector, pod.labels);
    });
    return spread
      ? PolicyVerdict.compliant()
      : onceKnown((indexes) =>
          indexes.podsOf(workload).max > 1
            ? fault(`${workload.podPath}.topologySpreadConstraints`, 'nothing that selects the pods')
            : undefined,
        );
  }
}
