import type { Duration } from 'cdk8s';
import type { Runbook } from './runbook';

/** Who has to act, and how soon. */
export enum AlertSeverity {
  /** Somebody is woken: users notice, or will within the hour. */
  CRITICAL = 'critical',

  /** Somebody looks at it in working hours. */
  WARNING = 'warning',

  /** Nobody is told; it explains other alerts. */
  INFO = 'info',
}

/** When somebody has to look, and what they then read. */
export interface AlertRule {
  /** The name, in words written together, for example `QueueBacklog`. */
  readonly name: string;

  /**
   * The PromQL expression that gives something while something is wrong. Let it keep the label `namespace`, by which
   * alerts are routed, and aggregate what two replicas of an exporter both report: `max by (namespace, …) (…)`.
   */
  readonly expression: string;

  /**
   * How long it has to be true.
   *
   * @default - it fires at once
   */
  readonly duration?: Duration;

  /** Who has to act. */
  readonly severity: AlertSeverity;

  /** What is wrong, in one line. Prometheus fills in `{{ $labels.… }}` and `{{ $value }}`. */
  readonly summary: string;

  /** What it means and what to do first. */
  readonly description: string;

  /**
   * Labels by which the alert is routed, beside `severity` and `component`.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * What to do, as a page of its own.
   *
   * @default - none
   */
  readonly runbook?: Runbook;

  /**
   * Where the steps are written down.
   *
   * @default - `<name>.md` below the base URL of runbooks, where the rule has a runbook and the base URL is known
   */
  readonly runbookUrl?: string;
}
