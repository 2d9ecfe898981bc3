import type { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../alert-rule';
import { jobLogs, recentEvents } from '../../core/job-logs';
import { jobNames } from '../../core/pod-names';
import { type Subject, select, selectMatching } from './subject';

/** The newest run of a task has failed. Older ones lie about until somebody removes them. */
export function jobFailed(
  kind: string,
  { namespace, name }: Subject,
  options: { readonly restartInPlace?: boolean } = {},
): AlertRule {
  const at = ['{{ $labels.namespace }}', '{{ $labels.job_name }}'] as const;
  const reading = options.restartInPlace
    ? `Kubernetes deleted its pod and the log with it (restartPolicy: OnFailure). Read what the log system of the cluster kept, and events: ${recentEvents(at[0])}`
    : `Read what it said: ${jobLogs(...at)}`;
  const jobs = jobNames(kind, name);
  const failed = selectMatching({ namespace, condition: 'true' }, 'job_name', jobs);
  return {
    name: 'JobFailed',
    severity: AlertSeverity.WARNING,
    expression: [
      `max by (namespace, job_name) (kube_job_failed${failed}) > 0`,
      'and on (namespace, job_name)',
      `topk(1, max by (namespace, job_name) (kube_job_created${selectMatching({ namespace }, 'job_name', jobs)}))`,
      ...(kind === 'CronJob' ? [unlessMadeUpFor({ namespace, name }, jobs)] : []),
    ].join('\n'),
    summary: 'job {{ $labels.namespace }}/{{ $labels.job_name }} has failed',
    description: `The last run of ${name} failed, after all its tries or at its deadline. ${reading}`,
    runbook: {
      meaning:
        'A task has failed for good: its tries are used up, or its deadline is over. After a migration, no pod of the new version was started and the old version goes on. Of a schedule, this run is missing.',
      checks: [
        'Why: `kubectl -n NAMESPACE describe job JOB`: `BackoffLimitExceeded` is its own failure, `DeadlineExceeded` took too long.',
        `What it said: \`${jobLogs('NAMESPACE', 'JOB')}\`.`,
        `Where that shows nothing, Kubernetes has deleted the pod with its log: a pod that still ran at the deadline, or the pod of a task that is restarted in place (\`restartPolicy: OnFailure\`). Read what the log system of the cluster kept, and events: \`${recentEvents('NAMESPACE')}\`.`,
        'Whether what it talks to is there and may be reached: a database, a broker, and the policy of the task.',
      ],
      remedies: [
        'A migration: mend the cause. A new version has a Job of its own; to try the same version again, `kubectl -n NAMESPACE delete job JOB`, then run `deploy.sh`.',
        'A migration of a version that was taken back: delete the failed Job, and the alert ends.',
        'A schedule: mend the cause, and make up for the run where it matters: `kubectl -n NAMESPACE create job --from=cronjob/NAME NAME-again`.',
        'Its log is gone: run it again as above, and read the log while it is tried.',
        'It took too long: raise the deadline.',
      ],
    },
  };
}

/** Whoever makes up for a failed run by hand does not wait for the next one, which may be a month away. */
function unlessMadeUpFor({ namespace, name }: Subject, jobs: string): string {
  const succeeded = `kube_cronjob_status_last_successful_time${select({ namespace, cronjob: name })}`;
  const made = `kube_job_created${selectMatching({ namespace }, 'job_name', jobs)}`;
  return `unless on (namespace)\nmax by (namespace) (${succeeded}) > max by (namespace) (${made})`;
}

/** A schedule whose next run is overdue by more than a run may be late. A suspended one is never due. */
export function scheduleMissed({ namespace, name }: Subject, missedBy: Duration): AlertRule {
  const schedule = select({ namespace, cronjob: name });
  return {
    name: 'ScheduleMissed',
    severity: AlertSeverity.WARNING,
    expression: [
      'time()',
      `- max by (namespace, cronjob) (kube_cronjob_next_schedule_time${schedule})`,
      `> ${missedBy.toSeconds()}`,
    ].join('\n'),
    summary: 'cron job {{ $labels.namespace }}/{{ $labels.cronjob }} is {{ $value | humanizeDuration }} late',
    description: `${name} should have run and has not. See whether a run still goes on, and what events say: kubectl -n {{ $labels.namespace }} describe cronjob {{ $labels.cronjob }}`,
    runbook: {
      meaning:
        'A schedule was due, and no run began: what it does (a backup, a report, a clean-up) did not happen. A suspended schedule raises no alert.',
      checks: [
        'What is known of it: `kubectl -n NAMESPACE describe cronjob NAME`: the last run, and events.',
        'Whether the run before still goes on: `kubectl -n NAMESPACE get jobs,pods`. Two at once are not allowed unless said so.',
        'Whether others are late, too: then it is the controller of the cluster.',
      ],
      remedies: [
        'A run that hangs: read its log, then delete its Job; the next begins in time.',
        'Runs are made and refused: quota or Pod Security; events of the namespace say which.',
        'Make up for it where it matters: `kubectl -n NAMESPACE create job --from=cronjob/NAME NAME-again`.',
      ],
    },
  };
}
