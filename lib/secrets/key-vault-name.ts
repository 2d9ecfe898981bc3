import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { RootState } from '../core/root-state';
import { clusterIdentityOf } from '../core/cluster-identity';

/** The names of a key vault allow letters, digits and - only, and do not tell upper from lower case. */
export function keyVaultName(bundle: string, key: string): string {
  return `${bundle}-${key}`.toLowerCase().replace(/[^a-z0-9-]/g, '-');
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault */
const VAULT = /^(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/;

const claims = new RootState(() => new Map<string, { secret: string; key: string }>());

/** Reports two keys that would be one secret of a key vault, and names that it does not allow. */
export function claimVaultName(scope: IConstruct, vault: string, secret: string, key: string): void {
  if (!VAULT.test(vault)) {
    reportError(scope, {
      property: 'keyVault',
      value: JSON.stringify(vault),
      rule: 'a Key Vault has 3 to 24 letters, digits and -, begins with a letter and has no - at its end or twice in a row',
      fix: 'give the name of the vault, without its domain',
    });
  }
  const name = keyVaultName(secret, key);
  const place = `${clusterIdentityOf(scope)}\n${vault}\n${name}`;
  const other = claims.of(scope).get(place);
  if (other && (other.secret !== secret || other.key !== key)) {
    reportError(scope, {
      property: 'keys',
      value: `${key} of ${secret}, which becomes ${name} like ${other.key} of ${other.secret}`,
      rule: 'a key vault has one flat space of names, without _ and without case',
      fix: 'rename one of the keys or bundles',
    });
  }
  claims.of(scope).set(place, { secret, key });
  if (name.length > 127) {
    reportError(scope, {
      property: 'keys',
      value: `${name}, ${name.length} characters`,
      rule: 'the name of a secret in a key vault has at most 127 characters',
      fix: 'shorten the name of the bundle or of the key',
    });
  }
}
