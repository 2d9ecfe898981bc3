import type { Construct } from 'constructs';
import type { ICredentialSource } from '../../contracts/credential-source';
import { Endpoint } from '../../network/endpoint';
import { CredentialKey } from '../../secrets/credential-key';
import { checkCredentials } from '../credential-checks';
import { ExternalStore } from '../external-store';
import type { ITarantool } from './i-tarantool';
import { type TarantoolAddress, tarantoolUrl } from './tarantool-address';
import { checkUsername, SERVER_PORT } from './tarantool-configuration';
import type { TarantoolExternalOptions } from './tarantool-external-options';
import type { TarantoolUrlOptions } from './tarantool-url-options';

/** A Tarantool that somebody else runs. */
export class ExternalTarantool extends ExternalStore implements ITarantool {
  readonly credentials: ICredentialSource;
  private readonly details: TarantoolAddress;
  private readonly wholeUrl?: CredentialKey;

  constructor(scope: Construct, id: string, options: TarantoolExternalOptions) {
    const { host, credentials, urlKey, usernameKey, username = 'app', passwordKey = 'password' } = options;
    const { port = SERVER_PORT } = options;
    super(scope, id, options, port);
    this.credentials = credentials;
    this.wholeUrl = urlKey === undefined ? undefined : CredentialKey.of(credentials, urlKey);
    this.details = {
      name: id,
      host,
      port,
      username: usernameKey === undefined ? username : CredentialKey.of(credentials, usernameKey),
      password: CredentialKey.of(credentials, passwordKey),
      peer: this,
    };
    // What a URL says that is kept as a whole cannot be seen.
    if (urlKey === undefined) {
      this.warnOfClearText({
        property: 'host',
        value: host,
        rule: 'the server is outside the cluster, and its protocol is not encrypted: whoever is on the way can read it',
        fix: 'lead the connection through a tunnel, and give its Service as the host',
      });
    }
    if (usernameKey === undefined) {
      checkUsername(this, username);
    }
    checkCredentials(
      this,
      credentials,
      urlKey === undefined ? [...(usernameKey === undefined ? [] : [usernameKey]), passwordKey] : [urlKey],
    );
  }

  get address(): Endpoint {
    return Endpoint.of(`${this.details.host}:${this.details.port}`, this);
  }

  get hostName(): Endpoint {
    return Endpoint.of(this.details.host, this);
  }

  get portNumber(): Endpoint {
    return Endpoint.of(String(this.details.port), this);
  }

  url(options: TarantoolUrlOptions = {}): Endpoint {
    return this.wholeUrl === undefined ? tarantoolUrl(this.details, options) : this.secretUrl(this.wholeUrl, options);
  }

  protected override get clientCredentials(): ICredentialSource[] {
    return [this.credentials];
  }
}
