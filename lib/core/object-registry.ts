import type { ApiObject } from 'cdk8s';
import type { JsonObject } from './json';
import type { Phase } from './phase';
import { RootState } from './root-state';

/** An object that keeps what it is given and is rendered once. */
export interface LosslessObject extends ApiObject {
  readonly phase: Phase;
  /** What stands before the hash in a name by content; undefined for other names. */
  readonly _contentNameBase: string | undefined;
  /** The manifest, not to be changed by who reads it. */
  _render(): JsonObject;
  /** Writes reasons onto the manifest, as annotations. */
  _explain(reasons: Readonly<Record<string, string>>): void;
  /** Lets the manifest go; it is rendered again, to the same, for who asks again. */
  _release(): void;
}

/** The lossless objects of a tree, in the order in which they were made. */
export const losslessObjects = new RootState<LosslessObject[]>(() => []);

/** Whether an object is lossless; cdk8s answers `instanceof` of any subclass with yes for every `ApiObject`. */
export function isLossless(object: ApiObject): object is LosslessObject {
  return '_render' in object;
}
