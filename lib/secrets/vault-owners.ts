import type { IConstruct } from 'constructs';
import { reportWarning } from '../core/diagnostic-registry';
import { RootState } from '../core/root-state';
import { Environment } from '../environment/environment';
import { SecretProvider, type SecretSource } from '../environment/secret-source';

/** What a vault of each provider is called. A vault has one value for a name, whichever environment asks. */
const NAMES: { readonly [provider in SecretProvider]?: string } = {
  [SecretProvider.KEY_VAULT]: 'the Key Vault',
  [SecretProvider.SECRETS_STORE]: 'the Key Vault',
  [SecretProvider.VAULT]: 'the path in Vault',
};

const firstOf = new RootState(() => new Map<string, Environment>());

/** Warns of a vault that two environments read: they have the same passwords. */
export function claimVault(bundle: IConstruct, source: SecretSource): void {
  const environment = Environment.of(bundle);
  const name = NAMES[source.provider];
  if (!environment || name === undefined) {
    return;
  }
  const vaults = firstOf.of(bundle);
  const vault = `${name} ${source.location}${name === NAMES[SecretProvider.VAULT] ? ` of ${source.store}` : ''}`;
  const first = vaults.get(vault) ?? environment;
  vaults.set(vault, first);
  if (first !== environment) {
    reportWarning(environment, {
      property: 'cluster.secretSource',
      value: `${vault}, which the environment ${first.node.path} reads, too`,
      rule: 'a vault has one value for each name: both environments would work with the same passwords',
      fix: 'give each environment a vault of its own; or acknowledge that they share one',
      id: 'vault-of-two-environments',
    });
  }
}
