import type { SecretProviderClassSpec } from '../../imports/secrets-store.csi.x-k8s.io';
import { standaloneLabels } from '../core/labels';
import type { Wire } from '../core/wire';
import type { Cluster } from '../environment/cluster';
import type { SecretSource } from '../environment/secret-source';
import { keyVaultName } from './key-vault-name';

/** A bundle that the Secrets Store CSI driver mounts. */
export interface MountedBundle {
  readonly source: SecretSource;
  readonly secretName: string;
  readonly keys: readonly string[];
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
      objects: objectList(secretName, [...bundle.keys].sort()),
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
function objectList(bundle: string, keys: readonly string[]): string {
  const objects = keys.map((key) =>
    [
      '  - |',
      `    objectName: ${JSON.stringify(keyVaultName(bundle, key))}`,
      '    objectType: secret',
      `    objectAlias: ${JSON.stringify(key)}`,
      '',
    ].join('\n'),
  );
  return `array:\n${objects.join('')}`;
}
