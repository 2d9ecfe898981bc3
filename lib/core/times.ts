/** Who keeps a pair of times in step. */
export enum Keeper {
  /** One follows from the other. */
  DERIVED = 'derived',
  /** A contradiction is an error. */
  ERROR = 'error',
  /** A contradiction is a warning. */
  WARNING = 'warning',
}

/** Two times or counts of the output that meet. */
export interface TimePair {
  readonly one: string;
  readonly other: string;
  /** What has to hold. */
  readonly rule: string;
  readonly keeper: Keeper;
  /** The file that derives or checks it. */
  readonly file: string;
  /** What stands in that file: the function that derives it, the property or the id of the finding. */
  readonly by: string;
}

type Row = readonly [one: string, other: string, rule: string, keeper: Keeper, file: string, by: string];

const { DERIVED, ERROR, WARNING } = Keeper;

const PODS: readonly Row[] = [
  [
    'period of a probe',
    'timeout of the probe',
    'the longer one is the time between two questions',
    DERIVED,
    'lib/core/pod-times.ts',
    'interval',
  ],
  [
    'start of a pod (startup probe, delay of readiness, sidecars)',
    'progressDeadlineSeconds',
    'the deadline is longer than a healthy start, minReady and the pull of images',
    DERIVED,
    'lib/workload/progress-deadline.ts',
    'progressDeadline',
  ],
  [
    'start of a pod',
    'rollout.deadline of the author',
    'the deadline is longer',
    ERROR,
    'lib/workload/progress-deadline.ts',
    'rollout.deadline',
  ],
  [
    'grace of the old pods',
    'progress deadline of a recreated Deployment',
    'the deadline is longer than both together',
    DERIVED,
    'lib/workload/progress-deadline.ts',
    'graceSeconds',
  ],
  [
    'minReadySeconds',
    'progress deadline',
    'the deadline is longer',
    ERROR,
    'lib/workload/rollout-checks.ts',
    'rollout.deadline',
  ],
  [
    'start, grace, number of pods, pull of images',
    'wait of deploy.sh',
    'the wait is at least as long, one group of pods after another; also for pods of operators',
    DERIVED,
    'lib/synth/rollout-time.ts',
    'rolloutTime',
  ],
  [
    'silence that liveness survives',
    'pauses of a program',
    'at least 10 s',
    WARNING,
    'lib/workload/probe-checks.ts',
    'liveness-kills-early',
  ],
  [
    'timeout of readiness and liveness',
    'period of the probe',
    'not longer',
    WARNING,
    'lib/workload/probe-checks.ts',
    'probe-timeout-over-period',
  ],
  [
    'failures and period of liveness',
    'restart of a program that hangs',
    'within 15 minutes',
    WARNING,
    'lib/workload/probe-checks.ts',
    'liveness-restarts-late',
  ],
  [
    'end of liveness without a startup probe',
    'delay of readiness',
    'liveness gives up later than readiness is asked',
    WARNING,
    'lib/workload/service-times.ts',
    'liveness-before-readiness',
  ],
  [
    'time before SIGTERM and drain',
    'terminationGracePeriodSeconds',
    'the grace is their sum',
    DERIVED,
    'lib/workload/shutdown.ts',
    'graceSeconds',
  ],
  [
    'time before SIGTERM and drain',
    'shutdown.grace of the author',
    'the grace is not shorter',
    ERROR,
    'lib/workload/shutdown.ts',
    'shutdown.grace',
  ],
  [
    'time before SIGTERM and maxConnectionAgeGrace',
    'grace',
    'the grace is not shorter',
    ERROR,
    'lib/streaming/stream-times.ts',
    'maxConnectionAgeGrace',
  ],
  [
    'grace',
    'patience of the cluster autoscaler',
    'the grace is not longer, or the pod keeps its node',
    WARNING,
    'lib/workload/service-times.ts',
    'grace-outlasts-autoscaler',
  ],
  [
    'tolerationSeconds',
    'a short silence of the API server',
    'at least 30 s',
    ERROR,
    'lib/workload/scheduling-spec.ts',
    'scheduling.failover',
  ],
  [
    'disruption budget',
    'number of pods',
    'a drain can evict at least one',
    ERROR,
    'lib/workload/disruption-budget.ts',
    '_check',
  ],
];

