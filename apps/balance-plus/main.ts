import { Cluster, Edge, PolicyPack, System } from '../../lib';
import { BalancePlus } from './balance-plus';
import { dev } from './settings/dev';
import { prod } from './settings/prod';
import type { BalancePlusSettings } from './settings/settings';
import { staging } from './settings/staging';
import * as devVersions from './versions/dev.json';
import * as prodVersions from './versions/prod.json';
import * as stagingVersions from './versions/staging.json';

/** What the AKS clusters have in common. The add-on of KEDA lives in kube-system. */
const aks = {
  kubernetesVersion: '1.34',
  zones: 3,
  registry: 'balanceplus.azurecr.io',
  edge: Edge.nginx({ clusterIssuer: 'letsencrypt' }),
  keda: { namespace: 'kube-system' },
  prometheus: {},
  reloader: true,
  prometheusOperator: {},
};

/** What holds in both AKS clusters. */
const ACKNOWLEDGED = [
  { id: 'credentials-in-clear-text', reason: 'the broker listens for amqp alone, in the private network of the nodes' },
  {
    id: 'rotation-by-hand',
    reason: 'the password is changed in the server first, by ALTER ROLE, and in the vault then',
  },
];

/** The whole system: what it is, in each place where it runs. */
export const balancePlus = new System({
  name: 'balance-plus',
  environments: {
    dev: {
      cluster: Cluster.k3d({ keda: {} }),
      versions: devVersions,
      settings: dev,
      acknowledgements: [
        { id: 'TR-K8S-9', reason: 'the Secrets of a developer are made by hand, from a file that is not in Git' },
        { id: 'Production.AutoscalerMinimum', reason: 'one pod is enough for one developer: nobody else misses it' },
      ],
    },
    staging: {
      cluster: Cluster.aks({ ...aks, keyVault: 'balance-plus-staging-kv' }),
      versions: stagingVersions,
      settings: staging,
      acknowledgements: ACKNOWLEDGED,
    },
    prod: {
      cluster: Cluster.aks({ ...aks, keyVault: 'balance-plus-kv' }),
      versions: prodVersions,
      settings: prod,
      acknowledgements: ACKNOWLEDGED,
    },
  },
  policies: [PolicyPack.trK8s(), PolicyPack.restricted(), PolicyPack.production()],
  composition: {
    compose: (environment, settings: BalancePlusSettings) => {
      new BalancePlus(environment, 'balance-plus', settings);
    },
  },
});

if (require.main === module) {
  balancePlus.synth();
}
