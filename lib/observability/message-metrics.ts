/** How a program counts the messages that it handles. */
export interface MessageMetrics {
  /** The name of the counter. */
  readonly metric: string;

  /**
   * The labels by which throughput is told apart, for example `service` and `subject`.
   *
   * @default - none: all messages together
   */
  readonly by?: string[];

  /**
   * The labels by which errors are told apart: an alert for each of their values.
   *
   * @default - the first of `by`
   */
  readonly errorsBy?: string[];

  /**
   * The labels of a message that went well.
   *
   * @default - every message counts as throughput
   */
  readonly success?: { [label: string]: string };

  /**
   * The labels of a message that failed.
   *
   * @default - failures are not counted: no alert, and no panel of errors
   */
  readonly failure?: { [label: string]: string };
}

/** How a program measures the time that it takes. */
export interface LatencyMetrics {
  /** The name of the histogram, in seconds, without `_bucket`. */
  readonly metric: string;

  /**
   * The labels by which it is told apart: an alert and lines for each of their values.
   *
   * @default - none: all together
   */
  readonly by?: string[];
}
