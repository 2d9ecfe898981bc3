import type { ICredentialSource } from './credential-source';

/** One key of a bundle of credentials: what a variable, a file or an authentication is filled from. */
export interface ICredentialKey {
  /** The bundle. */
  readonly source: ICredentialSource;

  /** The key in the Secret. */
  readonly key: string;
}
