/** Where a store outside this tree is. */
export interface ExternalStoreOptions {
  /**
   * The host name: of a server outside the cluster, or of a Service as `name.namespace.svc`, where an operator or
   * another system runs it in the cluster.
   */
  readonly host: string;

  /**
   * The address range of the host, for clusters that cannot filter by name; not for a Service.
   *
   * @default - none: an error on such a cluster, unless `anyAddress` gives a reason
   */
  readonly cidr?: string;

  /**
   * The written reason why the port may be reached at any address, on clusters that cannot filter by name.
   *
   * @default - it may not
   */
  readonly anyAddress?: string;

  /**
   * The labels of the pods behind a Service.
   *
   * @default - every pod of its namespace
   */
  readonly podLabels?: { [name: string]: string };
}
