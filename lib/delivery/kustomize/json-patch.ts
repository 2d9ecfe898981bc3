import { isJsonObject, type Json, type JsonObject } from '../../core/json';

/** One step of a patch as of RFC 6902. */
export interface JsonPatchStep {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value?: Json;
}

/** The steps from one manifest to another: exact for every kind, lists by their places. */
export function jsonPatch(before: Json, after: Json, path = ''): JsonPatchStep[] {
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return [];
  }
  if (isJsonObject(before) && isJsonObject(after)) {
    return fields(before, after, path);
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return after.flatMap((item, index) => jsonPatch(before[index], item, `${path}/${index}`));
  }
  return [{ op: 'replace', path, value: after }];
}

function fields(before: JsonObject, after: JsonObject, path: string): JsonPatchStep[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key): JsonPatchStep[] => {
    const [was, is] = [before[key], after[key]];
    const place = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (is === undefined) {
      return was === undefined ? [] : [{ op: 'remove', path: place }];
    }
    return was === undefined ? [{ op: 'add', path: place, value: is }] : jsonPatch(was, is, place);
  });
}
