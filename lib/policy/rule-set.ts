import type { IPackageRule } from './package-rule';
import type { IPolicyRule } from './policy-rule';

/** A pack, as far as it is rules. */
export interface RulePack {
  readonly name: string;
  readonly rules: readonly IPolicyRule[];
  readonly packageRules: readonly IPackageRule[];
}

/** The rules of some packs, each once. */
export class RuleSet {
  readonly rules: readonly IPolicyRule[];

  constructor(readonly packs: readonly RulePack[]) {
    const byId = new Map<string, IPolicyRule>();
    for (const rule of packs.flatMap((pack) => pack.rules)) {
      if (!byId.has(rule.id)) {
        byId.set(rule.id, rule);
      }
    }
    this.rules = [...byId.values()];
  }

  /** The rules about a kind. */
  about(kindKey: string): readonly IPolicyRule[] {
    return this.rules.filter(({ kinds }) => kinds === undefined || kinds.includes(kindKey));
  }
}
