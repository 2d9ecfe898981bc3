/** Where a vault keeps a value. */
export interface CredentialOrigin {
  /** The name of the bundle. */
  readonly secretName: string;

  /** The key in it. */
  readonly key: string;
}
