/** What a metric is, which decides what PromQL may do with it. */
export enum MetricType {
  /** It only grows, and starts anew with its process: ask for its rate. */
  COUNTER = 'counter',

  /** It goes up and down. */
  GAUGE = 'gauge',

  /** Counts by upper bounds, in `<name>_bucket`, `<name>_sum` and `<name>_count`. */
  HISTOGRAM = 'histogram',

  /** Quantiles that the program computes, in `<name>`, `<name>_sum` and `<name>_count`. */
  SUMMARY = 'summary',
}

/** What a metric carries. */
export interface MetricOptions {
  /**
   * The names of its own labels, without those that Prometheus adds when it scrapes.
   *
   * @default - none
   */
  readonly labels?: string[];

  /**
   * What it counts, in a sentence.
   *
   * @default - its name says it
   */
  readonly help?: string;
}

/** A metric that a program exposes. Expressions in alerts and dashboards are checked against those that are declared. */
export class Metric {
  /** A counter, by its whole name, which ends in `_total`. */
  public static counter(name: string, options: MetricOptions = {}): Metric {
    return new Metric(name, MetricType.COUNTER, options);
  }

  /** A gauge. */
  public static gauge(name: string, options: MetricOptions = {}): Metric {
    return new Metric(name, MetricType.GAUGE, options);
  }

  /** A histogram, by its name without `_bucket`. */
  public static histogram(name: string, options: MetricOptions = {}): Metric {
    return new Metric(name, MetricType.HISTOGRAM, options);
  }

  /** A summary. */
  public static summary(name: string, options: MetricOptions = {}): Metric {
    return new Metric(name, MetricType.SUMMARY, options);
  }

  /** The names of its own labels. */
  public readonly labels: string[];

  /** What it counts, in a sentence. */
  public readonly help?: string;

  private constructor(
    /** The name. */
    public readonly name: string,
    /** What it is. */
    public readonly kind: MetricType,
    options: MetricOptions,
  ) {
    this.labels = [...(options.labels ?? [])];
    this.help = options.help;
  }
}
