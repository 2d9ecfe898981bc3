import type { PolicyResource } from '../../policy-resource';
import type { PolicyVerdict } from '../../policy-verdict';
import { selectorIn } from '../../selector';
import { fault, onceKnown, Rule } from '../rule';
import { AROUND } from './readiness-list';

/** Guards of nobody. */
export class BudgetSelectsPods extends Rule {
  public readonly id = 'Production.BudgetSelectsPods';
  public readonly asks = 'the selector of a PodDisruptionBudget selects pods';
  public readonly fix = 'give it the selector of the workload that it guards';
  public readonly source = `${AROUND}: every selector hits something real`;
  public override readonly kinds = ['PodDisruptionBudget'];

  public override check({ _manifest, identity }: PolicyResource): PolicyVerdict {
    const selector = _manifest.spec?.selector;
    const wanted = selectorIn(selector);
    return onceKnown(({ workloads }) =>
      workloads.selectedBy(identity.namespace ?? '', wanted).length > 0 ? undefined : fault('spec.selector', selector),
    );
  }
}
