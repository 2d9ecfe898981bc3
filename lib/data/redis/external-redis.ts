import type { Construct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import type { ICredentialSource } from '../../contracts/credential-source';
import type { ScalerConnection, ScalerRequest } from '../../contracts/event-source';
import { Endpoint } from '../../network/endpoint';
import { CredentialKey } from '../../secrets/credential-key';
import { ExternalEventSource } from '../external-event-source';
import { checkCredentials } from '../credential-checks';
import type { IRedis } from './i-redis';
import { checkScaler, type RedisAddress, redisScaler, redisUrl } from './redis-address';
import { SERVER_PORT } from './redis-configuration';
import type { RedisExternalOptions } from './redis-external-options';
import type { RedisUrlOptions } from './redis-url-options';

/** A Redis that somebody else runs. */
export class ExternalRedis extends ExternalEventSource implements IRedis {
  readonly credentials: ICredentialSource;
  private readonly details: RedisAddress;
  private readonly wholeUrl?: CredentialKey;

  constructor(scope: Construct, id: string, options: RedisExternalOptions) {
    const { host, credentials, urlKey, usernameKey, passwordKey = 'password', port = SERVER_PORT } = options;
    super(scope, id, options, port);
    this.credentials = credentials;
    this.wholeUrl = urlKey === undefined ? undefined : CredentialKey.of(credentials, urlKey);
    this.details = {
      name: id,
      host,
      port,
      tls: options.tls ?? false,
      username: usernameKey === undefined ? undefined : CredentialKey.of(credentials, usernameKey),
      password: CredentialKey.of(credentials, passwordKey),
      peer: this,
    };
    checkCredentials(
      this,
      credentials,
      urlKey === undefined ? [...(usernameKey === undefined ? [] : [usernameKey]), passwordKey] : [urlKey],
    );
    // What a URL says that is kept as a whole cannot be seen.
    if (urlKey === undefined && !this.details.tls) {
      this.warnOfClearText(WITHOUT_TLS);
    }
  }

  get address(): Endpoint {
    return Endpoint.of(`${this.details.host}:${this.details.port}`, this);
  }

  url(options: RedisUrlOptions = {}): Endpoint {
    if (this.details.tls && options.scheme === 'redis') {
      this.warnOfClearText({ property: 'url.scheme', value: '"redis"', fix: "use 'rediss', or leave it out" });
    }
    return this.wholeUrl === undefined ? redisUrl(this.details, options) : this.secretUrl(this.wholeUrl, options);
  }

  protected override get clientCredentials(): ICredentialSource[] {
    return [this.credentials];
  }

  override toScalerConnection(request: ScalerRequest): ScalerConnection {
    checkScaler(this, request);
    if (!this.details.tls) {
      this.warnOfClearText(WITHOUT_TLS);
    }
    const { knownKeys, secretName } = this.credentials;
    const { key } = this.details.password;
    if (this.wholeUrl !== undefined && knownKeys && !knownKeys.includes(key)) {
      reportError(this, {
        property: 'passwordKey',
        value: `${JSON.stringify(key)}, which ${secretName} has not`,
        rule: 'the scaler takes host, port and password, and no URL',
        fix: 'add the password to the bundle, too, and name its key',
      });
    }
    return redisScaler(this.details);
  }
}

const WITHOUT_TLS = { property: 'tls', value: 'false', fix: 'declare tls: true, where the server listens for rediss' };
