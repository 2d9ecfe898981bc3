import { NamespaceRule } from './namespace-rule';

/** What containers get that say nothing. */
export class NamespaceLimits extends NamespaceRule {
  public readonly id = 'Production.NamespaceLimits';
  public readonly asks = 'a namespace with pods has a LimitRange: it gives limits to containers that others add';
  public readonly fix = 'use a NamespaceChart, or add a LimitRange';

  protected readonly kind = 'LimitRange';
}
