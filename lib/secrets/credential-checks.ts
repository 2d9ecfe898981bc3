import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { isConfigKey } from '../core/dns-name';
import { Cluster } from '../environment/cluster';
import { SecretProvider, type SecretSource } from '../environment/secret-source';
import { claimVaultName } from './key-vault-name';

/** Reports keys that a Secret or its source cannot have, and an identity that cannot read the source. */
export function checkBundle(
  scope: IConstruct,
  source: SecretSource,
  { secretName, keys }: { readonly secretName: string; readonly keys: readonly string[] },
): void {
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
    keys.forEach((key) => claimVaultName(scope, source.location, secretName, key));
  }
  source.identity?._check(scope, 'source.identity', Cluster.of(scope).workloadIdentity);
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
