import type { Analysis } from './analysis';
import type { ObjectTemplate } from './variant';
import { ValueExpression } from './expression';
import { expressionsOf, isTemplateMapping } from './template';
import { dotted } from './values-path';

/** A field that follows from a knob. */
export interface KnobField {
  readonly kind: string;
  readonly name: string;
  /** Its path. */
  readonly field: readonly (string | number)[];
  /** Whether the field is the value of the knob and nothing else. */
  readonly whole: boolean;
}

/** The fields that follow from each knob, by its path. */
export function knobFields({ variants }: Analysis): Map<string, KnobField[]> {
  const found = new Map<string, Map<string, KnobField>>();
  for (const { objects } of variants) {
    for (const object of objects.values()) {
      for (const { path, expression } of expressionsOf(object.manifest)) {
        const field = {
          kind: String(object.manifest.kind),
          name: nameOf(object),
          field: path,
          whole: expression instanceof ValueExpression,
        };
        for (const knob of new Set(expression.paths.map(dotted))) {
          const fields = found.get(knob) ?? new Map<string, KnobField>();
          fields.set(`${field.kind}/${field.name}/${path.join('/')}`, field);
          found.set(knob, fields);
        }
      }
    }
  }
  return new Map([...found].map(([knob, fields]) => [knob, [...fields.values()]]));
}

function nameOf({ manifest, contentNameBase }: ObjectTemplate): string {
  const name = contentNameBase ?? (isTemplateMapping(manifest.metadata) ? manifest.metadata.name : undefined);
  return typeof name === 'string' ? name : '';
}
