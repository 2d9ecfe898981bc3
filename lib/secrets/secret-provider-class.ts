import type { SecretProviderClassSpec } from '../../imports/secrets-store.csi.x-k8s.io';
import { standaloneLabels } from '../core/labels';
import type { Wire } from '../core/wire';
import type { Cluster } from '../environment/cluster';
import type { SecretSource } from '../environment/secret-source';
import type { CredentialOrigin } from './credential-origin';
import { keyVaultName } from './key-vault-name';

/** A bundle that the Secrets Store CSI driver mounts. */
export interface MountedBundle {
  readonly source: SecretSource;
  readonly secretName: string;
  /** Where the vault keeps each of its keys. */
  readonly origins: ReadonlyMap<string, CredentialOrigin>;
  /** The keys that some pod reads as variables: only they are copied into a Secret. */
  readonly variables: ReadonlySet<string>;
}

/** What the driver and its provider for Azure are told of a bundle. */
export function secretProviderClass(cluster: Cluster, bundle: MountedBundle): Wire<SecretProviderClassSpec> {
  const { source, secretName } = bundle;
  const synced = [...bundle.variables].sort();
  return {
    provider: 'azure',
    parameters: {
      usePodIdentity: 'false',
      clientID: source.identity?.clientId ?? '',
      tenantId: source.identity?.tenantId ?? cluster.workloadIdentity?.tenantId ?? '',
      keyvaultName: source.location,
      objects: objectList(bundle.origins),
    },
    secretObjects:
      synced.length > 0
        ? [
            {
              secretName,
              type: 'Opaque',
              labels: standaloneLabels(secretName),
              data: synced.map((key) => ({ key, objectName: key })),
            },
          ]
        : undefined,
  };
}

/** YAML in YAML, as the provider wants it: a list of texts. The alias is the name of the file. */
function objectList(origins: ReadonlyMap<string, CredentialOrigin>): string {
  const objects = [...origins].map(([alias, { secretName, key }]) =>
    [
      '  - |',
      `    objectName: ${JSON.stringify(keyVaultName(secretName, key))}`,
      '    objectType: secret',
      `    objectAlias: ${JSON.stringify(alias)}`,
      '',
    ].join('\n'),
  );
  return `array:\n${objects.join('')}`;
}
