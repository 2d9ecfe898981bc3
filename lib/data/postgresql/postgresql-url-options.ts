import type { SslMode } from './ssl-mode';

/** How a program wants the address of a PostgreSQL. */
export interface PostgreSqlUrlOptions {
  /**
   * The scheme, with the driver where the program wants it there, for example `postgresql+asyncpg`.
   *
   * @default 'postgresql'
   */
  readonly scheme?: string;

  /**
   * The database.
   *
   * @default - the one that the server was made with
   */
  readonly database?: string;

  /**
   * Whether the connection is encrypted, which stands in the URL as `sslmode`, for asyncpg as `ssl`.
   *
   * @default - outside the cluster what `external` was told; else the driver decides
   */
  readonly sslMode?: SslMode;

  /**
   * Other parameters of the URL.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string };

  /**
   * How the variables for the user and the password begin, which the URL refers to.
   *
   * @default - the name of the server in capitals: `postgres` gives `POSTGRES_USERNAME` and `POSTGRES_PASSWORD`
   */
  readonly variablePrefix?: string;
}
