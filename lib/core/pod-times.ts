/** The times of a probe, as they stand in a manifest. */
export interface ProbeTimes {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
}

/** The times of a container, as they stand in a manifest. */
export interface ContainerTimes {
  readonly startupProbe?: ProbeTimes;
  readonly readinessProbe?: ProbeTimes;
  readonly restartPolicy?: string;
}

/** The times of a pod, as they stand in a manifest. */
export interface PodTimes {
  readonly containers?: readonly ContainerTimes[];
  readonly initContainers?: readonly ContainerTimes[];
  readonly terminationGracePeriodSeconds?: number;
}

/** How long nodes may take to pull the images of a pod. No manifest says it. */
export const PULL_SECONDS = 120;

const DEFAULT_GRACE = 30;

/**
 * The seconds from the start of the containers until a healthy pod is ready, at most by its own account: its startup
 * probes may fail so often, and readiness is asked after that. Init containers say nothing of how long they take.
 */
export function startSeconds({ containers = [], initContainers = [] }: PodTimes): number {
  const before = initContainers
    .filter(({ restartPolicy }) => restartPolicy === 'Always')
    .reduce((sum, { startupProbe }) => sum + probeBudget(startupProbe), 0);
  return before + Math.max(0, ...containers.map(containerStart));
}

/** The seconds after which a pod that is told to end is killed. */
export function graceSeconds({ terminationGracePeriodSeconds }: PodTimes): number {
  return terminationGracePeriodSeconds ?? DEFAULT_GRACE;
}

function containerStart({ startupProbe, readinessProbe }: ContainerTimes): number {
  const started = probeBudget(startupProbe);
  if (readinessProbe === undefined) {
    return started;
  }
  const { initialDelaySeconds = 0 } = readinessProbe;
  return Math.max(started, initialDelaySeconds) + interval(readinessProbe);
}

/** How long a probe may go on failing before the kubelet acts. */
function probeBudget(probe: ProbeTimes | undefined): number {
  if (probe === undefined) {
    return 0;
  }
  const { initialDelaySeconds = 0, failureThreshold = 3 } = probe;
  return initialDelaySeconds + failureThreshold * interval(probe);
}

/** The time between two questions: the kubelet asks the next one only after the answer. */
function interval({ periodSeconds = 10, timeoutSeconds = 1 }: ProbeTimes): number {
  return Math.max(periodSeconds, timeoutSeconds);
}