const TASKS: readonly Row[] = [
  [
    'default deadline of a run',
    'time between two runs',
    'not longer, where runs may not overlap',
    DERIVED,
    'lib/workload/task-times.ts',
    'taskDeadline',
  ],
  [
    'deadline of the author',
    'time between two runs',
    'not longer, where runs may not overlap',
    WARNING,
    'lib/workload/task-checks.ts',
    'run-outlasts-its-schedule',
  ],
  [
    'retries and the waits between them',
    'activeDeadlineSeconds',
    'the last try begins before the deadline',
    WARNING,
    'lib/workload/task-checks.ts',
    'retries-beyond-deadline',
  ],
  [
    'startingDeadlineSeconds',
    'look of Kubernetes at schedules, every 10 s',
    'not shorter',
    ERROR,
    'lib/workload/task-checks.ts',
    'controller.startingDeadline',
  ],
  [
    'startingDeadlineSeconds and deadline',
    'ScheduleMissed',
    'the alert waits for both',
    DERIVED,
    'lib/workload/controller.ts',
    '_longestDelay',
  ],
  [
    'activeDeadlineSeconds',
    'wait of deploy.sh for a Job',
    'the wait is longer',
    DERIVED,
    'lib/synth/rollout-time.ts',
    'rolloutTime',
  ],
  ['schedule', 'calendar', 'it comes', ERROR, 'lib/core/schedule-checks.ts', 'neverComes'],
  [
    'day of the month',
    'day of the week',
    'one of the two is given',
    WARNING,
    'lib/core/schedule-checks.ts',
    'schedule-of-either-day',
  ],
  [
    'schedule',
    'clocks that go forward',
    'not in the skipped hour',
    WARNING,
    'lib/core/schedule-checks.ts',
    'schedule-in-skipped-hour',
  ],
  [
    'schedule',
    'clocks that go back',
    'not in the repeated hour',
    WARNING,
    'lib/core/schedule-checks.ts',
    'schedule-in-repeated-hour',
  ],
];

const BACKUPS: readonly Row[] = [
  [
    'schedule, delay and deadline of backups',
    'BackupTooOld',
    'the alert waits for all of them',
    DERIVED,
    'lib/data/backup-times.ts',
    'staleAfterHours',
  ],
  [
    'schedule, delay and deadline of backups',
    'staleAfterHours of the author',
    'not shorter than all of them',
    ERROR,
    'lib/data/backup-times.ts',
    'settings.backup.staleAfterHours',
  ],
  [
    'default schedule of backups',
    'clock changes of its zone',
    'not in their hour',
    DERIVED,
    'lib/data/backup-times.ts',
    'defaultSchedule',
  ],
  [
    'keep',
    'schedule of backups',
    'they reach back a day',
    WARNING,
    'lib/data/backup-times.ts',
    'backups-cover-less-than-a-day',
  ],
];

