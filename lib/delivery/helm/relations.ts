import { Expression, ValueExpression } from './expression';
import { isTemplateMapping, type Template } from './template';
import { dotted, type ValuesPath } from './values-path';
import type { Variant } from './variant';

/** Two knobs of which the first must not exceed the second. */
export interface Relation {
  readonly least: ValuesPath;
  readonly most: ValuesPath;
  readonly quantities: boolean;
  /** Whether it must be below the second. */
  readonly strict: boolean;
}

const BOUNDS: readonly (readonly [least: string, most: string])[] = [
  ['minReplicas', 'maxReplicas'],
  ['minReplicaCount', 'maxReplicaCount'],
];

/** What synth checks between knobs that stand beside each other in a manifest. */
export function relations(variants: readonly Variant[]): Relation[] {
  const found = new Map<string, Relation>();
  const add = (least: Template | undefined, most: Template | undefined, quantities: boolean): void => {
    if (least instanceof ValueExpression && most instanceof ValueExpression) {
      found.set(`${dotted(least.path)} ${dotted(most.path)}`, {
        least: least.path,
        most: most.path,
        quantities,
        strict: false,
      });
    }
  };
  const walk = (part: Template): void => {
    if (Array.isArray(part)) {
      part.forEach(walk);
    } else if (!(part instanceof Expression) && isTemplateMapping(part)) {
      BOUNDS.forEach(([least, most]) => add(part[least], part[most], false));
      const { requests, limits } = part;
      if (requests !== undefined && limits !== undefined && isTemplateMapping(requests) && isTemplateMapping(limits)) {
        Object.keys(requests).forEach((resource) => add(requests[resource], limits[resource], true));
      }
      Object.values(part).forEach(walk);
    }
  };
  variants.forEach(({ objects }) => objects.forEach(({ manifest }) => walk(manifest)));
  return [...found.values()];
}
