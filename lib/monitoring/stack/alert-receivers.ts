import type { Receiver } from './receiver';

/** Who is told, by the severity of alerts, and who notices when nobody is told any more. */
export interface AlertReceivers {
  /** Who is woken. */
  readonly critical: Receiver;

  /** Who looks at it in working hours. Alerts of a severity that no route knows arrive here, too. */
  readonly warning: Receiver;

  /**
   * Who reads what only explains other alerts.
   *
   * @default - nobody
   */
  readonly info?: Receiver;

  /**
   * The dead man's switch outside of the cluster: it is called every few minutes by the alert `Watchdog`, which always
   * fires, and raises the alarm itself when it is not.
   *
   * @default - none: `withoutWatchdog` says why
   */
  readonly watchdog?: Receiver;

  /**
   * The written reason why nobody outside notices when alerts stop arriving.
   *
   * @default - `watchdog` notices
   */
  readonly withoutWatchdog?: string;
}
