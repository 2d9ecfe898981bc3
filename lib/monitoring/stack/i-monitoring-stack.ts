import type { Endpoint } from '../../network/endpoint';

/** The monitoring of a cluster, as what is added to it needs to know: made here, or there already. */
export interface IMonitoringStack {
  /** The address of Prometheus, and the way there: what Grafana or an adapter asks. */
  readonly prometheusEndpoint: Endpoint;

  /** The labels by which Prometheus selects rules and monitors; none: it selects all. */
  readonly selectedLabels: { [name: string]: string };
}
