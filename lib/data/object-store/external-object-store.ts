import type { Construct } from 'constructs';
import type { ICredentialSource } from '../../contracts/credential-source';
import { Endpoint } from '../../network/endpoint';
import type { CredentialKey } from '../../secrets/credential-key';
import { checkCredentials } from '../credential-checks';
import { ExternalStore } from '../external-store';
import type { IObjectStore } from './i-object-store';
import { ObjectProtocol } from './i-object-store';
import type { ObjectLogin } from './object-client';
import { clientKeys, loginVariables, loginWithKeys } from './object-client-keys';
import { checkBuckets, checkClientNames, checkKnownClient } from './object-store-checks';
import type { ObjectStoreExternalOptions } from './object-store-external-options';

/** An object store that speaks S3 and that somebody else runs. */
export class ExternalObjectStore extends ExternalStore implements IObjectStore {
  readonly protocol = ObjectProtocol.S3;
  readonly buckets: string[];
  readonly region: string;
  private readonly scheme: string;
  private readonly authority: string;
  private readonly clients: NonNullable<ObjectStoreExternalOptions['clients']>;

  constructor(scope: Construct, id: string, options: ObjectStoreExternalOptions) {
    const { tls = true, port = tls ? 443 : 80, clients = {} } = options;
    super(scope, id, options, port);
    this.buckets = [...options.buckets];
    this.region = options.region ?? 'us-east-1';
    this.scheme = tls ? 'https' : 'http';
    this.authority = `${options.host}:${port}`;
    this.clients = clients;
    checkBuckets(this, 'buckets', this.buckets, this.protocol);
    checkClientNames(this, Object.keys(clients));
    if (!tls) {
      this.warnOfClearText({
        property: 'tls',
        value: 'false',
        rule: 'the server is outside the cluster, and whoever is on the way can read and repeat what is signed with the keys',
        fix: 'leave tls out: https',
      });
    }
    Object.values(clients).forEach((client) => checkCredentials(this, client.credentials, clientKeys(client)));
  }

  get address(): Endpoint {
    return Endpoint.of(this.authority, this);
  }

  url(): Endpoint {
    return Endpoint.of(`${this.scheme}://${this.authority}`, this);
  }

  login(client: string): ObjectLogin {
    checkKnownClient(this, client, Object.keys(this.clients));
    return loginWithKeys(this.clients[client]);
  }

  variables(client: string): Record<string, CredentialKey> {
    return loginVariables(this.login(client));
  }

  protected override get clientCredentials(): ICredentialSource[] {
    return Object.values(this.clients).map(({ credentials }) => credentials);
  }
}
