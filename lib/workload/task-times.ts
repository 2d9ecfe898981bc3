import type { Duration } from 'cdk8s';
import { cronGaps } from '../core/cron-calendar';

/** What decides when the runs of a task begin and end. */
export interface TaskOptions {
  readonly job?: { readonly deadline?: Duration; readonly retries?: number; readonly restartInPlace?: boolean };
  readonly cronJob?: {
    readonly timeZone?: string;
    readonly concurrent?: boolean;
    readonly startingDeadline?: Duration;
    readonly suspended?: boolean;
  };
  readonly schedule?: string;
}

/** How often a task is tried again where its author says nothing. */
export const DEFAULT_RETRIES = 3;

/** The waits between so many tries are longer than an empty store takes to start: its image is pulled, its volume made. */
const RETRIES_DURING_START = 5;

/**
 * The deadline of a task whose author gives none. The deploy command waits for Jobs, so there is always one: a task that
 * hangs would hold up the phases after it.
 */
const DEFAULT_DEADLINE_SECONDS = 600;

const DEFAULT_STARTING_DEADLINE_SECONDS = 300;

/** Kubernetes waits 10 s before the first retry, and twice as long before each further one, up to a maximum. */
const FIRST_WAIT_SECONDS = 10;
/** The Job controller, which makes a new pod. */
const LONGEST_WAIT_FOR_POD_SECONDS = 360;
/** The kubelet, which restarts a container. */
const LONGEST_WAIT_IN_PLACE_SECONDS = 300;

/** After how many seconds a run has failed. Runs that may not overlap end before the next is due. */
export function taskDeadline({ job, cronJob, schedule }: TaskOptions): number {
  if (job?.deadline) {
    return job.deadline.toSeconds();
  }
  const gap = schedule === undefined || cronJob?.concurrent ? undefined : cronGaps(schedule)?.shortest;
  return gap === undefined ? DEFAULT_DEADLINE_SECONDS : Math.min(DEFAULT_DEADLINE_SECONDS, gap);
}

/** How many seconds a run of a schedule may begin late. */
export function startingDeadline({ cronJob }: TaskOptions): number {
  return cronJob?.startingDeadline?.toSeconds() ?? DEFAULT_STARTING_DEADLINE_SECONDS;
}

/**
 * How often a task is tried again. `deploy.sh` has what a task connects to ready before the task begins, but Helm and
 * `kubectl apply -f` of a folder make both at once: the first tries find a store that starts.
 */
export function taskRetries(options: TaskOptions, connectsToWorkloads: boolean): number {
  const { retries, restartInPlace = false } = options.job ?? {};
  const wanted = connectsToWorkloads && options.schedule === undefined ? RETRIES_DURING_START : DEFAULT_RETRIES;
  return retries ?? Math.max(DEFAULT_RETRIES, Math.min(wanted, retriesWithin(taskDeadline(options), restartInPlace)));
}

/** How long Kubernetes waits altogether before the last of some retries begins. */
export function retryWaitSeconds(retries: number, restartInPlace: boolean): number {
  const longest = restartInPlace ? LONGEST_WAIT_IN_PLACE_SECONDS : LONGEST_WAIT_FOR_POD_SECONDS;
  const doublings = Math.ceil(Math.log2(longest / FIRST_WAIT_SECONDS));
  const short = Math.min(Math.max(retries, 0), doublings);
  return FIRST_WAIT_SECONDS * (2 ** short - 1) + longest * Math.max(retries - doublings, 0);
}

/** The most retries that begin before a deadline. */
export function retriesWithin(deadlineSeconds: number, restartInPlace: boolean): number {
  let retries = 0;
  while (retryWaitSeconds(retries + 1, restartInPlace) < deadlineSeconds) {
    retries += 1;
  }
  return retries;
}
