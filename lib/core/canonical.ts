import { Lazy } from 'cdk8s';
import type { Json, JsonObject } from './json';

/** Beyond this many keys the engine's sort beats insertion. */
const INSERTION_SORT_LIMIT = 24;

/**
 * Makes manifest JSON of what constructs produce.
 *
 * - Keys whose value is undefined or null are left out of mappings; in lists null stays and undefined is left out.
 * - `Lazy` values and objects with a `resolve()` function are replaced by what they give.
 * - Instances that wrap a string or number in `value` (`Quantity`, `IntOrString`) become that value; dates become
 *   ISO 8601 text.
 * - Keys are ordered: apiVersion, kind, metadata, name, namespace, image, then by code unit. Keys that are array
 *   indices ("0", "17") come before all others, in numeric order: JavaScript objects allow no other place for them.
 *
 * The result shares no object with the input.
 *
 * @throws Error with the wire path for functions, symbols, bigints, numbers that are not finite, invalid dates, other
 * class instances and cycles.
 */
export function canonical(value: unknown): Json | undefined {
  return walk(value, { keys: [], ancestors: [] }, 0);
}

/** Where the walk stands: one pair of stacks per call, so that producers may call `canonical` themselves. */
interface Trail {
  /** The key that leads to each level; undefined where a value was resolved in place. */
  readonly keys: (string | number | undefined)[];

  /** The objects above the current one. */
  readonly ancestors: object[];
}

function walk(value: unknown, trail: Trail, depth: number): Json | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) {
        throw refusal(trail, depth, `the number ${value}`);
      }
      // Adding zero turns -0, which JSON does not know, into 0.
      return value + 0;
    case 'undefined':
      return undefined;
    case 'object':
      return value === null ? null : walkObject(value, trail, depth);
    default:
      throw refusal(trail, depth, `a ${typeof value}`);
  }
}

function walkObject(value: object, trail: Trail, depth: number): Json | undefined {
  const ancestors = trail.ancestors;
  for (let level = 0; level < depth; level++) {
    if (ancestors[level] === value) {
      throw refusal(trail, depth, 'a value that contains itself');
    }
  }
  ancestors[depth] = value;

  if (Array.isArray(value)) {
    return walkList(value, trail, depth);
  }
  if (typeof (value as { resolve?: unknown }).resolve === 'function') {
    return walkResolved((value as { resolve(): unknown }).resolve(), trail, depth);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // A prototype without a prototype is the Object.prototype of another realm.
  if (prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null) {
    return walkMapping(value as Record<string, unknown>, trail, depth);
  }
  return walkInstance(value, trail, depth);
}

function walkList(list: readonly unknown[], trail: Trail, depth: number): Json[] {
  const result: Json[] = [];
  for (let index = 0; index < list.length; index++) {
    trail.keys[depth] = index;
    const item = walk(list[index], trail, depth + 1);
    if (item !== undefined) {
      result.push(item);
    }
  }
  return result;
}

function walkMapping(mapping: Record<string, unknown>, trail: Trail, depth: number): JsonObject {
  const result: JsonObject = {};
  const keys = sortKeys(Object.keys(mapping));
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index];
    trail.keys[depth] = key;
    const item = walk(mapping[key], trail, depth + 1);
    if (item === undefined || item === null) {
      continue;
    }
    if (key === '__proto__') {
      // An assignment would set the prototype instead of a key.
      Object.defineProperty(result, key, { value: item, enumerable: true, configurable: true, writable: true });
    } else {
      result[key] = item;
    }
  }
  return result;
}

function walkInstance(instance: object, trail: Trail, depth: number): Json | undefined {
  if (instance instanceof Lazy) {
    return walkResolved(instance.produce(), trail, depth);
  }
  const wrapped = (instance as { value?: unknown }).value;
  if (typeof wrapped === 'string' || typeof wrapped === 'number') {
    return walk(wrapped, trail, depth);
  }
  if (instance instanceof Date) {
    if (Number.isNaN(instance.getTime())) {
      throw refusal(trail, depth, 'an invalid date');
    }
    return instance.toISOString();
  }
  throw refusal(trail, depth, `an instance of ${instance.constructor?.name || 'an unnamed class'}`);
}

function walkResolved(value: unknown, trail: Trail, depth: number): Json | undefined {
  trail.keys[depth] = undefined;
  return walk(value, trail, depth + 1);
}

function sortKeys(keys: string[]): string[] {
  if (keys.length > INSERTION_SORT_LIMIT) {
    return keys.sort((a, b) => (precedes(a, b) ? -1 : 1));
  }
  for (let next = 1; next < keys.length; next++) {
    const key = keys[next];
    let slot = next;
    while (slot > 0 && precedes(key, keys[slot - 1])) {
      keys[slot] = keys[slot - 1];
      slot--;
    }
    keys[slot] = key;
  }
  return keys;
}

function precedes(a: string, b: string): boolean {
  const difference = rank(a) - rank(b);
  return difference === 0 ? a < b : difference < 0;
}

function rank(key: string): number {
  switch (key) {
    case 'apiVersion':
      return 0;
    case 'kind':
      return 1;
    case 'metadata':
      return 2;
    case 'name':
      return 3;
    case 'namespace':
      return 4;
    case 'image':
      return 5;
    default:
      return 6;
  }
}

function refusal(trail: Trail, depth: number, found: string): Error {
  let path = '';
  for (const key of trail.keys.slice(0, depth)) {
    if (typeof key === 'number') {
      path += `[${key}]`;
    } else if (key !== undefined) {
      path += /^[\w-]+$/.test(key) ? `${path === '' ? '' : '.'}${key}` : `[${JSON.stringify(key)}]`;
    }
  }
  return new Error(`${path === '' ? 'the document' : path}: ${found} cannot stand in a manifest`);
}
