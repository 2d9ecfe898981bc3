import { canonical } from '../../core/canonical';
import { isJsonObject, type Json, type JsonObject } from '../../core/json';
import { Expression } from './expression';
import type { Values } from './place-values';
import { valueAt, type ValuesPath } from './values-path';

/** A manifest, or a part of one, in which fields may follow from values. */
export type Template =
  string | number | boolean | null | Expression | Guarded | OpenEntries | Template[] | TemplateMapping;

/** The key at which the entries of an open mapping stand, beside the fields that are known. */
export const OPEN_ENTRIES = '\u0000';

/** The entries of a mapping of the values, as fields. */
export class OpenEntries {
  constructor(readonly path: ValuesPath) {}
}

/** A field that is there under a condition of a template. */
export class Guarded {
  constructor(
    readonly condition: string,
    readonly template: Template,
  ) {}
}

/** A mapping in a template. */
export interface TemplateMapping {
  [key: string]: Template;
}

/** Whether a part of a template is a mapping. */
export function isTemplateMapping(template: Template): template is TemplateMapping {
  const instance = template instanceof Expression || template instanceof Guarded || template instanceof OpenEntries;
  return !instance && isJsonObject(template);
}

/** What a template is with given values. */
export function evaluate(template: Template, values: Values): Json {
  if (template instanceof Expression) {
    return template.evaluate(values);
  }
  if (Array.isArray(template)) {
    return template.map((item) => evaluate(item, values));
  }
  if (isTemplateMapping(template)) {
    const fields = Object.entries(template).flatMap(([key, field]): [string, Json][] =>
      field instanceof OpenEntries
        ? Object.entries(valueAt(values, field.path) as Record<string, Json>)
        : [[key, evaluate(field, values)]],
    );
    return canonical(Object.fromEntries(fields)) as JsonObject;
  }
  if (template instanceof OpenEntries) {
    throw new Error('the entries of a mapping stand in a mapping');
  }
  return template instanceof Guarded ? evaluate(template.template, values) : template;
}

/** Every expression in a template, with the path to its field. */
export function expressionsOf(
  template: Template,
  path: readonly (string | number)[] = [],
): { readonly path: readonly (string | number)[]; readonly expression: Expression }[] {
  if (template instanceof Expression) {
    return [{ path, expression: template }];
  }
  if (Array.isArray(template)) {
    return template.flatMap((item, index) => expressionsOf(item, [...path, index]));
  }
  return isTemplateMapping(template)
    ? Object.entries(template).flatMap(([key, field]) => expressionsOf(field, [...path, key]))
    : [];
}
