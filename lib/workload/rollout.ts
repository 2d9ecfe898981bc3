import type { Duration } from 'cdk8s';

/** How long a new version may take, and how many old ones are kept. */
export interface RecreateOptions {
  /**
   * How long a pod has to be ready before it counts.
   *
   * @default - at once
   */
  readonly minReady?: Duration;

  /**
   * After how long without progress the rollout has failed.
   *
   * @default - 10 minutes, or longer where the probes of a healthy pod may fail for longer
   */
  readonly deadline?: Duration;

  /**
   * How many old versions can be brought back.
   *
   * @default 5
   */
  readonly history?: number;
}

/** How a new version replaces the old one. */
export interface RolloutOptions extends RecreateOptions {
  /**
   * How many pods there may be beyond the wanted ones: a number or a share.
   *
   * @default '1'
   */
  readonly maxSurge?: string;

  /**
   * How many of the wanted pods may be missing: a number or a share.
   *
   * @default '0'
   */
  readonly maxUnavailable?: string;
}
