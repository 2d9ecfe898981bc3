import type { k8s } from 'cdk8s-plus-28';
import type { Wire } from '../core/wire';
import type { MessageRate } from '../environment/message-rate';
import { scalingBehavior } from './scaling-behavior';
import type { ScalingRules } from './scaling-rules';

/** How many pods there are at least and at most. */
export interface PodBounds {
  /** The number of pods that always run. */
  readonly min: number;

  /** The number of pods that is never exceeded. */
  readonly max: number;
}

/** What is said of a scaling, besides its bounds. */
interface ScalingState {
  readonly cpu?: number;
  readonly memory?: number;
  readonly messages?: { readonly perPod: number; readonly rate: MessageRate };
  readonly up?: ScalingRules;
  readonly down?: ScalingRules;
  readonly labels?: Readonly<Record<string, string>>;
}

/** How many pods run, and what decides. An autoscaler is made of it; the workload then states no number of its own. */
export class Scaling {
  /** Between a minimum and a maximum. Say what decides: `.onCpu(70)`, `.onMemory(80)`, `.onMessagesPerSecond(…)`. */
  public static pods(bounds: PodBounds): Scaling {
    return new Scaling(bounds.min, bounds.max, {});
  }

  private constructor(
    /** The number of pods that always run. */
    public readonly min: number,
    /** The number of pods that is never exceeded. */
    public readonly max: number,
    /**
     * What else is said.
     *
     * @internal
     */
    public readonly _state: ScalingState,
  ) {}

  /** The share of the requested CPU to aim at, in percent. */
  public get cpuUtilization(): number | undefined {
    return this._state.cpu;
  }

  /** The share of the requested memory to aim at, in percent. */
  public get memoryUtilization(): number | undefined {
    return this._state.memory;
  }

  /** The messages a second that one pod is meant for. */
  public get messagesPerSecond(): number | undefined {
    return this._state.messages?.perPod;
  }

  /** What counts as messages. */
  public get messageRate(): MessageRate | undefined {
    return this._state.messages?.rate;
  }

  /** Aim at a share of the requested CPU, in percent. */
  public onCpu(percent: number): Scaling {
    return this.said({ cpu: percent });
  }

  /** Aim at a share of the requested memory (not of its limit), in percent. */
  public onMemory(percent: number): Scaling {
    return this.said({ memory: percent });
  }

  /**
   * Aim at a number of messages a second for each pod. The prometheus-adapter of the cluster serves the metric, and
   * where there is none KEDA asks Prometheus, for CPU and memory too: never both.
   */
  public onMessagesPerSecond(perPod: number, rate: MessageRate): Scaling {
    return this.said({ messages: { perPod, rate } });
  }

  /** How to grow. By default as Kubernetes does: at once, to the double or by four pods every 15 seconds. */
  public scaleUp(rules: ScalingRules): Scaling {
    return this.said({ up: rules });
  }

  /** How to shrink. By default by half of the pods a minute, once 300 seconds have asked for it. */
  public scaleDown(rules: ScalingRules): Scaling {
    return this.said({ down: rules });
  }

  /** Further labels of the autoscaler, besides those of its workload. */
  public labeled(labels: { [name: string]: string }): Scaling {
    return this.said({ labels: { ...this._state.labels, ...labels } });
  }

  /**
   * The rules in the words of the wire format.
   *
   * @internal
   */
  public _behavior(): Wire<k8s.HorizontalPodAutoscalerBehaviorV2> {
    return scalingBehavior(this._state.up, this._state.down);
  }

  /**
   * The rules of both directions, as the author gave them.
   *
   * @internal
   */
  public _rules(): { readonly property: string; readonly rules: ScalingRules }[] {
    const { up, down } = this._state;
    return [
      ...(up ? [{ property: 'scaling.scaleUp', rules: up }] : []),
      ...(down ? [{ property: 'scaling.scaleDown', rules: down }] : []),
    ];
  }

  /**
   * The same, with rules for a direction of which nothing is said.
   *
   * @internal
   */
  public _withDefaults(rules: { readonly up: ScalingRules; readonly down: ScalingRules }): Scaling {
    return new Scaling(this.min, this.max, { ...rules, ...this._state });
  }

  private said(more: ScalingState): Scaling {
    return new Scaling(this.min, this.max, { ...this._state, ...more });
  }
}
