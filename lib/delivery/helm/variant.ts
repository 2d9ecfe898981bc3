import type { Phase } from '../../core/phase';
import type { Values } from './place-values';
import type { Template, TemplateMapping } from './template';

/** An object of a variant. */
export interface ObjectTemplate {
  readonly id: string;
  readonly phase: Phase;
  /** The step of the phase. */
  readonly step: number;
  readonly manifest: TemplateMapping;
  /** What stands before the hash, where the name is by content. */
  readonly contentNameBase: Template | undefined;
}

/** What decides which variant it is: the environment, and the choice of each switch by its path. */
export type Selection = Readonly<Record<string, string | boolean>>;

/** The key of the environment in a selection. */
export const ENVIRONMENT = 'environment';

/** The objects that there are with certain choices. */
export interface Variant {
  readonly selection: Selection;
  /** The values of the environment, with these choices. */
  readonly base: Values;
  readonly objects: ReadonlyMap<string, ObjectTemplate>;
}
