import type { ExternalSecretSpec } from '../../imports/external-secrets.io';
import type { Wire } from '../core/wire';
import { SecretProvider, type SecretSource } from '../environment/secret-source';
import { keyVaultName } from './key-vault-name';

/** What External Secrets is told of a bundle. */
export function externalSecret(
  source: SecretSource,
  secretName: string,
  keys: readonly string[],
): Wire<ExternalSecretSpec> {
  return {
    refreshInterval: source.refreshInterval,
    secretStoreRef: { kind: 'ClusterSecretStore', name: source.store },
    target: { name: secretName, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    data: [...keys].sort().map((key) => ({
      secretKey: key,
      remoteRef:
        source.provider === SecretProvider.KEY_VAULT
          ? { key: keyVaultName(secretName, key) }
          : { key: `${source.location}/${secretName}`, property: key },
    })),
  };
}
