import { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { MAX_INT32 } from '../core/numbers';
import { cronProblem } from '../core/cron-schedule';
import { reportError } from '../core/diagnostic-registry';
import { isTimeZone } from '../core/time-zone';
import type { DaemonSetOptions } from './daemon-set-options';
import type { ScaledJobs } from './scaled-jobs';
import type { RecreateOptions, RolloutOptions } from './rollout';
import { checkDaemonSet, checkRollout, surgeOf } from './rollout-checks';
import { startingDeadline, taskDeadline } from './task-times';

/** How the pods of a StatefulSet come and go. */
export interface StatefulSetOptions {
  /**
   * Whether pods start and stop without waiting for one another. Give false only where a pod must not start before the
   * one with the lower number is ready: such a StatefulSet that was once rolled out broken waits for the broken pod for
   * ever, and takes the repaired version only after the pod is deleted by hand. A rollout replaces one pod after the
   * other in any case. The field is immutable, so it does not depend on the number of pods.
   *
   * @default true
   */
  readonly parallel?: boolean;

  /**
   * How many old versions are kept.
   *
   * @default 5
   */
  readonly history?: number;
}

/** How the pod of `Controller.singlePod()` is replaced. */
export interface SinglePodOptions {
  /**
   * How many old versions are kept.
   *
   * @default 5
   */
  readonly history?: number;
}

/** How a task is tried. */
export interface JobOptions {
  /**
   * After how long it has failed, however often it was tried.
   *
   * @default - 10 minutes, or the time between two runs of a schedule where that is shorter and runs may not overlap
   */
  readonly deadline?: Duration;

  /**
   * How often a failure is tried again.
   *
   * @default - 3 times; 5 times for a Job that connects to workloads of its environment, which may still start
   */
  readonly retries?: number;

  /**
   * Whether a failed container starts again in its pod (`restartPolicy: OnFailure`), instead of in a new pod (`Never`).
   * When such a task has failed for good, Kubernetes deletes its pod and the log with it: only events and a log system
   * still say why.
   *
   * @default false - the pods of failed tries stay, with their logs
   */
  readonly restartInPlace?: boolean;
}

/** When a finished task is removed. */
export interface RunOptions extends JobOptions {
  /**
   * How long it is kept after its end.
   *
   * @default - it is kept, so that applying the same again does not run it again
   */
  readonly keep?: Duration;
}

/** How the runs of a schedule are made. */
export interface CronJobOptions extends JobOptions {
  /**
   * The IANA time zone of the schedule.
   *
   * @default 'Etc/UTC'
   */
  readonly timeZone?: string;

  /**
   * Whether a run may begin while the last still goes on.
   *
   * @default false
   */
  readonly concurrent?: boolean;

  /**
   * How late a run may begin before it is skipped.
   *
   * @default Duration.minutes(5)
   */
  readonly startingDeadline?: Duration;

  /**
   * Whether no runs begin.
   *
   * @default false
   */
  readonly suspended?: boolean;
}

/** What keeps the pods of a workload: a Deployment, a StatefulSet, a DaemonSet, a Job or a CronJob. */
export class Controller {
  /** Pods that are alike and replaced one by one. */
  public static deployment(options: RolloutOptions = {}): Controller {
    return new Controller('Deployment', 'apps/v1', { rollout: options });
  }

  /**
   * Pods of which every old one has ended before a new version starts (the strategy `Recreate`): two versions never run
   * together, and for that time nobody answers.
   *
   * This holds for rollouts alone. When a node is lost or a pod is deleted, the replacement starts at once, also while
   * the old pod may still run. Use it with one pod for a program that must come back soon and is safe against a
   * short overlap, or whose claim is `AccessMode.READ_WRITE_ONCE_POD`. Where two pods would do harm, use `singlePod()`.
   */
  public static recreate(options: RecreateOptions = {}): Controller {
    return new Controller('Deployment', 'apps/v1', { rollout: options, recreate: true });
  }

  /**
   * Exactly one pod, and never two at the same time: a StatefulSet with one replica. A new pod starts only when the old
   * one has ended, in a rollout, in a drain and when its node is lost.
   *
   * The price is that the pod does not come back from a node that is silent until you confirm that the node is off (the
   * alert PodOnDeadNode says how). Where it should come back by itself, use `recreate()` with one pod.
   */
  public static singlePod(options: SinglePodOptions = {}): Controller {
    // One pod has no order to keep, and only without one does a repaired version replace a pod that never got ready.
    return new Controller('StatefulSet', 'apps/v1', {
      statefulSet: { history: options.history, parallel: true },
      singlePod: true,
    });
  }

  /** Pods that each have a name and claims of their own; never two of one name at once. */
  public static statefulSet(options: StatefulSetOptions = {}): Controller {
    return new Controller('StatefulSet', 'apps/v1', { statefulSet: options });
  }

  /** One pod on each node. Nobody scales it, and a drain leaves it where it is. */
  public static daemonSet(options: DaemonSetOptions = {}): Controller {
    return new Controller('DaemonSet', 'apps/v1', { daemonSet: options });
  }

  /** A task that runs once for each version of itself: it is named by its content. */
  public static job(options: RunOptions = {}): Controller {
    return new Controller('Job', 'batch/v1', { job: options });
  }

  /** A task that runs by a schedule of five fields: minute, hour, day of the month, month, day of the week. */
  public static cronJob(schedule: string, options: CronJobOptions = {}): Controller {
    return new Controller('CronJob', 'batch/v1', { job: options, cronJob: options, schedule });
  }

  /**
   * Tasks that KEDA makes of what waits somewhere.
   *
   * @internal
   */
  public static _scaledJob(scaledJobs: ScaledJobs, options: RunOptions): Controller {
    return new Controller('ScaledJob', 'keda.sh/v1alpha1', { job: options, scaledJobs });
  }

  private constructor(
    /** The kind. */
    public readonly kind: string,
    /** The API version. */
    public readonly apiVersion: string,
    /**
     * What the author said.
     *
     * @internal
     */
    public readonly _options: {
      readonly rollout?: RolloutOptions;
      readonly recreate?: boolean;
      readonly singlePod?: boolean;
      readonly statefulSet?: StatefulSetOptions;
      readonly daemonSet?: DaemonSetOptions;
      readonly job?: RunOptions;
      readonly cronJob?: CronJobOptions;
      readonly schedule?: string;
      readonly scaledJobs?: ScaledJobs;
    },
  ) {}

  /** Whether pods run until they are told to end, and so can be scaled, probed and served. */
  public get isService(): boolean {
    return SERVICE_KINDS.includes(this.kind);
  }

  /**
   * The pods that follow from the cluster, not from the author: one on each of its nodes.
   *
   * @internal
   */
  public get _nodes(): number | undefined {
    return this.kind === 'DaemonSet' ? (this._options.daemonSet?.nodes ?? 100) : undefined;
  }

  /**
   * Whether its tasks are made of what waits somewhere.
   *
   * @internal
   */
  public get _isScaledJob(): boolean {
    return this._options.scaledJobs !== undefined;
  }

  /**
   * Whether new pods may start before the old ones have ended.
   *
   * @internal
   */
  public get _isRolled(): boolean {
    return this.kind === 'Deployment' && !this._options.recreate;
  }

  /**
   * Whether there is one pod and no second one.
   *
   * @internal
   */
  public get _isSinglePod(): boolean {
    return this._options.singlePod ?? false;
  }

  /**
   * The number of pods where neither the author nor an autoscaler says one.
   *
   * @internal
   */
  public get _defaultReplicas(): number {
    return this._isRolled ? 2 : 1;
  }

  /**
   * The most pods that a rollout adds.
   *
   * @internal
   */
  public _surge(pods: number): number {
    return this._isRolled ? surgeOf(this._options.rollout ?? {}, pods) : 0;
  }

  /**
   * How late a run of a schedule begins at most: when the one before takes as long as it may.
   *
   * @internal
   */
  public get _longestDelay(): Duration {
    return Duration.seconds(startingDeadline(this._options) + taskDeadline(this._options));
  }

  /**
   * Reports what the API server would refuse.
   *
   * @internal
   */
  public _check(scope: IConstruct): void {
    const { rollout, job, schedule, cronJob, daemonSet, statefulSet } = this._options;
    if (this.kind === 'Deployment') {
      checkRollout(scope, rollout ?? {});
    }
    if (daemonSet) {
      checkDaemonSet(scope, daemonSet);
    }
    if (schedule !== undefined) {
      const problem = cronProblem(schedule);
      if (problem !== undefined) {
        reportError(scope, {
          property: 'controller.schedule',
          value: JSON.stringify(schedule),
          rule: `it is no cron schedule of Kubernetes: ${problem}`,
          fix: "give five fields: minute, hour, day of month, month, day of week, such as '30 2 * * *'",
        });
      }
    }
    const retries = job?.retries ?? 3;
    if (!Number.isInteger(retries) || retries < 0 || retries > MAX_INT32) {
      reportError(scope, {
        property: 'controller.retries',
        value: String(retries),
        rule: `a task is tried again a whole number of times, at most ${MAX_INT32}`,
        fix: 'give 0 or more',
      });
    }
    const history = statefulSet?.history ?? daemonSet?.history ?? 5;
    if (!Number.isInteger(history) || history < 1 || history > MAX_INT32) {
      reportError(scope, {
        property: 'controller.history',
        value: String(history),
        rule: 'without an old version there is nothing to roll back to',
        fix: 'give a whole number of at least 1',
      });
    }
    const keep = job?.keep?.toSeconds() ?? 0;
    if (keep > MAX_INT32) {
      reportError(scope, {
        property: 'controller.keep',
        value: `${keep} s`,
        rule: `the API server refuses more than ${MAX_INT32} s`,
        fix: 'leave keep out: then it is kept until somebody removes it',
      });
    }
    const zone = cronJob?.timeZone;
    if (zone !== undefined && !isTimeZone(zone)) {
      reportError(scope, {
        property: 'controller.timeZone',
        value: JSON.stringify(zone),
        rule: 'it is no IANA time zone',
        fix: "give one such as 'Europe/London' or 'Etc/UTC'",
      });
    }
  }
}

const SERVICE_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];
