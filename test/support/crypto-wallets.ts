import { Cluster, Environment, Manifests, Platform } from '../../lib';
import { CryptoWallets } from '../../apps/crypto-wallets/crypto-wallets';
import { cryptoWallets } from '../../apps/crypto-wallets/main';
import { prod } from '../../apps/crypto-wallets/settings/prod';
import type { CryptoWalletsSettings } from '../../apps/crypto-wallets/settings/settings';

/** The manifests of one environment, as the system defines it. */
export function environment(name: string): Manifests {
  return Manifests.of(cryptoWallets.platform().node.findChild(name));
}

/** The manifests of prod with other settings. */
export function prodWith(settings: Partial<CryptoWalletsSettings>): Manifests {
  const place = new Environment(new Platform({ name: 'crypto-wallets' }), 'prod', {
    cluster: Cluster.aks({ zones: 3, registry: 'wallets.azurecr.io', keyVault: 'wallets-kv' }),
    versions: { 'crypto-wallets-service': 'v1.0.8' },
  });
  return Manifests.of(new CryptoWallets(place, 'crypto-wallets', { ...prod, ...settings }));
}
