import type { Finding } from './diagnostic-entry';
import { copyOf, isJsonObject, type Json, type JsonObject } from './json';

/** One change to a rendered manifest. */
export interface OverrideOperation {
  readonly path: string;
  /** The value to set; undefined removes the field. */
  readonly value: Json | undefined;
}

type Step = { readonly field: string } | { readonly element: string };

/** Applies operations to a manifest, in place; returns what could not be done. */
export function applyOverrides(manifest: JsonObject, operations: readonly OverrideOperation[]): Finding[] {
  return operations.flatMap((operation) => applyOverride(manifest, operation) ?? []);
}

function applyOverride(manifest: JsonObject, operation: OverrideOperation): Finding | undefined {
  const steps = parsePath(operation.path);
  if (!steps) {
    return finding(
      operation.path,
      'no wire path',
      'write fields with dots and elements by name or index: spec.containers[app].image',
    );
  }
  let at: Json = manifest;
  let walked = '';
  for (const step of steps.slice(0, -1)) {
    const next = read(at, step);
    if (next === undefined) {
      return missing(operation.path, walked, step, at);
    }
    walked = join(walked, step);
    at = next;
  }
  const last = steps[steps.length - 1];
  if ('field' in last) {
    if (!isJsonObject(at)) {
      return finding(operation.path, `${walked} is no mapping`, 'name an element first, for example containers[app]');
    }
    if (operation.value === undefined) {
      delete at[last.field];
    } else {
      at[last.field] = copyOf(operation.value);
    }
    return undefined;
  }
  if (!Array.isArray(at)) {
    return finding(operation.path, `${walked} is no list`, 'use a dot for fields of a mapping');
  }
  const index = indexOf(at, last.element);
  if (index === undefined) {
    return missing(operation.path, walked, last, at);
  }
  if (operation.value === undefined) {
    at.splice(index, 1);
  } else {
    at[index] = copyOf(operation.value);
  }
  return undefined;
}

/** `spec.containers[app].env[0]`; a field with dots is quoted: `metadata.annotations["a.b/c"]`. */
function parsePath(path: string): Step[] | undefined {
  const steps: Step[] = [];
  const pattern = /\["((?:[^"\\]|\\.)*)"\]|\[([^\]"]+)\]|([^.[\]]+)/y;
  let position = 0;
  while (position < path.length) {
    if (path[position] === '.' && steps.length > 0) {
      position += 1;
    }
    pattern.lastIndex = position;
    const match = pattern.exec(path);
    if (!match) {
      return undefined;
    }
    steps.push(match[2] !== undefined ? { element: match[2] } : { field: match[1] ?? match[3] });
    position = pattern.lastIndex;
  }
  return steps.length > 0 ? steps : undefined;
}

function read(at: Json, step: Step): Json | undefined {
  if ('field' in step) {
    return isJsonObject(at) ? at[step.field] : undefined;
  }
  const index = Array.isArray(at) ? indexOf(at, step.element) : undefined;
  return index === undefined ? undefined : (at as Json[])[index];
}

function indexOf(list: Json[], element: string): number | undefined {
  const byName = list.findIndex((item) => isJsonObject(item) && item.name === element);
  if (byName >= 0) {
    return byName;
  }
  const index = /^\d+$/.test(element) ? Number(element) : -1;
  return index >= 0 && index < list.length ? index : undefined;
}

function join(walked: string, step: Step): string {
  return 'field' in step ? (walked ? `${walked}.${step.field}` : step.field) : `${walked}[${step.element}]`;
}

function missing(path: string, walked: string, step: Step, at: Json): Finding {
  const there = isJsonObject(at)
    ? Object.keys(at).join(', ')
    : Array.isArray(at)
      ? at.map((item, index) => (isJsonObject(item) && typeof item.name === 'string' ? item.name : index)).join(', ')
      : 'a scalar';
  return finding(
    path,
    `${join(walked, step)} does not exist`,
    `set ${join(walked, step)} first; ${walked || 'the object'} has: ${there || 'nothing'}`,
  );
}

function finding(path: string, rule: string, fix: string): Finding {
  return { property: `override of ${path}`, rule, fix };
}
