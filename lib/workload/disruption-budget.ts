import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import type { Wire } from '../core/wire';
import { intOrPercent, parseAmount } from './amount';

/** How many pods may be missing while nodes are drained. It never blocks a drain: one that would is an error. */
export class DisruptionBudget {
  /** At most so many pods are missing: a number (`'1'`) or a share (`'25%'`, rounded up). */
  public static maxUnavailable(amount: string): DisruptionBudget {
    return new DisruptionBudget('maxUnavailable', amount);
  }

  /** At least so many pods are there: a number (`'2'`) or a share (`'50%'`, rounded up). */
  public static minAvailable(amount: string): DisruptionBudget {
    return new DisruptionBudget('minAvailable', amount);
  }

  /** No budget: a drain of nodes may end all pods at once. */
  public static none(reason: string): DisruptionBudget {
    return new DisruptionBudget('none', '', reason);
  }

  private constructor(
    /** `maxUnavailable`, `minAvailable` or `none`. */
    public readonly kind: string,
    /** The number or share; empty where there is no budget. */
    public readonly amount: string,
    /** The written reason why there is none. */
    public readonly reason: string | undefined = undefined,
  ) {}

  /**
   * The budget in the words of the wire format.
   *
   * @internal
   */
  public _render(): Pick<Wire<k8s.PodDisruptionBudgetSpec>, 'maxUnavailable' | 'minAvailable'> {
    return { [this.kind]: intOrPercent(this.amount) };
  }

  /**
   * Reports a budget that is none, or that blocks every drain.
   *
   * @internal
   */
  public _check(scope: IConstruct, fewestPods: number): void {
    if (this.kind === 'none') {
      this.checkReason(scope);
      return;
    }
    const property = `disruptions.${this.kind}`;
    const amount = parseAmount(this.amount);
    if (!amount || (amount.percent && amount.value > 100)) {
      reportError(scope, {
        property,
        value: JSON.stringify(this.amount),
        rule: 'it is a whole number or a share of up to 100 percent',
        fix: "write '1' or '25%'",
      });
      return;
    }
    const pods = amount.percent ? Math.ceil((amount.value * fewestPods) / 100) : amount.value;
    const evictable = this.kind === 'maxUnavailable' ? pods : fewestPods - pods;
    if (evictable < 1) {
      reportError(scope, {
        property,
        value: `${this.amount}, with ${fewestPods} ${fewestPods === 1 ? 'pod' : 'pods'} at the fewest`,
        rule: 'no pod could ever be evicted: the budget blocks every drain of a node, and so every upgrade',
        fix: "use DisruptionBudget.maxUnavailable('1'), or raise the minimum of pods",
      });
    }
  }

  private checkReason(scope: IConstruct): void {
    if (this.reason?.trim() === '') {
      reportError(scope, {
        property: 'disruptions',
        value: 'none, with an empty reason',
        rule: 'without a budget a drain of nodes may end all pods at once',
        fix: 'say in a sentence why that is acceptable',
      });
    }
  }
}
