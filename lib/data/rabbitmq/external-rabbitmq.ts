import type { Construct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import type { ICredentialSource } from '../../contracts/credential-source';
import type { ScalerConnection, ScalerRequest } from '../../contracts/event-source';
import { Endpoint } from '../../network/endpoint';
import { CredentialKey } from '../../secrets/credential-key';
import { checkCredentials } from '../credential-checks';
import { ExternalEventSource } from '../external-event-source';
import type { IRabbitMq } from './i-rabbitmq';
import {
  asksManagement,
  checkScaler,
  checkVirtualHost,
  type RabbitMqAddress,
  rabbitMqScaler,
  rabbitMqUrl,
} from './rabbitmq-address';
import type { RabbitMqExternalOptions } from './rabbitmq-external-options';
import type { RabbitMqUrlOptions } from './rabbitmq-url-options';

/** A RabbitMQ that somebody else runs. */
export class ExternalRabbitMq extends ExternalEventSource implements IRabbitMq {
  readonly virtualHost: string;
  readonly credentials: ICredentialSource;
  private readonly details: RabbitMqAddress;
  private readonly wholeUrl?: CredentialKey;
  private readonly wholeManagementUrl?: CredentialKey;

  constructor(scope: Construct, id: string, options: RabbitMqExternalOptions) {
    const { host, credentials, urlKey, managementUrlKey, virtualHost = '/', tls = false } = options;
    const usernameKey = options.usernameKey ?? 'username';
    const passwordKey = options.passwordKey ?? 'password';
    const port = options.port ?? (tls ? 5671 : 5672);
    super(scope, id, options, port);
    this.virtualHost = virtualHost;
    this.credentials = credentials;
    this.wholeUrl = urlKey === undefined ? undefined : CredentialKey.of(credentials, urlKey);
    this.wholeManagementUrl =
      managementUrlKey === undefined ? undefined : CredentialKey.of(credentials, managementUrlKey);
    this.details = {
      name: id,
      host,
      port,
      managementPort: options.managementPort ?? (tls ? 15671 : 15672),
      virtualHost,
      tls,
      username: CredentialKey.of(credentials, usernameKey),
      password: CredentialKey.of(credentials, passwordKey),
      peer: this,
    };
    checkVirtualHost(this, virtualHost);
    checkCredentials(this, credentials, [
      ...(urlKey === undefined ? [usernameKey, passwordKey] : [urlKey]),
      ...(managementUrlKey === undefined ? [] : [managementUrlKey]),
    ]);
    // What a URL says that is kept as a whole cannot be seen.
    if (urlKey === undefined && !tls) {
      this.warnOfClearText(WITHOUT_TLS);
    }
  }

  get address(): Endpoint {
    return Endpoint.of(`${this.details.host}:${this.details.port}`, this);
  }

  get managementUrl(): Endpoint {
    if (!this.details.tls) {
      this.warnOfClearText(WITHOUT_TLS);
    }
    return this.urlOn({ port: this.details.managementPort }, this.details.tls ? 'https' : 'http');
  }

  url(options: RabbitMqUrlOptions = {}): Endpoint {
    if (this.details.tls && options.scheme === 'amqp') {
      this.warnOfClearText({ property: 'url.scheme', value: '"amqp"', fix: "use 'amqps', or leave it out" });
    }
    return this.wholeUrl === undefined ? rabbitMqUrl(this.details, options) : this.secretUrl(this.wholeUrl, options);
  }

  protected override get clientCredentials(): ICredentialSource[] {
    return [this.credentials];
  }

  override toScalerConnection(request: ScalerRequest): ScalerConnection {
    checkScaler(this, request);
    if (this.wholeUrl === undefined) {
      return rabbitMqScaler(this.details, request);
    }
    if (!asksManagement(request)) {
      return { credentials: { host: this.wholeUrl } };
    }
    if (this.wholeManagementUrl === undefined) {
      reportError(this, {
        property: 'managementUrlKey',
        value: 'nothing, with a scaler over http',
        rule: 'the scaler takes a whole URL as it is, and the one under urlKey is for AMQP',
        fix: 'add a URL of the management interface to the bundle and name its key, or give user and password instead of urlKey',
      });
      return {};
    }
    return { credentials: { host: this.wholeManagementUrl } };
  }
}

const WITHOUT_TLS = { property: 'tls', value: 'false', fix: 'declare tls: true, where the broker listens for amqps' };
