import type { Construct } from 'constructs';
import type { ICredentialSource } from '../../contracts/credential-source';
import type { ScalerConnection, ScalerRequest } from '../../contracts/event-source';
import { Endpoint } from '../../network/endpoint';
import { CredentialKey } from '../../secrets/credential-key';
import { ExternalEventSource } from '../external-event-source';
import type { IPostgreSql } from './i-postgresql';
import { type PostgreSqlAddress, postgreSqlScaler, postgreSqlUrl } from './postgresql-address';
import { checkCredentials } from '../credential-checks';
import type { PostgreSqlExternalOptions } from './postgresql-external-options';
import type { PostgreSqlUrlOptions } from './postgresql-url-options';
import { reportScaler } from './postgresql-scaler';
import { SslMode } from './ssl-mode';

/** A PostgreSQL that somebody else runs. */
export class ExternalPostgreSql extends ExternalEventSource implements IPostgreSql {
  readonly database: string;
  readonly credentials: ICredentialSource;
  private readonly details: PostgreSqlAddress;
  private readonly wholeUrl?: CredentialKey;
  private readonly sslMode: SslMode;

  constructor(scope: Construct, id: string, options: PostgreSqlExternalOptions) {
    const { host, credentials, urlKey, port = 5432, database = 'app' } = options;
    const usernameKey = options.usernameKey ?? 'username';
    const passwordKey = options.passwordKey ?? 'password';
    super(scope, id, options, port);
    this.database = database;
    this.credentials = credentials;
    this.sslMode = options.sslMode ?? SslMode.REQUIRE;
    this.wholeUrl = urlKey === undefined ? undefined : CredentialKey.of(credentials, urlKey);
    this.details = {
      name: id,
      host,
      port,
      database,
      username: CredentialKey.of(credentials, usernameKey),
      password: CredentialKey.of(credentials, passwordKey),
      peer: this,
      sslMode: this.sslMode,
    };
    checkCredentials(this, credentials, urlKey === undefined ? [usernameKey, passwordKey] : [urlKey]);
    if (urlKey === undefined) {
      this.checkEncryption('sslMode', this.sslMode);
    }
  }

  get address(): Endpoint {
    return Endpoint.of(`${this.details.host}:${this.details.port}`, this);
  }

  url(options: PostgreSqlUrlOptions = {}): Endpoint {
    const { sslMode, parameters = {} } = options;
    this.checkEncryption('url.sslMode', parameters.sslmode ?? parameters.ssl ?? sslMode);
    return this.wholeUrl === undefined ? postgreSqlUrl(this.details, options) : this.secretUrl(this.wholeUrl, options);
  }

  /** What libpq and the drivers call `allow` and `prefer` is in the clear as soon as the server, or who is in between, says so. */
  private checkEncryption(property: string, mode: string | undefined): void {
    if (mode !== undefined && ['disable', 'allow', 'prefer'].includes(mode)) {
      this.warnOfClearText({ property, value: mode, fix: 'use SslMode.REQUIRE, or SslMode.VERIFY_FULL' });
    }
  }

  protected override get clientCredentials(): ICredentialSource[] {
    return [this.credentials];
  }

  override toScalerConnection(request: ScalerRequest): ScalerConnection {
    reportScaler(this, request);
    return this.wholeUrl === undefined
      ? postgreSqlScaler(this.details, this.sslMode)
      : { credentials: { connection: this.wholeUrl } };
  }
}
