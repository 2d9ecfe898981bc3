import type { Duration } from 'cdk8s';
import type { Port } from '../network/port';
import type { QueueScaling } from '../scaling/queue-scaling';
import type { DisruptionBudget } from '../workload/disruption-budget';
import type { RolloutOptions } from '../workload/rollout';
import type { WorkloadOptions } from '../workload/workload-props';

/** When somebody is told that work is left lying. */
export interface QueueAlertOptions {
  /**
   * How long KEDA cannot ask how much work waits: `ScalerFailing`.
   *
   * @default Duration.minutes(10)
   */
  readonly scalerFailing?: Duration;

  /**
   * How long what waits does not get less: `QueueNotDraining`.
   *
   * @default - half an hour, or three times the longest task where that is more
   */
  readonly notDraining?: Duration;
}

/** What a queue worker is made of. */
export interface WorkerWithKedaProps extends WorkloadOptions {
  /** How many pods work, and what decides. */
  readonly scaling: QueueScaling;

  /**
   * How long the longest task takes. A pod that is taken away (by every scale-in, rollout and drain, not only at zero) is
   * told to end and then given this long.
   *
   * @default - not known: half a minute, and a warning
   */
  readonly longestTask?: Duration;

  /**
   * The ports that it listens on, for metrics or probes. There is no Service for them.
   *
   * @default - none
   */
  readonly ports?: Port[];

  /**
   * How a new version replaces the old one; not for jobs.
   *
   * @default - one pod more at a time, none less
   */
  readonly rollout?: RolloutOptions;

  /**
   * How many pods may be missing while nodes are drained; not for jobs.
   *
   * @default DisruptionBudget.maxUnavailable('25%')
   */
  readonly disruptions?: DisruptionBudget;

  /**
   * When somebody is told that work is left lying.
   *
   * @default - as `QueueAlertOptions` says
   */
  readonly queueAlerts?: QueueAlertOptions;
}
