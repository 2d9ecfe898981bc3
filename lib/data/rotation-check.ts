import { reportWarning } from '../core/diagnostic-registry';
import type { ICredentialSource } from '../contracts/credential-source';
import { Cluster } from '../environment/cluster';
import type { DataStore } from './data-store';

/** Warns of a server that takes its password at start, where it changes by itself and nobody restarts pods. */
export function warnOfRotation(store: DataStore, credentials: ICredentialSource): void {
  if (credentials.bindToWorkload(store).rotates && !Cluster.of(store).reloader) {
    reportWarning(store, {
      property: 'credentials',
      value: credentials.secretName,
      rule: 'the server takes its password at the start of its pod, and the cluster declares nothing that restarts pods',
      fix: 'declare reloader on the cluster, or acknowledge that a rotation is followed by a restart by hand',
      id: 'rotation-needs-restart',
    });
  }
}
