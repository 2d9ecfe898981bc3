import { CredentialKey } from '../../secrets/credential-key';
import type { ObjectClientKeys, ObjectLogin } from './object-client';

/** The keys of a client in its bundle: of its access key, and of its secret key. */
export function clientKeys(client: ObjectClientKeys): [string, string] {
  return [client.accessKeyIdKey ?? 'MINIO_ACCESS_KEY_ID', client.secretAccessKeyKey ?? 'MINIO_SECRET_ACCESS_KEY'];
}

/** As whom a client comes that has keys; nobody where there is no such client. */
export function loginWithKeys(client: ObjectClientKeys | undefined): ObjectLogin {
  if (!client) {
    return {};
  }
  const [accessKeyId, secretAccessKey] = clientKeys(client).map((key) => CredentialKey.of(client.credentials, key));
  return { accessKeyId, secretAccessKey };
}

/** The keys of a login as variables, named as in the bundle. */
export function loginVariables({ accessKeyId, secretAccessKey }: ObjectLogin): Record<string, CredentialKey> {
  const keys = [accessKeyId, secretAccessKey].filter((key) => key !== undefined);
  return Object.fromEntries(keys.map((key) => [key.key, key]));
}
