import type { IConstruct } from 'constructs';

/** Rules over what is rendered. */
export interface IPolicyPack {
  /** Has every object of a construct and all below it judged, each time that the tree is validated. */
  applyTo(scope: IConstruct): void;
}
