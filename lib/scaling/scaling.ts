import type { Duration } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Wire } from '../core/wire';

/** How many pods there are at least and at most. */
export interface PodBounds {
  /** The number of pods that always run. */
  readonly min: number;

  /** The number of pods that is never exceeded. */
  readonly max: number;
}

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

/** How many pods run, and what decides. An autoscaler is made of it; the workload then states no number of its own. */
export class Scaling {
  /** Between a minimum and a maximum. Say what decides: `.onCpu(70)`, `.onMemory(80)`. */
  public static pods(bounds: PodBounds): Scaling {
    return new Scaling(bounds.min, bounds.max, undefined, undefined, undefined, undefined);
  }

  private constructor(
    /** The number of pods that always run. */
    public readonly min: number,
    /** The number of pods that is never exceeded. */
    public readonly max: number,
    /** The share of the requested CPU to aim at, in percent. */
    public readonly cpuUtilization: number | undefined,
    /** The share of the requested memory to aim at, in percent. */
    public readonly memoryUtilization: number | undefined,
    private readonly up: ScalingRules | undefined,
    private readonly down: ScalingRules | undefined,
  ) {}

  /** Aim at a share of the requested CPU, in percent. */
  public onCpu(percent: number): Scaling {
    return new Scaling(this.min, this.max, percent, this.memoryUtilization, this.up, this.down);
  }

  /** Aim at a share of the requested memory (not of its limit), in percent. */
  public onMemory(percent: number): Scaling {
    return new Scaling(this.min, this.max, this.cpuUtilization, percent, this.up, this.down);
  }

  /** How to grow. By default as Kubernetes does: at once, to the double or by four pods every 15 seconds. */
  public scaleUp(rules: ScalingRules): Scaling {
    return new Scaling(this.min, this.max, this.cpuUtilization, this.memoryUtilization, rules, this.down);
  }

  /** How to shrink. By default by half of the pods a minute, once 300 seconds have asked for it. */
  public scaleDown(rules: ScalingRules): Scaling {
    return new Scaling(this.min, this.max, this.cpuUtilization, this.memoryUtilization, this.up, rules);
  }

  /**
   * The rules in the words of the wire format.
   *
   * @internal
   */
  public _behavior(): Wire<k8s.HorizontalPodAutoscalerBehaviorV2> {
    return {
      scaleUp: this.up && rules(this.up, this.up.window?.toSeconds()),
      scaleDown: this.down
        ? rules(this.down, this.down.window?.toSeconds() ?? 300)
        : { stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }] },
    };
  }

  /**
   * The rules of both directions, as the author gave them.
   *
   * @internal
   */
  public _rules(): { readonly property: string; readonly rules: ScalingRules }[] {
    return [
      ...(this.up ? [{ property: 'scaling.scaleUp', rules: this.up }] : []),
      ...(this.down ? [{ property: 'scaling.scaleDown', rules: this.down }] : []),
    ];
  }
}

function rules(from: ScalingRules, window: number | undefined): Wire<k8s.HpaScalingRulesV2> {
  return {
    stabilizationWindowSeconds: window,
    selectPolicy: from.selectPolicy,
    policies: from.policies.map((policy) => ({
      type: policy.kind,
      value: policy.amount,
      periodSeconds: policy.periodSeconds,
    })),
  };
}
