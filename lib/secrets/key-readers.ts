import type { ICredentialSource } from '../contracts/credential-source';

/** Which keys of a bundle are read, as far as it is said here. */
interface Readers {
  readonly keys: Set<string>;
  /** Whether the bundle is read as a whole, such as its files. */
  whole: boolean;
}

const readers = new WeakMap<ICredentialSource, Readers>();

function readersOf(source: ICredentialSource): Readers {
  const known = readers.get(source) ?? { keys: new Set<string>(), whole: false };
  readers.set(source, known);
  return known;
}

/** Says that a key of a bundle is read. */
export function markKeyRead(source: ICredentialSource, key: string): void {
  readersOf(source).keys.add(key);
}

/** Says that every key of a bundle is read, or may be. */
export function markBundleRead(source: ICredentialSource): void {
  readersOf(source).whole = true;
}

/** The keys that nothing reads; none where the bundle is read as a whole, or where nothing here reads it at all. */
export function unreadKeys(source: ICredentialSource, keys: readonly string[]): string[] {
  const { keys: read, whole } = readersOf(source);
  return whole || read.size === 0 ? [] : keys.filter((key) => !read.has(key));
}
