import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { cronGaps } from '../core/cron-calendar';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { checkScheduleDays } from '../core/schedule-checks';
import { secondsOf } from '../core/seconds';

/** What decides when the runs of a task begin and end. */
export interface TaskOptions {
  readonly job?: { readonly deadline?: Duration; readonly retries?: number };
  readonly cronJob?: {
    readonly timeZone?: string;
    readonly concurrent?: boolean;
    readonly startingDeadline?: Duration;
    readonly suspended?: boolean;
  };
  readonly schedule?: string;
}

const DEFAULT_DEADLINE = 600;
const DEFAULT_STARTING_DEADLINE = 300;
const DEFAULT_RETRIES = 3;

/** Kubernetes waits so long before the first retry, then twice as long each time, up to the most. */
const FIRST_BACKOFF = 10;
const MOST_BACKOFF = 360;

/** The controller of CronJobs looks so often: a run that may be less late may never begin. */
const LEAST_STARTING_DEADLINE = 10;

/** After how many seconds a run has failed. Runs that may not overlap end before the next is due. */
export function taskDeadline({ job, cronJob, schedule }: TaskOptions): number {
  if (job?.deadline) {
    return job.deadline.toSeconds();
  }
  const gap = schedule === undefined || cronJob?.concurrent ? undefined : cronGaps(schedule)?.shortest;
  return gap === undefined ? DEFAULT_DEADLINE : Math.min(DEFAULT_DEADLINE, gap);
}

/** How many seconds a run of a schedule may begin late. */
export function startingDeadline({ cronJob }: TaskOptions): number {
  return cronJob?.startingDeadline?.toSeconds() ?? DEFAULT_STARTING_DEADLINE;
}

/** Reports times of a task that contradict each other. */
export function checkTaskTimes(scope: IConstruct, options: TaskOptions): void {
  const { job, cronJob, schedule } = options;
  checkRetries(scope, options);
  const deadline = job?.deadline === undefined ? undefined : secondsOf(job.deadline);
  if (deadline !== undefined && deadline < 1) {
    reportError(scope, {
      property: 'controller.deadline',
      value: `${deadline} s`,
      rule: 'a task that fails before its first second does nothing',
      fix: 'give the time after which it hangs, such as Duration.minutes(10)',
    });
  }
  if (schedule === undefined || cronJob?.suspended) {
    return;
  }
  const late = startingDeadline(options);
  if (late < LEAST_STARTING_DEADLINE) {
    reportError(scope, {
      property: 'controller.startingDeadline',
      value: `${late} s`,
      rule: `Kubernetes looks at schedules every ${LEAST_STARTING_DEADLINE} s: a run may be too late each time, and never begin`,
      fix: `give at least ${LEAST_STARTING_DEADLINE} s`,
    });
  }
  checkScheduleDays(scope, 'controller.schedule', schedule, cronJob?.timeZone ?? 'Etc/UTC');
  const gap = cronGaps(schedule)?.shortest;
  if (gap !== undefined && deadline !== undefined && deadline > gap && !cronJob?.concurrent) {
    reportWarning(scope, {
      property: 'controller.deadline',
      value: `${deadline} s, for a schedule that is due every ${gap} s`,
      rule: 'while a run goes on no other begins: one that takes as long as it may delays the next, or has it skipped',
      fix: `give at most ${gap} s, run less often, or allow concurrent: true; or acknowledge it with the reason`,
      id: 'run-outlasts-its-schedule',
    });
  }
}

function checkRetries(scope: IConstruct, options: TaskOptions): void {
  const retries = options.job?.retries ?? DEFAULT_RETRIES;
  const deadline = taskDeadline(options);
  const waits = backoff(retries);
  if (Number.isInteger(retries) && retries > 0 && waits >= deadline) {
    reportWarning(scope, {
      property: 'controller.retries',
      value: `${retries}, with a deadline of ${deadline} s`,
      rule: `Kubernetes waits ${waits} s in all between so many tries: the last of them never begin`,
      fix: `retry at most ${retriesWithin(deadline)} times, or raise the deadline above ${waits} s; or acknowledge it with the reason`,
      id: 'retries-after-deadline',
    });
  }
}

/** The seconds that Kubernetes waits between the tries of a task. */
function backoff(retries: number): number {
  const doubled = Math.min(retries, Math.ceil(Math.log2(MOST_BACKOFF / FIRST_BACKOFF)));
  return FIRST_BACKOFF * (2 ** doubled - 1) + Math.max(0, retries - doubled) * MOST_BACKOFF;
}

function retriesWithin(deadline: number): number {
  let retries = 0;
  while (backoff(retries + 1) < deadline) {
    retries += 1;
  }
  return retries;
}
