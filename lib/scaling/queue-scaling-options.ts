/** How many pods there are while a trigger cannot be asked, compared with those that there are. */
export enum FallbackBehavior {
  /** The given number. */
  STATIC = 'static',

  /** As many as there are. */
  CURRENT_REPLICAS = 'currentReplicas',

  /** The larger of the two. */
  CURRENT_REPLICAS_IF_HIGHER = 'currentReplicasIfHigher',

  /** The smaller of the two. */
  CURRENT_REPLICAS_IF_LOWER = 'currentReplicasIfLower',
}

/** What happens while a trigger cannot be asked. */
export interface ScalingFallback {
  /** The number of pods. */
  readonly pods: number;

  /**
   * After how many failures in a row.
   *
   * @default 3
   */
  readonly failures?: number;

  /**
   * How the number is compared with the pods that there are.
   *
   * @default FallbackBehavior.STATIC
   */
  readonly behavior?: FallbackBehavior;
}

/** How many jobs are started at once. */
export enum JobStrategy {
  /** As many as wait, less those that run: for queues that count work until it is done. */
  COUNTS_RUNNING = 'default',

  /** As many as wait: for queues that count what nobody has taken yet. */
  COUNTS_WAITING = 'accurate',

  /** As many as there may be: jobs that find nothing to do end by themselves. */
  EAGER = 'eager',
}

/** What becomes of running jobs when a new version comes. */
export enum JobRollout {
  /** They go on to their end. */
  GRADUAL = 'gradual',

  /** They are ended at once. */
  IMMEDIATE = 'immediate',
}

/** How the answers of several triggers become a number of jobs. */
export enum JobCalculation {
  /** The largest. */
  MAX = 'max',

  /** The smallest. */
  MIN = 'min',

  /** The average. */
  AVERAGE = 'avg',

  /** The sum. */
  SUM = 'sum',
}

/** How jobs do the work. */
export interface JobScalingOptions {
  /**
   * How many are started at once.
   *
   * @default - as the first trigger counts: what waits alone, or what is worked on too
   */
  readonly strategy?: JobStrategy;

  /**
   * What becomes of running jobs when a new version comes.
   *
   * @default JobRollout.GRADUAL
   */
  readonly rollout?: JobRollout;

  /**
   * How the answers of several triggers become a number of jobs.
   *
   * @default JobCalculation.MAX
   */
  readonly calculation?: JobCalculation;

  /**
   * How often a failed job is tried again in a new pod. A queue hands work that failed to the next job by itself.
   *
   * @default 0
   */
  readonly retries?: number;

  /**
   * How many jobs that have ended well are kept for people to look at.
   *
   * @default 5
   */
  readonly keepSucceeded?: number;

  /**
   * How many jobs that have failed are kept for people to look at.
   *
   * @default 10
   */
  readonly keepFailed?: number;
}
