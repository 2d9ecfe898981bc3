import type { Indexes } from '../../indexes';
import { isGiven, shown } from '../../field';
import type { PolicyResource } from '../../policy-resource';
import type { PolicyVerdict } from '../../policy-verdict';
import { selectorIn } from '../../selector';
import { podsIn } from '../reads';
import { onceKnown, Rule } from '../rule';
import { AROUND } from './readiness-list';

/** Budgets that stop every upgrade of a node. */
export class DrainableBudget extends Rule {
  public readonly id = 'Production.DrainableBudget';
  public readonly asks =
    'a PodDisruptionBudget lets at least one pod go, with the fewest pods too: else no node drains';
  public readonly fix = 'use maxUnavailable: 1, or keep minAvailable below the minimum of the autoscaler';
  public readonly source = `${AROUND}; kube-linter, Polaris`;
  public override readonly kinds = ['PodDisruptionBudget'];

  public override check({ _manifest, identity }: PolicyResource): PolicyVerdict {
    const { maxUnavailable, minAvailable, selector } = _manifest.spec ?? {};
    const pods = selectorIn(selector);
    const namespace = identity.namespace ?? '';
    const [path, amount] = isGiven(maxUnavailable)
      ? ['spec.maxUnavailable', maxUnavailable as unknown]
      : ['spec.minAvailable', minAvailable as unknown];
    const isMost = path === 'spec.maxUnavailable';
    return onceKnown((indexes) => {
      const fewest = fewestPods(indexes, namespace, pods);
      const counted = podsIn(amount, fewest);
      const evictable = counted === undefined ? 0 : isMost ? counted : fewest - counted;
      return evictable >= 1 || (fewest === 0 && counted !== 0)
        ? undefined
        : { path, value: `${shown(amount)}, with ${fewest} pods at the fewest` };
    });
  }
}

/** The fewest pods of all that it selects; one where it selects nothing here. */
function fewestPods(indexes: Indexes, namespace: string, selector: ReturnType<typeof selectorIn>): number {
  const selected = indexes.workloads.selectedBy(namespace, selector);
  return selected.length === 0 ? 1 : selected.reduce((sum, workload) => sum + indexes.podsOf(workload).min, 0);
}
