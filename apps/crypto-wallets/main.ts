import { Cluster, PolicyPack, System } from '../../lib';
import { CryptoWallets } from './crypto-wallets';
import { dev } from './settings/dev';
import { prod } from './settings/prod';
import type { CryptoWalletsSettings } from './settings/settings';
import { staging } from './settings/staging';
import * as devVersions from './versions/dev.json';
import * as prodVersions from './versions/prod.json';
import * as stagingVersions from './versions/staging.json';

const aks = { kubernetesVersion: '1.34', zones: 3, registry: 'wallets.azurecr.io' };

/** The whole system: what it is, in each place where it runs. */
export const cryptoWallets = new System({
  name: 'crypto-wallets',
  environments: {
    dev: {
      cluster: Cluster.k3d(),
      versions: devVersions,
      settings: dev,
      acknowledgements: [
        { id: 'TR-K8S-9', reason: 'the Secret of a developer is made by hand, from a file that is not in Git' },
        { id: 'Production.AutoscalerMinimum', reason: 'one pod is enough for one developer: nobody else misses it' },
      ],
    },
    staging: {
      cluster: Cluster.aks({ ...aks, keyVault: 'wallets-staging-kv' }),
      versions: stagingVersions,
      settings: staging,
    },
    prod: { cluster: Cluster.aks({ ...aks, keyVault: 'wallets-kv' }), versions: prodVersions, settings: prod },
  },
  policies: [PolicyPack.trK8s(), PolicyPack.restricted(), PolicyPack.production()],
  composition: {
    compose: (environment, settings: CryptoWalletsSettings) => {
      new CryptoWallets(environment, 'crypto-wallets', settings);
    },
  },
});

if (require.main === module) {
  cryptoWallets.synth();
}
