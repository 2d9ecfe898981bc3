import type { ICredentialSource } from '../../contracts/credential-source';
import type { ExternalStoreOptions } from '../external-store-options';
import type { SslMode } from './ssl-mode';

/** A PostgreSQL that somebody else runs: a cloud, an operator, another system. */
export interface PostgreSqlExternalOptions extends ExternalStoreOptions {
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
   * The key of a whole URL, where the bundle has one: programs then get it as it is, and user and password are not
   * read. Its host is `host`, for the network policies.
   *
   * @default - none: URLs are made of user and password
   */
  readonly urlKey?: string;

  /**
   * The port.
   *
   * @default 5432
   */
  readonly port?: number;

  /**
   * The database.
   *
   * @default 'app'
   */
  readonly database?: string;

  /**
   * Whether connections are encrypted.
   *
   * @default SslMode.REQUIRE
   */
  readonly sslMode?: SslMode;
}
