/** How what is scraped is called, in rules and dashboards. */
export const Job = {
  API_SERVER: 'apiserver',
  GRAFANA: 'grafana',
  KUBELET: 'kubelet',
  KUBE_STATE_METRICS: 'kube-state-metrics',
  NODE_EXPORTER: 'node-exporter',
} as const;
