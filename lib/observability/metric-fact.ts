import type { MetricType } from './metric';

/** What is known of a metric. */
export interface MetricFact {
  /** What it is; undefined where that is not certain. */
  readonly type?: MetricType;

  /** The names of its own labels; undefined where they are not listed. */
  readonly labels?: ReadonlySet<string>;
}
