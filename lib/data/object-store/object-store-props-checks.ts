import { reportError } from '../../core/diagnostic-registry';
import type { ICredentialSource } from '../../contracts/credential-source';
import { checkCredentials } from '../credential-checks';
import type { DataStore } from '../data-store';
import { warnOfRotation } from '../rotation-check';
import type { IObjectStore } from './i-object-store';
import type { ObjectClient } from './object-client';
import { clientKeys } from './object-client-keys';
import { checkBuckets, checkClientNames } from './object-store-checks';

/** What an object store is made of, as far as it can be wrong. */
export interface StoreParts {
  readonly rootCredentials: ICredentialSource;
  readonly clients: ReadonlyMap<string, ObjectClient>;
}

/** Reports buckets and clients that cannot be made, and credentials that cannot be right. */
export function checkObjectStore(store: DataStore & IObjectStore, parts: StoreParts): void {
  const { rootCredentials, clients } = parts;
  checkBuckets(store, 'buckets', store.buckets, store.protocol);
  checkClientNames(store, [...clients.keys()]);
  checkCredentials(store, rootCredentials, ['username', 'password']);
  clients.forEach((client, name) => checkClient(store, rootCredentials, name, client));
  warnOfRotation(store, [rootCredentials, ...[...clients.values()].map(({ credentials }) => credentials)], {
    rule: 'the server takes its root user at the start of its pod, and the keys of clients from a task that runs once for each version of itself',
    fix: 'after a rotation restart the pod, remove the Job and deploy again; or acknowledge that it is done so',
    id: 'rotation-by-hand',
  });
}

function checkClient(
  store: DataStore & IObjectStore,
  rootCredentials: ICredentialSource,
  name: string,
  client: ObjectClient,
): void {
  checkCredentials(store, client.credentials, clientKeys(client));
  if (client.credentials.secretName === rootCredentials.secretName) {
    reportError(store, {
      property: `clients.${name}.credentials`,
      value: `${client.credentials.secretName}, which has the password of the root user`,
      rule: 'whoever mounts a bundle reads all of it, and the root user may do everything',
      fix: 'give the client a bundle without it',
    });
  }
  const unknown = (client.buckets ?? []).filter((bucket) => !store.buckets.includes(bucket));
  if (unknown.length > 0 || client.buckets?.length === 0) {
    reportError(store, {
      property: `clients.${name}.buckets`,
      value: unknown.map((bucket) => JSON.stringify(bucket)).join(', ') || 'none',
      rule: `a client uses buckets of the store: ${store.buckets.join(', ') || 'none'}`,
      fix: 'name some of these, add to buckets, or leave it out: all of them',
    });
  }
}
