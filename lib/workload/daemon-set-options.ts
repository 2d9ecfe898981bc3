/** How the pods of a DaemonSet come and go. */
export interface DaemonSetOptions {
  /**
   * The most nodes that the cluster may have: the quota of the namespace has room for a pod on each.
   *
   * @default 100
   */
  readonly nodes?: number;

  /**
   * On how many nodes the pod may be missing while a new version replaces the old one: a number or a share.
   *
   * @default '10%'
   */
  readonly maxUnavailable?: string;

  /**
   * How many old versions are kept.
   *
   * @default 5
   */
  readonly history?: number;
}
