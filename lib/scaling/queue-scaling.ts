import type { Duration } from 'cdk8s';
import type { PodBounds } from './scaling';
import type { ScalingRules } from './scaling-rules';
import type { JobScalingOptions, ScalingFallback } from './queue-scaling-options';
import type { ScalingTrigger } from './scaling-trigger';

/** What is said of a scaling, besides its bounds. */
interface QueueScalingState {
  readonly idle?: number;
  readonly polling?: Duration;
  readonly cooldown?: Duration;
  readonly initialCooldown?: Duration;
  readonly fallback?: ScalingFallback;
  readonly up?: ScalingRules;
  readonly down?: ScalingRules;
  readonly paused?: { readonly replicas?: number };
  readonly restore?: boolean;
  readonly jobs?: JobScalingOptions;
}

/**
 * How many pods work on what waits somewhere, and what decides. Between one pod and the maximum a
 * HorizontalPodAutoscaler decides, which KEDA makes; between zero and one KEDA itself.
 */
export class QueueScaling {
  /** Between a minimum, which may be zero, and a maximum. Say what decides: `.on(ScalingTrigger.rabbitQueue(…))`. */
  public static pods(bounds: PodBounds): QueueScaling {
    return new QueueScaling(bounds.min, bounds.max, [], {});
  }

  private constructor(
    /** The number of pods that always run. */
    public readonly min: number,
    /** The number of pods that is never exceeded. */
    public readonly max: number,
    /** What decides. The trigger that asks for most wins. */
    public readonly triggers: ScalingTrigger[],
    /**
     * What else is said.
     *
     * @internal
     */
    public readonly _state: QueueScalingState,
  ) {}

  /** By these triggers, besides those given before. */
  public on(...triggers: ScalingTrigger[]): QueueScaling {
    return new QueueScaling(this.min, this.max, [...this.triggers, ...triggers], this._state);
  }

  /** How many pods there are while no trigger is active, below the minimum. KEDA can do 0 alone. */
  public idle(pods: number): QueueScaling {
    return this.said({ idle: pods });
  }

  /**
   * How often KEDA asks whether there is anything to do; every 30 seconds where it is not said. It matters where there
   * can be no pods (a minimum or idle of zero, jobs, cached metrics) and is not written elsewhere: with pods,
   * Kubernetes asks every 15 seconds.
   */
  public polling(interval: Duration): QueueScaling {
    return this.said({ polling: interval });
  }

  /**
   * How long there was nothing to do before the last pod goes; 5 minutes where it is not said. It is not written where
   * the last pod never goes.
   */
  public cooldown(period: Duration): QueueScaling {
    return this.said({ cooldown: period });
  }

  /** How long after it was made a scaler lets the last pod be; not at all where it is not said. */
  public initialCooldown(period: Duration): QueueScaling {
    return this.said({ initialCooldown: period });
  }

  /** How many pods there are while triggers cannot be asked. */
  public fallback(fallback: ScalingFallback): QueueScaling {
    return this.said({ fallback });
  }

  /** How to grow from one pod on. By default as Kubernetes does: to the double or by four pods every 15 seconds. */
  public scaleUp(rules: ScalingRules): QueueScaling {
    return this.said({ up: rules });
  }

  /** How to shrink to one pod. By default by half of the pods a minute, once 300 seconds have asked for it. */
  public scaleDown(rules: ScalingRules): QueueScaling {
    return this.said({ down: rules });
  }

  /** Not for now: the number of pods stays as it is, or is a given one, until this is taken back. */
  public paused(pods?: number): QueueScaling {
    return this.said({ paused: { replicas: pods } });
  }

  /** Go back to the number of pods from before, when the scaler is deleted. Otherwise it stays as it is then. */
  public restoring(): QueueScaling {
    return this.said({ restore: true });
  }

  /**
   * By jobs that each run to their end and are never taken away, instead of pods that run on: for tasks that take longer
   * than a pod can be waited for. The program takes one piece of work, or a few, and ends.
   */
  public asJobs(options: JobScalingOptions = {}): QueueScaling {
    return this.said({ jobs: options });
  }

  /** Whether jobs do the work, instead of pods that run on. */
  public get runsJobs(): boolean {
    return this._state.jobs !== undefined;
  }

  /** The fewest pods that there ever are. */
  public get fewest(): number {
    return this._state.idle ?? this.min;
  }

  private said(more: QueueScalingState): QueueScaling {
    return new QueueScaling(this.min, this.max, this.triggers, { ...this._state, ...more });
  }
}
