import type { ICredentialSource } from '../../contracts/credential-source';
import type { ExternalStoreOptions } from '../external-store-options';

/** A Tarantool that somebody else runs: an operator, another system. */
export interface TarantoolExternalOptions extends ExternalStoreOptions {
  /** The bundle with the password, or with a whole URL. */
  readonly credentials: ICredentialSource;

  /**
   * The user that programs come as.
   *
   * @default 'app'
   */
  readonly username?: string;

  /**
   * The key of the user, where the bundle has it. It wins over `username`.
   *
   * @default - none
   */
  readonly usernameKey?: string;

  /**
   * The key of the password.
   *
   * @default 'password'
   */
  readonly passwordKey?: string;

  /**
   * The key of a whole URL, where the bundle has one: programs then get it as it is. Its host is `host`, for the network
   * policies.
   *
   * @default - none: URLs are made of user and password
   */
  readonly urlKey?: string;

  /**
   * The port.
   *
   * @default 3301
   */
  readonly port?: number;
}
