import { Cluster, Environment, Platform } from '../../lib';
import { CryptoWallets } from './crypto-wallets';
import { dev } from './settings/dev';
import { prod } from './settings/prod';
import { staging } from './settings/staging';
import * as devVersions from './versions/dev.json';
import * as prodVersions from './versions/prod.json';
import * as stagingVersions from './versions/staging.json';

/** The whole system: what it is, in each place where it runs. */
export function cryptoWallets(): Platform {
  const platform = new Platform({ name: 'crypto-wallets' });
  const aks = { kubernetesVersion: '1.34', zones: 3, registry: 'wallets.azurecr.io' };
  const places = {
    dev: new Environment(platform, 'dev', { cluster: Cluster.k3d(), versions: devVersions }),
    staging: new Environment(platform, 'staging', {
      cluster: Cluster.aks({ ...aks, keyVault: 'wallets-staging-kv' }),
      versions: stagingVersions,
    }),
    prod: new Environment(platform, 'prod', {
      cluster: Cluster.aks({ ...aks, keyVault: 'wallets-kv' }),
      versions: prodVersions,
    }),
  };
  new CryptoWallets(places.dev, 'crypto-wallets', dev);
  new CryptoWallets(places.staging, 'crypto-wallets', staging);
  new CryptoWallets(places.prod, 'crypto-wallets', prod);
  return platform;
}

if (require.main === module) {
  cryptoWallets().synth();
}
