import type { ExternalSecretSpec } from '../../imports/external-secrets.io';
import type { Wire } from '../core/wire';
import { SecretProvider, type SecretSource } from '../environment/secret-source';
import type { CredentialOrigin } from './credential-origin';
import { keyVaultName } from './key-vault-name';

/** What External Secrets is told of a bundle: where the value of each of its keys is. */
export function externalSecret(
  source: SecretSource,
  secretName: string,
  origins: ReadonlyMap<string, CredentialOrigin>,
): Wire<ExternalSecretSpec> {
  return {
    refreshInterval: source.refreshInterval,
    secretStoreRef: { kind: 'ClusterSecretStore', name: source.store },
    target: { name: secretName, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    data: [...origins].map(([secretKey, origin]) => ({
      secretKey,
      remoteRef:
        source.provider === SecretProvider.KEY_VAULT
          ? { key: keyVaultName(origin.secretName, origin.key) }
          : { key: `${source.location}/${origin.secretName}`, property: origin.key },
    })),
  };
}
