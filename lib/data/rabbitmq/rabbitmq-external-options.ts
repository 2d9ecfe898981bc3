import type { ICredentialSource } from '../../contracts/credential-source';
import type { ExternalStoreOptions } from '../external-store-options';

/** A RabbitMQ that somebody else runs: a cloud, an operator, another system. */
export interface RabbitMqExternalOptions extends ExternalStoreOptions {
  /** The bundle with the user and the password, or with a whole URL. */
  readonly credentials: ICredentialSource;

  /**
   * The key of the user.
   *
   * @default 'username'
   */
  readonly usernameKey?: string;

  /**
   * The key of the password.
   *
   * @default 'password'
   */
  readonly passwordKey?: string;

  /**
   * The key of a whole AMQP URL, where the bundle has one: programs and scalers then get it as it is, and user and
   * password are not read. Its host is `host`, for the network policies.
   *
   * @default - none: URLs are made of user and password
   */
  readonly urlKey?: string;

  /**
   * The key of a whole URL of the management interface, with user and password in it: what a scaler over `http` needs
   * where `urlKey` is given.
   *
   * @default - none
   */
  readonly managementUrlKey?: string;

  /**
   * The virtual host.
   *
   * @default '/'
   */
  readonly virtualHost?: string;

  /**
   * Whether connections are encrypted, with a certificate that a known authority signed.
   *
   * @default false
   */
  readonly tls?: boolean;

  /**
   * The port for AMQP.
   *
   * @default - 5672, with TLS 5671
   */
  readonly port?: number;

  /**
   * The port of the management interface.
   *
   * @default - 15672, with TLS 15671
   */
  readonly managementPort?: number;
}
