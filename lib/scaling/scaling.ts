import type { k8s } from 'cdk8s-plus-28';
import type { Wire } from '../core/wire';
import { scalingBehavior } from './scaling-behavior';
import type { ScalingRules } from './scaling-rules';

/** How many pods there are at least and at most. */
export interface PodBounds {
  /** The number of pods that always run. */
  readonly min: number;

  /** The number of pods that is never exceeded. */
  readonly max: number;
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
    return scalingBehavior(this.up, this.down);
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
