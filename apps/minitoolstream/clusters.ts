import { Cluster, Edge, MessageRate } from '../../lib';

/** The messages that a pod takes a second: what the ingress is scaled on in production. */
export const MESSAGES = MessageRate.of('minitoolstream_messages_total', { labels: { status: 'success' } });

/** What every cluster has, of the app `monitoring`. */
const monitored = {
  verticalPodAutoscaler: true,
  prometheus: {},
  prometheusOperator: {
    labels: { release: 'prometheus' },
    runbookBaseUrl: 'https://github.com/cdk8s-tradewind/cdk8s-tradewind/blob/main/docs/runbooks',
  },
};

/** What the AKS clusters have in common. */
const aks = {
  ...monitored,
  kubernetesVersion: '1.34',
  zones: 3,
  registry: 'minitoolstream.azurecr.io',
  edge: Edge.applicationGateway({ subnetCidr: '10.60.4.0/24' }),
  prometheusAdapter: { rates: [MESSAGES] },
  reloader: true,
  nodeCidrs: ['10.60.0.0/22'],
};

/** The clusters that minitoolstream runs on, and their monitoring with it. */
export const clusters = {
  dev: Cluster.k3d(monitored),
  staging: Cluster.aks({ ...aks, keyVault: 'minitoolstream-stg-kv' }),
  prod: Cluster.aks({ ...aks, keyVault: 'minitoolstream-kv' }),
};
