/** What the values of a panel are. */
export enum PanelUnit {
  /** Numbers of things. */
  COUNT = 'count',

  /** Things each second. */
  PER_SECOND = 'per-second',

  /** Seconds. */
  SECONDS = 'seconds',

  /** Bytes. */
  BYTES = 'bytes',

  /** Bytes each second. */
  BYTES_PER_SECOND = 'bytes-per-second',

  /** Shares, from 0 to 1. */
  SHARE = 'share',

  /** Cores. */
  CORES = 'cores',
}

/** How a panel shows its values. */
export enum PanelKind {
  /** As lines over time. */
  TIME_SERIES = 'time-series',

  /** The last value, large. */
  STAT = 'stat',

  /** A row for each series. */
  TABLE = 'table',
}

/** A line, or lines, of a panel. */
export interface PanelQuery {
  /** The PromQL expression. */
  readonly expression: string;

  /** What a line is called: text with labels between braces, such as `{{pod}}`. */
  readonly legend: string;
}

/** A picture of a dashboard, as plain facts: dashboards are made of them. */
export interface Panel {
  /** What it shows. */
  readonly title: string;

  /** What is asked. */
  readonly queries: PanelQuery[];

  /**
   * What the values are.
   *
   * @default PanelUnit.COUNT
   */
  readonly unit?: PanelUnit;

  /**
   * How it shows them.
   *
   * @default PanelKind.TIME_SERIES
   */
  readonly kind?: PanelKind;

  /**
   * What one should know to read it.
   *
   * @default - the title says it
   */
  readonly description?: string;

  /**
   * The value from which on it is wrong: drawn as a line.
   *
   * @default - none
   */
  readonly limit?: number;
}
