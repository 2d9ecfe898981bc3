import type { Duration } from 'cdk8s';
import type { Scheduling } from '../../workload/scheduling';
import type { WorkloadSettings } from '../../workload/workload-props';
import type { AlertReceivers } from './alert-receivers';
import type { AlertmanagerSettings } from './alertmanager-props';
import type { ClusterAlertsProps } from './cluster-alerts';
import type { GrafanaProps, GrafanaSettings } from './grafana-props';
import type { KubeStateMetricsProps } from './kube-state-metrics-props';
import type { NodeExporterChart } from './node-exporter-chart';
import type { PrometheusSettings } from './prometheus-settings';

/** What an operator turns of a monitoring stack, environment by environment: plain data, as in a settings file. */
export interface MonitoringStackSettings {
  /**
   * Prometheus.
   *
   * @default - every default
   */
  readonly prometheus?: PrometheusSettings;

  /**
   * Alertmanager.
   *
   * @default - every default
   */
  readonly alertmanager?: AlertmanagerSettings;

  /**
   * The prometheus-operator.
   *
   * @default - every default
   */
  readonly prometheusOperator?: WorkloadSettings;

  /**
   * Grafana.
   *
   * @default - every default
   */
  readonly grafana?: GrafanaSettings;

  /**
   * kube-state-metrics.
   *
   * @default - every default
   */
  readonly kubeStateMetrics?: WorkloadSettings;
}

/** What a monitoring stack is made of. */
export interface MonitoringStackProps {
  /**
   * The release, by which the parts are named: `<release>-kube-prometheus-prometheus`, and alike.
   *
   * @default 'prometheus'
   */
  readonly release?: string;

  /**
   * Who is told of alerts, by severity, and who notices when nobody is told any more.
   *
   * @default - nobody: `withoutReceivers` says why
   */
  readonly receivers?: AlertReceivers;

  /**
   * The written reason why nobody is told of alerts, for example on a laptop.
   *
   * @default - `receivers` are told
   */
  readonly withoutReceivers?: string;

  /**
   * The address by which people reach Prometheus, that links in alerts begin with.
   *
   * @default - none: alerts do not link to it
   */
  readonly prometheusExternalUrl?: string;

  /**
   * The address by which people reach Alertmanager, that links in messages begin with.
   *
   * @default - none: messages do not link to it
   */
  readonly alertmanagerExternalUrl?: string;

  /**
   * Labels of everything that leaves Prometheus: alerts, and what is written elsewhere.
   *
   * @default - `cluster`, where the cluster has a name
   */
  readonly externalLabels?: { [name: string]: string };

  /**
   * How often metrics are scraped where a monitor says nothing.
   *
   * @default Duration.seconds(30)
   */
  readonly scrapeInterval?: Duration;

  /**
   * How often rules are evaluated where a group says nothing.
   *
   * @default Duration.seconds(30)
   */
  readonly evaluationInterval?: Duration;

  /**
   * On which nodes the pods of all parts run.
   *
   * @default - spread over zones and nodes
   */
  readonly scheduling?: Scheduling;

  /**
   * Grafana: the way in from outside, and what differs from its defaults.
   *
   * @default - Grafana with every default; `withoutGrafana` leaves it out
   */
  readonly grafana?: GrafanaProps;

  /**
   * Whether Grafana is left out, for example where another one asks this Prometheus.
   *
   * @default false
   */
  readonly withoutGrafana?: boolean;

  /**
   * kube-state-metrics, on which the alerts about pods stand.
   *
   * @default - kube-state-metrics with every default
   */
  readonly kubeStateMetrics?: KubeStateMetricsProps;

  /**
   * node-exporter, in a chart and a namespace of its own, so that Prometheus gets the way to it.
   *
   * @default - none: nothing is known of the machines
   */
  readonly nodeExporter?: NodeExporterChart;

  /**
   * When somebody is told of the cluster as a whole: its API server, its nodes, its targets.
   *
   * @default - as `ClusterAlertsProps` says
   */
  readonly clusterAlerts?: ClusterAlertsProps;

  /**
   * What an operator turns.
   *
   * @default - every default
   */
  readonly settings?: MonitoringStackSettings;
}
