import type { Construct } from 'constructs';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { retryWaitSeconds, TASK_DEADLINE_SECONDS } from './task-times';
import type { WorkloadPlan } from './workload-plan';

/** Reports a task that is cut off without the author's word, and tries that cannot happen before its deadline. */
export function checkTask(scope: Construct, { controller }: WorkloadPlan): void {
  if (controller.isService) {
    return;
  }
  const { deadline, retries = 3, restartInPlace = false } = controller._options.job ?? {};
  const seconds = deadline?.toSeconds() ?? TASK_DEADLINE_SECONDS;
  // Jobs of a worker follow from its longest task, which it asks for itself.
  if (deadline === undefined && !controller._isScaledJob) {
    reportWarning(scope, {
      property: 'controller.deadline',
      value: 'nothing',
      rule: `Kubernetes ends a task at its deadline, finished or not, and without one this is after ${TASK_DEADLINE_SECONDS / 60} minutes`,
      fix: 'say how long all tries together may take: deadline: Duration.hours(2); or acknowledge it with the reason',
      id: 'task-deadline-unknown',
    });
  }
  if (seconds < 1) {
    reportError(scope, {
      property: 'controller.deadline',
      value: `${seconds} s`,
      rule: 'Kubernetes ends a task at its deadline: this one never runs',
      fix: 'give at least a second; the time that all tries together may take',
    });
    return;
  }
  const waits = retryWaitSeconds(retries, restartInPlace);
  if (waits >= seconds) {
    reportWarning(scope, {
      property: 'controller.retries',
      value: `${retries}, with a deadline of ${seconds} s`,
      rule: `before each retry Kubernetes waits, twice as long each time: ${waits} s altogether, so the deadline ends the task before its last try`,
      fix: `raise the deadline above ${waits} s and the time of all tries, or lower retries; or acknowledge it with the reason`,
      id: 'retries-beyond-deadline',
    });
  }
}
