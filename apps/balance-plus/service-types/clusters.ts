import { Cluster, Edge } from '../../../lib';

/** Where a service of one of the types can run: the facts of each cluster are those of the chart's `environment`. */
export const CLUSTERS = {
  k3d: Cluster.k3d({ keda: {} }),
  aks: Cluster.aks({
    kubernetesVersion: '1.34',
    zones: 3,
    edge: Edge.nginx({ clusterIssuer: 'letsencrypt' }),
    keda: { namespace: 'kube-system' },
    prometheus: {},
    prometheusOperator: {},
  }),
};
