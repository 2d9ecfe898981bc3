import { Duration } from 'cdk8s';
import type { ICredentialSource } from '../../contracts/credential-source';
import { Controller } from '../../workload/controller';
import { Identity } from '../../workload/identity';
import type { User } from '../../workload/user';
import { Workload } from '../../workload/workload';
import type { DataStore } from '../data-store';
import { MINIO_CLIENT } from '../images/minio-client';
import type { IObjectStore } from './i-object-store';
import type { ObjectClient } from './object-client';
import type { ObjectStoreProps } from './object-store-props';
import { CLIENT_FOLDER, CLIENTS_FOLDER, provisionScript, ROOT_FOLDER } from './object-store-scripts';

/**
 * The Job that makes buckets and users. It is in the phase of the server, waits for it, and programs wait for what it
 * makes: in a later phase it would come only after programs that are not ready without it.
 */
export function defineProvision(
  store: DataStore & IObjectStore,
  props: ObjectStoreProps & { readonly user: User; readonly rootCredentials: ICredentialSource },
  clients: ReadonlyMap<string, ObjectClient>,
): Workload {
  const folders = [...clients].map(([name, { credentials }]) => [`${CLIENTS_FOLDER}/${name}`, credentials] as const);
  return new Workload(store, 'provision', {
    identity: Identity.of({ name: `${store.name}-provision`, container: 'provision' }),
    controller: Controller.job({ deadline: Duration.minutes(15), retries: 6 }),
    image: props.clientImage ?? MINIO_CLIENT.image,
    user: props.user,
    command: [MINIO_CLIENT.shell ?? '', '-c', provisionScript(store.buckets, clients)],
    variables: { CLIENTS_FOLDER, MC_CONFIG_DIR: CLIENT_FOLDER, ROOT_FOLDER },
    endpoints: { STORE_URL: store.url() },
    credentialFiles: { [ROOT_FOLDER]: props.rootCredentials, ...Object.fromEntries(folders) },
    settings: { imagePullPolicy: props.settings?.imagePullPolicy },
  });
}
