import { isJsonObject } from '../core/json';
import type { Json, JsonObject } from '../core/json';

/** The value at a path of keys, or `undefined` where a key is missing on the way. */
export function valueAt(value: Json | undefined, ...keys: string[]): Json | undefined {
  return keys.reduce<Json | undefined>((parent, key) => (isJsonObject(parent) ? parent[key] : undefined), value);
}

/** The mappings in a list; none where the value is no list. */
export function mappingsIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The strings in a list; none where the value is no list. */
export function stringsIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The entries of a mapping whose values are strings: labels, selectors. */
export function stringEntries(value: Json | undefined): Record<string, string> {
  if (!isJsonObject(value)) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** A string, or `undefined` for every other value. */
export function stringOrNone(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The `kind` of an object, empty where it has none. */
export function kindOf(object: JsonObject): string {
  return stringOrNone(object.kind) ?? '';
}

/** The `metadata.name` of an object, empty where it has none. */
export function nameOf(object: JsonObject): string {
  return stringOrNone(valueAt(object, 'metadata', 'name')) ?? '';
}

/** The `metadata.namespace` of an object, where it states one. */
export function statedNamespace(object: JsonObject): string | undefined {
  return stringOrNone(valueAt(object, 'metadata', 'namespace'));
}

/** The namespace a namespaced object ends up in: the stated one or `default`. */
export function namespaceOf(object: JsonObject): string {
  return statedNamespace(object) ?? 'default';
}

/** `namespace/name` of an object, or only its name where it states no namespace. */
export function titleOf(object: JsonObject): string {
  const namespace = statedNamespace(object);
  return namespace === undefined ? nameOf(object) : `${namespace}/${nameOf(object)}`;
}
