import { NamespaceRule } from './namespace-rule';

/** How much one system may take from the others. */
export class NamespaceQuota extends NamespaceRule {
  public readonly id = 'Production.NamespaceQuota';
  public readonly asks = 'a namespace with pods has a ResourceQuota: without one it can take the whole cluster';
  public readonly fix = 'use a NamespaceChart, or add a ResourceQuota';

  protected readonly kind = 'ResourceQuota';
}
