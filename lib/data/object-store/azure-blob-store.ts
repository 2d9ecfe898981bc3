import type { Construct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import type { ICredentialSource } from '../../contracts/credential-source';
import { Endpoint } from '../../network/endpoint';
import { CredentialKey } from '../../secrets/credential-key';
import { checkCredentials } from '../credential-checks';
import { ExternalStore } from '../external-store';
import type { AzureBlobClient, AzureBlobOptions } from './azure-blob-options';
import { type IObjectStore, ObjectProtocol } from './i-object-store';
import type { ObjectLogin } from './object-client';
import { loginVariables } from './object-client-keys';
import { checkBuckets, checkClientNames, checkKnownClient } from './object-store-checks';

const PORT = 443;

/** An account of Azure Blob Storage. */
export class AzureBlobStore extends ExternalStore implements IObjectStore {
  readonly protocol = ObjectProtocol.AZURE_BLOB;
  readonly buckets: string[];
  readonly region = undefined;
  private readonly host: string;
  private readonly clients: NonNullable<AzureBlobOptions['clients']>;

  constructor(scope: Construct, id: string, options: AzureBlobOptions) {
    const { account, containers, cidr, anyAddress, domain = 'blob.core.windows.net', clients = {} } = options;
    const host = `${account}.${domain}`;
    super(scope, id, { host, cidr, anyAddress }, PORT);
    this.buckets = [...containers];
    this.host = host;
    this.clients = clients;
    if (!/^[a-z0-9]{3,24}$/.test(account)) {
      reportError(this, {
        property: 'account',
        value: JSON.stringify(account),
        rule: 'the name of a storage account is 3 to 24 of a-z and 0-9',
        fix: 'give the name alone, without a domain',
      });
    }
    checkBuckets(this, 'containers', this.buckets, this.protocol);
    checkClientNames(this, Object.keys(clients));
    Object.entries(clients).forEach(([name, client]) => this.checkClient(name, client));
  }

  get address(): Endpoint {
    return Endpoint.of(`${this.host}:${PORT}`, this);
  }

  url(): Endpoint {
    return Endpoint.of(`https://${this.host}`, this);
  }

  login(client: string): ObjectLogin {
    checkKnownClient(this, client, Object.keys(this.clients));
    const { credentials, workloadIdentity, ...rest } = this.clients[client] ?? {};
    return credentials
      ? { secretAccessKey: CredentialKey.of(credentials, accountKeyOf(rest)), workloadIdentity }
      : { workloadIdentity };
  }

  variables(client: string): Record<string, CredentialKey> {
    return loginVariables(this.login(client));
  }

  protected override get clientCredentials(): ICredentialSource[] {
    return Object.values(this.clients).flatMap(({ credentials }) => credentials ?? []);
  }

  private checkClient(name: string, client: AzureBlobClient): void {
    const { credentials, workloadIdentity } = client;
    if ((credentials === undefined) === (workloadIdentity === undefined)) {
      reportError(this, {
        property: `clients.${name}`,
        value: credentials ? 'credentials and workloadIdentity' : 'neither credentials nor workloadIdentity',
        rule: 'a program comes with the key of the account or with the identity of its pods',
        fix: 'give one of the two: an identity opens only what it is granted',
      });
    }
    if (credentials) {
      checkCredentials(this, credentials, [accountKeyOf(client)]);
    }
  }
}

function accountKeyOf({ accountKeyKey }: AzureBlobClient): string {
  return accountKeyKey ?? 'AZURE_STORAGE_KEY';
}
