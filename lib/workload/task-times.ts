/**
 * The deadline of a task whose author gives none. The deploy command waits for Jobs, so there is always one: a task that
 * hangs would hold up the phases after it.
 */
export const TASK_DEADLINE_SECONDS = 600;

/** Kubernetes waits 10 s before the first retry, and twice as long before each further one, up to a maximum. */
const FIRST_WAIT_SECONDS = 10;
/** The Job controller, which makes a new pod. */
const LONGEST_WAIT_FOR_POD_SECONDS = 360;
/** The kubelet, which restarts a container. */
const LONGEST_WAIT_IN_PLACE_SECONDS = 300;

/** How long Kubernetes waits altogether before the last of some retries begins. */
export function retryWaitSeconds(retries: number, restartInPlace: boolean): number {
  const longest = restartInPlace ? LONGEST_WAIT_IN_PLACE_SECONDS : LONGEST_WAIT_FOR_POD_SECONDS;
  const doublings = Math.ceil(Math.log2(longest / FIRST_WAIT_SECONDS));
  const short = Math.min(Math.max(retries, 0), doublings);
  return FIRST_WAIT_SECONDS * (2 ** short - 1) + longest * Math.max(retries - doublings, 0);
}
