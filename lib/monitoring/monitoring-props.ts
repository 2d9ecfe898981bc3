import type { Duration } from 'cdk8s';
import type { LatencyMetrics, MessageMetrics } from '../observability/message-metrics';
import type { DashboardOptions } from './dashboard-props';

/** How the alerts of a monitoring are written down. */
export interface MonitoringAlertOptions {
  /**
   * The name of the object that holds the alerts of the whole monitoring.
   *
   * @default - the id, followed by `-alerts`
   */
  readonly name?: string;

  /**
   * The name of the group that they are evaluated in.
   *
   * @default - the id
   */
  readonly group?: string;

  /**
   * How often they are evaluated.
   *
   * @default - as Prometheus evaluates all: every 30 seconds where prometheus-operator made it
   */
  readonly interval?: Duration;

  /**
   * Labels of the objects that hold alerts, beside those by which the cluster's Prometheus selects rules.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Names that a system has for its alerts already, by the names of the library. The runbook stays the one of the
   * library.
   *
   * @default - the names of the library
   */
  readonly names?: { [alert: string]: string };

  /**
   * Alerts that are left out, by the name of the library, each with its written reason.
   *
   * @default - none
   */
  readonly without?: { [alert: string]: string };
}

/** The dashboard of a monitoring. */
export interface MonitoringDashboardOptions extends DashboardOptions {
  /**
   * The title.
   *
   * @default - the id
   */
  readonly title?: string;
}

/** What a monitoring is made of. */
export interface MonitoringProps {
  /**
   * How its alerts are written down.
   *
   * @default - by convention
   */
  readonly alerts?: MonitoringAlertOptions;

  /**
   * Its dashboard.
   *
   * @default - by convention: the name is the id, followed by `-dashboard`
   */
  readonly dashboard?: MonitoringDashboardOptions;

  /**
   * How often metrics are scraped.
   *
   * @default Duration.seconds(30)
   */
  readonly scrapeInterval?: Duration;
}

/** From which values on somebody is told. */
export interface MonitoringThresholds {
  /**
   * The share of messages that fail: `HighErrorRate`.
   *
   * @default 0.05
   */
  readonly errorShare?: number;

  /**
   * How long that lasts.
   *
   * @default Duration.minutes(5)
   */
  readonly errorShareFor?: Duration;

  /**
   * How long the slowest take: `HighLatency`.
   *
   * @default Duration.millis(500)
   */
  readonly latency?: Duration;

  /**
   * Which are the slowest: the quantile that is compared.
   *
   * @default 0.95
   */
  readonly latencyQuantile?: number;

  /**
   * How long that lasts.
   *
   * @default Duration.minutes(5)
   */
  readonly latencyFor?: Duration;

  /**
   * The share of the limit of its memory that a container uses: `MemoryNearLimit`. Of what keeps data nobody is told:
   * it is meant to use its memory, and tells itself when that is short.
   *
   * @default 0.9
   */
  readonly memoryShare?: number;

  /**
   * How long that lasts.
   *
   * @default Duration.minutes(15)
   */
  readonly memoryShareFor?: Duration;

  /**
   * How long Prometheus gets no metrics of a pod: `ScrapeFailing`.
   *
   * @default Duration.minutes(10)
   */
  readonly scrapeFailing?: Duration;

  /**
   * How long a certificate is still good: `CertificateExpiring`.
   *
   * @default Duration.days(14)
   */
  readonly certificateLeft?: Duration;
}

/** What is monitored of a workload beside what it tells of itself. */
export interface WorkloadMonitoringOptions {
  /**
   * How its messages are counted: throughput and errors are shown, and errors told of. Workloads that count alike, by
   * the same metric, share panels and alerts, which tell them apart by their labels.
   *
   * @default - not
   */
  readonly messages?: MessageMetrics;

  /**
   * How the time that it takes is measured: quantiles are shown, and slowness told of. Shared like messages.
   *
   * @default - not
   */
  readonly latency?: LatencyMetrics;

  /**
   * From which values on somebody is told.
   *
   * @default - the defaults of each
   */
  readonly thresholds?: MonitoringThresholds;

  /**
   * How often its metrics are scraped.
   *
   * @default - as of the whole monitoring
   */
  readonly scrapeInterval?: Duration;

  /**
   * The path of its metrics.
   *
   * @default - the path that the workload names, else `/metrics`
   */
  readonly metricsPath?: string;

  /**
   * Whether labels of its own win over those that Prometheus sets to metrics of the same names, such as `service` and
   * `pod`. Otherwise its own are renamed, and are `exported_service` in queries.
   *
   * @default - where one of its metrics, or of the labels that messages and latency are told apart by, has such a name
   */
  readonly honorLabels?: boolean;

  /**
   * Names of its alerts, by the names of the library; they win over those of the monitoring.
   *
   * @default - as of the whole monitoring
   */
  readonly alertNames?: { [alert: string]: string };

  /**
   * Alerts that are left out for it, by the name of the library, each with its written reason.
   *
   * @default - none
   */
  readonly without?: { [alert: string]: string };
}

/** What is monitored of a whole namespace. */
export interface NamespaceMonitoringOptions {
  /**
   * How long a pod is Pending, Unknown, Failed or not ready: `PodDown`.
   *
   * @default Duration.minutes(2)
   */
  readonly podDown?: Duration;

  /**
   * How long a pod may wait for a node before `PodDown` counts it: about what it takes to provision one.
   *
   * @default Duration.minutes(15)
   */
  readonly provisioning?: Duration;

  /**
   * How long an autoscaler is at its maximum: `HPAMaxedOut`.
   *
   * @default Duration.minutes(10)
   */
  readonly autoscalerAtMaximum?: Duration;
}
