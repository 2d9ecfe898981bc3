import type { ICredentialKey } from '../contracts/credential-key';
import type { ICredentialSource } from '../contracts/credential-source';

/** One key of a bundle of credentials: what a variable or a file is filled from. */
export class CredentialKey implements ICredentialKey {
  /** A key of any bundle. */
  public static of(source: ICredentialSource, key: string): CredentialKey {
    return new CredentialKey(source, key);
  }

  private constructor(
    /** The bundle. */
    public readonly source: ICredentialSource,
    /** The key in the Secret. */
    public readonly key: string,
  ) {}
}
