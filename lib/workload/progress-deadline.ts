import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { graceSeconds, type PodTimes, PULL_SECONDS, startSeconds } from '../core/pod-times';
import { secondsOf } from '../core/seconds';
import type { RecreateOptions } from './rollout';

/** A Deployment whose pods start. */
export interface Progress {
  readonly rollout: RecreateOptions;
  /** Whether new pods start only when the old ones have ended. */
  readonly recreate: boolean;
  readonly pod: PodTimes;
}

/** Kubernetes' own deadline. */
const USUAL_DEADLINE = 600;

/** After how many seconds without progress a rollout has failed: never before a healthy pod may be available. */
export function progressDeadline(progress: Progress): number {
  const { deadline } = progress.rollout;
  return deadline ? secondsOf(deadline) : Math.max(USUAL_DEADLINE, PULL_SECONDS + secondsToProgress(progress));
}

/** Reports a deadline that a healthy pod may miss. */
export function checkProgressDeadline(scope: IConstruct, progress: Progress): void {
  const { deadline, minReady } = progress.rollout;
  const ready = minReady ? secondsOf(minReady) : 0;
  const needed = secondsToProgress(progress);
  // A deadline that is too short for minReady alone has a finding of its own.
  if (deadline && secondsOf(deadline) <= needed && secondsOf(deadline) > ready) {
    reportError(scope, {
      property: 'rollout.deadline',
      value: `${secondsOf(deadline)} s, for pods that may take ${needed} s`,
      rule: progress.recreate
        ? 'the old pods may use their grace, the probes of a new one may fail for so long, and it has to stay ready for minReady: a healthy rollout would fail'
        : 'the probes of a healthy pod may fail for so long before it is ready, and it has to stay so for minReady: its rollout would fail',
      fix: `leave deadline out: it follows from the probes; or give more than ${needed} s; or let the startup probe fail less often`,
    });
  }
}

/** The longest time until a healthy pod counts, from when the rollout begins to wait for it. */
function secondsToProgress({ rollout: { minReady }, recreate, pod }: Progress): number {
  return startSeconds(pod) + (minReady ? secondsOf(minReady) : 0) + (recreate ? graceSeconds(pod) : 0);
}
