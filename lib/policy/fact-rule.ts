import type { PolicyInventory } from './policy-inventory';
import type { IPolicyRule } from './policy-rule';
import type { PolicyVerdict } from './policy-verdict';
import type { Workload } from './workload';

/**
 * A rule that is asked about the facts that are kept of pods, once all objects are known: of thousands of pods no
 * question need be kept then. Its verdict at first sight is open, without a question.
 */
export interface FactRule extends IPolicyRule {
  verdictOf(workload: Workload, inventory: PolicyInventory): PolicyVerdict;
}

/** Whether a rule is asked about facts. */
export function isFactRule(rule: IPolicyRule): rule is FactRule {
  return 'verdictOf' in rule;
}
