import type { Duration } from 'cdk8s';

/** Which of several policies wins. */
export enum ScalingSelect {
  /** The one that changes most. */
  MAX = 'Max',

  /** The one that changes least. */
  MIN = 'Min',

  /** None: the direction is closed. */
  DISABLED = 'Disabled',
}

/** How fast the number of pods may change. */
export class ScalingPolicy {
  /** By a share of the pods in a period of at most 30 minutes. */
  public static percent(share: number, period: Duration): ScalingPolicy {
    return new ScalingPolicy('Percent', share, period.toSeconds());
  }

  /** By a number of pods in a period of at most 30 minutes. */
  public static pods(count: number, period: Duration): ScalingPolicy {
    return new ScalingPolicy('Pods', count, period.toSeconds());
  }

  private constructor(
    /** `Percent` or `Pods`. */
    public readonly kind: string,
    /** The share in percent, or the number of pods. */
    public readonly amount: number,
    /** The period in seconds. */
    public readonly periodSeconds: number,
  ) {}
}

/** How the number of pods changes in one direction. */
export interface ScalingRules {
  /**
   * How long the metric must have asked for less (or more) before it is followed; at most one hour.
   *
   * @default - 300 seconds down, none up
   */
  readonly window?: Duration;

  /** How fast it may change. */
  readonly policies: ScalingPolicy[];

  /**
   * Which policy wins.
   *
   * @default ScalingSelect.MAX
   */
  readonly selectPolicy?: ScalingSelect;
}
