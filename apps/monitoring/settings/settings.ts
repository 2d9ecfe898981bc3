import type { MonitoringStackSettings } from '../../../lib';

/** What differs between the clusters that are monitored. */
export interface MonitoringSettings {
  /** The host name of Grafana. */
  readonly grafanaHost: string;

  /** Whether somebody is told of alerts: nobody is on a developer's machine. */
  readonly tellsSomebody: boolean;

  /** The channel of those who look at it in working hours. */
  readonly warningChannel: string;

  /** The most nodes that the cluster has: each runs a node-exporter. */
  readonly nodes: number;

  /** What an operator turns. */
  readonly stack: MonitoringStackSettings;
}
