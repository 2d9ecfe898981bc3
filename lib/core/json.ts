/** A value as it stands in a manifest. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A mapping as it stands in a manifest; `undefined` marks a key that is left out. */
export interface JsonObject {
  [key: string]: Json | undefined;
}

/** Whether a value is a mapping, neither a list nor a scalar. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy that shares nothing. */
export function copyOf<T extends Json>(value: T): T;
export function copyOf(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map((item) => copyOf(item));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const fields = Object.entries(value).map(([key, field]) => [key, field === undefined ? undefined : copyOf(field)]);
  return Object.fromEntries(fields) as JsonObject;
}
