import type { IConstruct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { secondsOf } from '../core/seconds';
import type { WorkerWithKedaProps } from './worker-with-keda-props';

/** What managed clusters wait for a node to be drained, by default. */
const LONGEST_DRAIN = 1800;
const TASK_OUTLIVES_DRAIN = 'task-outlives-drain';

/** Reports what would end a task that runs, and what would not be noticed. */
export function checkWorker(scope: IConstruct, props: WorkerWithKedaProps): void {
  const { scaling, longestTask, shutdown } = props;
  if (longestTask === undefined) {
    reportUnknownTask(scope, scaling.runsJobs);
  } else {
    checkTask(scope, props, secondsOf(longestTask));
  }
  if (scaling.runsJobs && props.rollout) {
    reportError(scope, {
      property: 'rollout',
      value: 'given, for jobs',
      rule: 'there is nothing to replace: jobs of the old version end, those of the new one begin',
      fix: 'leave rollout out; asJobs({ rollout: … }) says whether running jobs may end',
    });
  }
  if (!scaling.runsJobs && !props.liveness) {
    warnOfNoLiveness(scope);
  }
  if (
    longestTask !== undefined &&
    shutdown &&
    shutdown.graceSeconds - shutdown.secondsBefore < secondsOf(longestTask)
  ) {
    reportError(scope, {
      property: 'shutdown',
      value: `${shutdown.graceSeconds - shutdown.secondsBefore} s after SIGTERM, with tasks of ${secondsOf(longestTask)} s`,
      rule: 'every scale-in ends a pod that may be at work: the longest task is killed before it is done',
      fix: 'leave shutdown out: it follows from longestTask; or give it at least as long',
    });
  }
}

function checkTask(scope: IConstruct, { scaling }: WorkerWithKedaProps, seconds: number): void {
  if (seconds < 1) {
    reportError(scope, {
      property: 'longestTask',
      value: `${seconds} s`,
      rule: 'a pod is given this long to end',
      fix: 'give at least a second',
    });
  }
  const isAccepted = acknowledgementsOf(scope).reasonFor(scope, TASK_OUTLIVES_DRAIN) !== undefined;
  if (seconds > LONGEST_DRAIN && !scaling.runsJobs && !isAccepted) {
    reportError(scope, {
      property: 'longestTask',
      value: `${seconds} s`,
      rule: `a node that is drained for an upgrade waits ${LONGEST_DRAIN / 60} minutes on managed clusters, whatever grace a pod has`,
      fix: 'let jobs do the work, which scaling never ends: scaling: ….asJobs(); or cut tasks into shorter ones; or acknowledge it with the reason',
      id: TASK_OUTLIVES_DRAIN,
    });
  }
}

function reportUnknownTask(scope: IConstruct, runsJobs: boolean): void {
  if (runsJobs) {
    reportError(scope, {
      property: 'longestTask',
      value: 'nothing, for jobs',
      rule: 'a job that hangs is ended at twice the longest task',
      fix: 'say how long the longest task takes: longestTask: Duration.minutes(45)',
    });
    return;
  }
  reportWarning(scope, {
    property: 'longestTask',
    value: 'nothing',
    rule: 'every scale-in ends a pod that may be at work: after half a minute its task is killed',
    fix: 'say how long the longest task takes: longestTask: Duration.minutes(10); or acknowledge it with the reason',
    id: 'longest-task-unknown',
  });
}

function warnOfNoLiveness(scope: IConstruct): void {
  reportWarning(scope, {
    property: 'liveness',
    value: 'nothing',
    rule: 'without it a program that hangs keeps what it has taken, and is never started anew',
    fix: "ask it something, such as Probe.exec(['celery', 'inspect', 'ping']); or acknowledge it with the reason",
    id: 'without-liveness',
  });
}
