import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { isConfigKey } from '../core/dns-name';
import { Cluster } from '../environment/cluster';
import { SecretProvider, type SecretSource } from '../environment/secret-source';
import type { CredentialKey } from './credential-key';
import type { CredentialOrigin } from './credential-origin';
import { claimVaultName } from './key-vault-name';

interface Bundle {
  readonly secretName: string;
  readonly keys: readonly string[];
  _origin(key: string): CredentialOrigin;
}

/** Reports keys that a Secret or its source cannot have, and an identity that cannot read the source. */
export function checkBundle(scope: IConstruct, source: SecretSource, bundle: Bundle): void {
  const { secretName, keys } = bundle;
  if (keys.length === 0) {
    reportError(scope, {
      property: 'keys',
      value: 'no keys',
      rule: 'a bundle names the keys that it has',
      fix: "list them: keys: ['api-key', …]",
    });
  }
  for (const key of keys) {
    if (!isConfigKey(key)) {
      reportError(scope, {
        property: 'keys',
        value: JSON.stringify(key),
        rule: 'the key of a Secret has letters, digits, -, _ and . only',
        fix: 'choose a plainer key',
      });
    }
  }
  if (new Set(keys).size !== keys.length) {
    reportError(scope, {
      property: 'keys',
      value: keys.join(', '),
      rule: 'a key is listed once',
      fix: 'remove the repetition',
    });
  }
  if (source.provider === SecretProvider.KEY_VAULT || source.provider === SecretProvider.SECRETS_STORE) {
    for (const key of keys) {
      const origin = bundle._origin(key);
      if (origin.secretName === secretName) {
        claimVaultName(scope, source.location, secretName, origin.key);
      }
    }
  }
  source.identity?._check(scope, 'source.identity', Cluster.of(scope).workloadIdentity);
}

/** Reports shared keys that one of the two bundles does not have. */
export function checkSharedKeys(
  scope: IConstruct,
  keys: readonly string[],
  shared: Readonly<Record<string, CredentialKey>>,
): void {
  for (const [key, other] of Object.entries(shared)) {
    if (!keys.includes(key)) {
      reportError(scope, {
        property: 'sharedKeys',
        value: JSON.stringify(key),
        rule: 'only a key of the bundle can have the value of another',
        fix: `list it in keys, or name one of: ${keys.join(', ')}`,
      });
    }
    const { knownKeys } = other.source;
    if (knownKeys && !knownKeys.includes(other.key)) {
      reportError(scope, {
        property: `sharedKeys.${key}`,
        value: `${other.key} of ${other.source.secretName}`,
        rule: 'the other bundle has no such key, and the vault would be asked for nothing',
        fix: `name one of: ${knownKeys.join(', ')}`,
      });
    }
  }
}

/** Reports a workload that looks for the Secret of a bundle in a namespace where nothing makes it. */
export function checkNamespace(bundle: IConstruct, source: SecretSource, workload: IConstruct): void {
  const [here, there] = [bundle, workload].map((construct) => Chart.of(construct).namespace ?? 'no namespace');
  if (source.provider !== SecretProvider.EXISTING && here !== there) {
    reportError(workload, {
      property: 'credentials',
      value: `${bundle.node.path}, in ${here}, from a pod in ${there}`,
      rule: 'a pod reads the Secrets of its own namespace only: it would never start',
      fix: 'make a bundle of the same keys in the chart of the workload',
    });
  }
}
