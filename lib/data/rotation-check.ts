import { reportWarning } from '../core/diagnostic-registry';
import type { ICredentialSource } from '../contracts/credential-source';
import type { DataStore } from './data-store';

/** What somebody has to do after a rotation, because the server does not notice it. */
interface Consequence {
  readonly rule: string;
  readonly fix: string;
  readonly id: string;
}

/** Warns of a server that takes its password at the start of its pod, where the password changes by itself. */
export function warnOfRotationAtStart(store: DataStore, credentials: ICredentialSource): void {
  warnOfRotation(store, [credentials], {
    rule: 'the server takes its password from a file at the start of its pod, and Reloader restarts pods for variables alone',
    fix: `after a rotation restart it: kubectl rollout restart statefulset/${store.name}; or acknowledge that it is done so`,
    id: 'rotation-needs-restart',
  });
}

/** Warns of a server that keeps the password it was made with, where the password changes by itself. */
export function warnOfRotationByHand(store: DataStore, credentials: ICredentialSource, command: string): void {
  warnOfRotation(store, [credentials], {
    rule: 'the server takes its password from it once, when it is empty: a value that changes later locks its clients out',
    fix: `change it in both: ${command} with the new value, then the source; or acknowledge that it is done so`,
    id: 'rotation-by-hand',
  });
}

/** Warns of bundles that change by themselves, and that a server does not read again. */
export function warnOfRotation(
  store: DataStore,
  sources: readonly ICredentialSource[],
  { rule, fix, id }: Consequence,
): void {
  const rotating = sources.filter((source) => source.bindToWorkload(store).rotates);
  if (rotating.length > 0) {
    const value = [...new Set(rotating.map(({ secretName }) => secretName))].join(', ');
    reportWarning(store, { property: 'credentials', value, rule, fix, id });
  }
}
