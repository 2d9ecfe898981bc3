/** A course of series, and how many alerts of a name fire at a time: none unless said. */
export interface AlertCase {
  readonly title: string;
  /** The thing that the alert is about. */
  readonly component: string;
  /** Values by minute, by the name of the series. */
  readonly series: Readonly<Record<string, string>>;
  readonly at: string;
  readonly fires?: number;
}

/** Cases by the name of the alert. */
export type AlertCases = Readonly<Record<string, readonly AlertCase[]>>;
