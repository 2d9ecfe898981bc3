/** How a program wants the address of a Tarantool. */
export interface TarantoolUrlOptions {
  /**
   * The scheme.
   *
   * @default 'tarantool'
   */
  readonly scheme?: string;

  /**
   * How the variable for the password begins, which the URL refers to, and that for the user where a bundle has it.
   *
   * @default - the name of the server in capitals: `tarantool` gives `TARANTOOL_PASSWORD`
   */
  readonly variablePrefix?: string;
}
