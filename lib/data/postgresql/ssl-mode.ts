/** Whether a connection to PostgreSQL is encrypted, and whom it trusts, in the words of libpq. */
export enum SslMode {
  /** In the clear. */
  DISABLE = 'disable',

  /** Encrypted where the server can. */
  PREFER = 'prefer',

  /** Encrypted, to whoever answers. */
  REQUIRE = 'require',

  /** Encrypted, to a server whose certificate a known authority signed. */
  VERIFY_CA = 'verify-ca',

  /** As before, and the certificate is for the host that was asked for. */
  VERIFY_FULL = 'verify-full',
}
