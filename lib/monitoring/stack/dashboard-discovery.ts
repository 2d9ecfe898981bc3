/**
 * Where Grafana looks for dashboards: ConfigMaps with the label `grafana_dashboard: "1"`. RBAC knows no labels, so what
 * looks for them may read every ConfigMap where it looks; ConfigMaps of this library never hold a credential.
 */
export class DashboardDiscovery {
  /** In every namespace. */
  public static everyNamespace(): DashboardDiscovery {
    return new DashboardDiscovery(undefined);
  }

  /** In its own namespace and in those that are named. They must exist: Grafana gets a Role in each. */
  public static namespaces(...names: string[]): DashboardDiscovery {
    return new DashboardDiscovery([...new Set(names)].sort());
  }

  private constructor(
    /** The namespaces beside its own; undefined: all there are. */
    public readonly names: string[] | undefined,
  ) {}
}