const SCALING: readonly Row[] = [
  [
    'longestTask',
    'grace of a worker',
    'the grace is 10 s longer',
    DERIVED,
    'lib/workers/worker-with-keda.ts',
    'shutdownFor',
  ],
  [
    'longestTask',
    'shutdown of the author',
    'the time after SIGTERM is not shorter',
    ERROR,
    'lib/workers/worker-checks.ts',
    'checkWorker',
  ],
  [
    'longestTask',
    'deadline of a job of KEDA',
    'the deadline is twice as long',
    DERIVED,
    'lib/workers/worker-with-keda.ts',
    'deadlineOf',
  ],
  [
    'longestTask',
    'drain of a node for an upgrade, 30 minutes',
    'not longer',
    ERROR,
    'lib/workers/worker-checks.ts',
    'task-outlives-drain',
  ],
  [
    'grace of a worker',
    'patience of the cluster autoscaler',
    'a longer one keeps its node',
    DERIVED,
    'lib/workers/worker-with-keda.ts',
    'undisturbed',
  ],
  [
    'cooldownPeriod',
    'pollingInterval',
    'not shorter, or 0',
    WARNING,
    'lib/scaling/queue-scaling-checks.ts',
    'cooldown-shorter-than-polling',
  ],
  [
    'windows of scaling',
    'limits of Kubernetes',
    'at most 3600 s, periods at most 1800 s',
    ERROR,
    'lib/scaling/scaling-behavior.ts',
    'checkScalingRules',
  ],
  [
    'start of a cron trigger',
    'end of the trigger',
    'both come, in turn',
    ERROR,
    'lib/scaling/cron-trigger-checks.ts',
    'windowFault',
  ],
  [
    'day of the month of a cron trigger',
    'day of the week',
    'one of the two is given',
    ERROR,
    'lib/scaling/cron-trigger-checks.ts',
    'eitherDay',
  ],
  [
    'date of a cron trigger',
    'year',
    'it comes again every year',
    WARNING,
    'lib/scaling/cron-trigger-checks.ts',
    'cron-date-every-year',
  ],
  [
    'cron trigger',
    'clock changes',
    'not in their hour',
    WARNING,
    'lib/scaling/cron-trigger-checks.ts',
    'schedule-in-skipped-hour',
  ],
  [
    'list of a cron trigger',
    'version of KEDA',
    '2.20 or later',
    ERROR,
    'lib/scaling/cron-trigger-checks.ts',
    'checkCommas',
  ],
  ['pods of a cron trigger', 'maximum', 'not more', ERROR, 'lib/scaling/cron-trigger-checks.ts', 'desiredReplicas'],
  [
    'pods of a cron trigger',
    'minimum and other triggers',
    'more than what there is anyway',
    WARNING,
    'lib/scaling/cron-trigger-checks.ts',
    'cron-trigger-without-effect',
  ],
];

const MONITORING: readonly Row[] = [
  [
    'range of rates of messages',
    'interval of scrapes',
    'four scrapes',
    DERIVED,
    'lib/monitoring/stream-parts.ts',
    'SCRAPES_IN_WINDOW',
  ],
  [
    'range of the alerts of messages and latency',
    'interval of scrapes',
    'two scrapes',
    ERROR,
    'lib/monitoring/monitoring-checks.ts',
    'scrapeInterval',
  ],
  [
    'range of a rate in an alert',
    'usual interval of scrapes, 30 s',
    'two scrapes',
    WARNING,
    'lib/observability/query-times.ts',
    'rate-of-one-sample',
  ],
  [
    'interval of the evaluation of alerts',
    'time that an alert waits',
    'not longer',
    WARNING,
    'lib/observability/alert-checks.ts',
    'alert-evaluated-too-seldom',
  ],
  ['window of a message rate', 'scrapes', 'two scrapes', ERROR, 'lib/environment/message-rate.ts', 'LEAST_WINDOW'],
  [
    'retention of Prometheus',
    'ranges and offsets of alerts',
    'not shorter',
    ERROR,
    'lib/monitoring/stack/prometheus-retention.ts',
    'checkLookBack',
  ],
  [
    'retention size of Prometheus',
    'size of its claim',
    'four fifths of it',
    DERIVED,
    'lib/monitoring/stack/prometheus-retention.ts',
    'usualRetentionSize',
  ],
  [
    'retention size of the author',
    'size of the claim',
    'less than the claim',
    ERROR,
    'lib/monitoring/stack/prometheus-retention.ts',
    'settings.retentionSize',
  ],
];

/** The pairs of times by subject: the one place to look for what agrees with what. */
export const TIMES: Readonly<Record<string, readonly TimePair[]>> = {
  'Pods and rollouts': PODS.map(pair),
  'Tasks and schedules': TASKS.map(pair),
  Backups: BACKUPS.map(pair),
  Scaling: SCALING.map(pair),
  Monitoring: MONITORING.map(pair),
};

function pair([one, other, rule, keeper, file, by]: Row): TimePair {
  return { one, other, rule, keeper, file, by };
}

/** The table as Markdown, one for each subject. */
export function timesTable(): string {
  return Object.entries(TIMES)
    .map(([subject, pairs]) => [`## ${subject}`, '', HEAD, RULE, ...pairs.map(line)].join('\n'))
    .join('\n\n');
}

const HEAD = '| time or count | meets | what holds | how | where |';
const RULE = '| --- | --- | --- | --- | --- |';

function line({ one, other, rule, keeper, file, by }: TimePair): string {
  return `| ${one} | ${other} | ${rule} | ${keeper} | \`${by}\` in \`${file}\` |`;
}
