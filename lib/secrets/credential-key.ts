import type { ICredentialKey } from '../contracts/credential-key';
import type { ICredentialSource } from '../contracts/credential-source';
import { markKeyRead } from './key-readers';

/** One key of a bundle of credentials: what a variable or a file is filled from. */
export class CredentialKey implements ICredentialKey {
  /** A key of any bundle. */
  public static of(source: ICredentialSource, key: string): CredentialKey {
    markKeyRead(source, key);
    return new CredentialKey(source, key);
  }

  private constructor(
    /** The bundle. */
    public readonly source: ICredentialSource,
    /** The key in the Secret. */
    public readonly key: string,
  ) {}
}
