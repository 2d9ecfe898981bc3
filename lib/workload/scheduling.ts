import type { Duration } from 'cdk8s';

/** What a pod tolerates of a node. */
export interface NodeToleration {
  /**
   * The key of the taint.
   *
   * @default - any taint
   */
  readonly key?: string;

  /**
   * The value of the taint.
   *
   * @default - any
   */
  readonly value?: string;

  /**
   * The effect: `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
   *
   * @default - any
   */
  readonly effect?: string;
}

/** On which nodes pods run, and how soon they leave a node that is gone. */
export interface Scheduling {
  /**
   * Labels that a node must have.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [name: string]: string };

  /**
   * Taints that do not keep pods away.
   *
   * @default - none
   */
  readonly tolerations?: NodeToleration[];

  /**
   * The PriorityClass; it must be declared by the cluster.
   *
   * @default - the default of the cluster
   */
  readonly priorityClass?: string;

  /**
   * How long a pod stays on a node that is silent. Below 30 seconds a short failure of the API server would evict
   * everything at once.
   *
   * @default - 60 seconds for the pods of a Deployment, Kubernetes' own 300 for all others
   */
  readonly failover?: Duration;

  /**
   * Whether pods are spread over zones strictly where the cluster declares zones.
   *
   * @default true
   */
  readonly strictZones?: boolean;
}
