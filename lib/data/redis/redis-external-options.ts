import type { ICredentialSource } from '../../contracts/credential-source';
import type { ExternalStoreOptions } from '../external-store-options';

/** A Redis that somebody else runs: a cloud, an operator, another system. */
export interface RedisExternalOptions extends ExternalStoreOptions {
  /** The bundle with the password, or with a whole URL. */
  readonly credentials: ICredentialSource;

  /**
   * The key of the user, where the server has more than one.
   *
   * @default - none: the default user
   */
  readonly usernameKey?: string;

  /**
   * The key of the password.
   *
   * @default 'password'
   */
  readonly passwordKey?: string;

  /**
   * The key of a whole URL, where the bundle has one: programs then get it as it is. Scalers take no URL: for them the
   * bundle has the password, too. Its host is `host`, for the network policies.
   *
   * @default - none: URLs are made of user and password
   */
  readonly urlKey?: string;

  /**
   * Whether connections are encrypted, with a certificate that a known authority signed.
   *
   * @default false
   */
  readonly tls?: boolean;

  /**
   * The port.
   *
   * @default 6379
   */
  readonly port?: number;
}
