import type { Construct } from 'constructs';
import { cronGaps } from '../core/cron-calendar';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { checkScheduleDays } from '../core/schedule-checks';
import { secondsOf } from '../core/seconds';
import {
  DEFAULT_RETRIES,
  retriesWithin,
  retryWaitSeconds,
  startingDeadline,
  taskDeadline,
  type TaskOptions,
} from './task-times';
import type { WorkloadPlan } from './workload-plan';

/** The controller of CronJobs looks so often: a run that may be less late may never begin. */
const LEAST_STARTING_DEADLINE_SECONDS = 10;

/** Reports a task that is cut off without the author's word, and times of a task that contradict each other. */
export function checkTask(scope: Construct, { controller }: WorkloadPlan): void {
  if (controller.isService) {
    return;
  }
  const options = controller._options;
  // Jobs of a worker follow from its longest task, which it asks for itself.
  if (options.job?.deadline === undefined && !controller._isScaledJob) {
    reportWarning(scope, {
      property: 'controller.deadline',
      value: 'nothing',
      rule: `Kubernetes ends a task at its deadline, finished or not, and without one this is after ${taskDeadline(options)} s`,
      fix: 'say how long all tries together may take: deadline: Duration.hours(2); or acknowledge it with the reason',
      id: 'task-deadline-unknown',
    });
  }
  const isEndless = checkDeadline(scope, options);
  if (!isEndless) {
    checkRetries(scope, options);
  }
  checkSchedule(scope, options);
}

/** Returns whether the deadline leaves no time at all. */
function checkDeadline(scope: Construct, { job }: TaskOptions): boolean {
  const deadline = job?.deadline === undefined ? undefined : secondsOf(job.deadline);
  if (deadline === undefined || deadline >= 1) {
    return false;
  }
  reportError(scope, {
    property: 'controller.deadline',
    value: `${deadline} s`,
    rule: 'Kubernetes ends a task at its deadline: this one never runs',
    fix: 'give at least a second; the time that all tries together may take',
  });
  return true;
}

function checkRetries(scope: Construct, options: TaskOptions): void {
  const { retries = DEFAULT_RETRIES, restartInPlace = false } = options.job ?? {};
  const deadline = taskDeadline(options);
  const waits = retryWaitSeconds(retries, restartInPlace);
  if (Number.isInteger(retries) && retries > 0 && waits >= deadline) {
    reportWarning(scope, {
      property: 'controller.retries',
      value: `${retries}, with a deadline of ${deadline} s`,
      rule: `before each retry Kubernetes waits, twice as long each time: ${waits} s altogether, so the deadline ends the task before its last try`,
      fix: `retry at most ${retriesWithin(deadline, restartInPlace)} times, or raise the deadline above ${waits} s and the time of all tries; or acknowledge it with the reason`,
      id: 'retries-beyond-deadline',
    });
  }
}

function checkSchedule(scope: Construct, options: TaskOptions): void {
  const { job, cronJob, schedule } = options;
  if (schedule === undefined || cronJob?.suspended) {
    return;
  }
  const late = startingDeadline(options);
  if (late < LEAST_STARTING_DEADLINE_SECONDS) {
    reportError(scope, {
      property: 'controller.startingDeadline',
      value: `${late} s`,
      rule: `Kubernetes looks at schedules every ${LEAST_STARTING_DEADLINE_SECONDS} s: a run may be too late each time, and never begin`,
      fix: `give at least ${LEAST_STARTING_DEADLINE_SECONDS} s`,
    });
  }
  checkScheduleDays(scope, 'controller.schedule', schedule, cronJob?.timeZone ?? 'Etc/UTC');
  const deadline = job?.deadline === undefined ? undefined : secondsOf(job.deadline);
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
