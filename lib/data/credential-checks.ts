import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import type { ICredentialSource } from '../contracts/credential-source';

/** Reports a bundle that lacks what a program logs in with. */
export function checkCredentials(scope: IConstruct, source: ICredentialSource, keys: readonly string[]): void {
  const { knownKeys, secretName } = source;
  const missing = knownKeys ? keys.filter((key) => !knownKeys.includes(key)) : [];
  if (missing.length > 0) {
    reportError(scope, {
      property: 'credentials',
      value: `${secretName}, without ${missing.join(' and ')}`,
      rule: `a program logs in with ${keys.join(' and ')}`,
      fix: `add to the bundle: ${missing.join(', ')}`,
    });
  }
}
