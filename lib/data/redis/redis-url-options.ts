/** How a program wants the address of a Redis. */
export interface RedisUrlOptions {
  /**
   * The scheme.
   *
   * @default - `redis`, or `rediss` for an external one with TLS
   */
  readonly scheme?: string;

  /**
   * The number of the database.
   *
   * @default 0
   */
  readonly database?: number;

  /**
   * Parameters of the URL.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string };

  /**
   * How the variable for the password begins, which the URL refers to, and that for the user where there is one.
   *
   * @default - the name of the server in capitals: `redis` gives `REDIS_PASSWORD`
   */
  readonly variablePrefix?: string;
}
