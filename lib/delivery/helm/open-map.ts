import { isJsonObject, type Json } from '../../core/json';
import type { Values } from './place-values';
import type { Rendering } from './rendering';
import { isTemplateMapping, OPEN_ENTRIES, OpenEntries, type Template } from './template';
import { dotted, isPlainMapping, type ValuesPath, valueAt } from './values-path';

/** A mapping of text whose entries go to the output as they are, whatever they are called. */
export interface OpenMap {
  readonly path: ValuesPath;
  /** What the mappings that they go to have of their own. */
  readonly taken: readonly string[];
}

const VALUE = 'kxopenvalue';
const SECOND_VALUE = 'kxopentoovalue';

/** What stands in an open mapping while its places are looked for: it is in no other one. */
export function oneEntry(path: ValuesPath): Record<string, string> {
  return { [keyIn(path)]: VALUE };
}

/** The same with one more. */
export function twoEntries(path: ValuesPath): Record<string, string> {
  return { ...oneEntry(path), [secondKeyIn(path)]: SECOND_VALUE };
}

function keyIn(path: ValuesPath): string {
  return `KXOPEN_${dotted(path).replace(/[^A-Za-z0-9]/g, (sign) => `_${sign.charCodeAt(0)}_`)}`;
}

function secondKeyIn(path: ValuesPath): string {
  return `${keyIn(path)}_TOO`;
}

/** The mappings of text, or of nothing, that every environment has. */
export function mappingsOfText(values: readonly Values[], path: ValuesPath = []): ValuesPath[] {
  const found = values.map((each) => valueAt(each, path));
  if (!found.every(isPlainMapping)) {
    return [];
  }
  if (path.length > 0 && found.every((mapping) => Object.values(mapping).every((value) => typeof value === 'string'))) {
    return [path];
  }
  return Object.keys(found[0]).flatMap((key) => mappingsOfText(values, [...path, key]));
}

/**
 * Whether all that follows from a second entry stands beside what follows from the first. Gives what else stands there,
 * and undefined where more follows, or where nothing else stands there and an empty mapping would be left.
 */
export function takenBeside(path: ValuesPath, one: Rendering, two: Rendering): string[] | undefined {
  const [key, secondKey] = [keyIn(path), secondKeyIn(path)];
  const taken = new Set<string>();
  let places = 0;
  const walk = (a: Json | undefined, b: Json | undefined): boolean => {
    if (Array.isArray(a) && Array.isArray(b)) {
      return a.length === b.length && a.every((item, index) => walk(item, b[index]));
    }
    if (!isJsonObject(a) || !isJsonObject(b)) {
      return a === b;
    }
    const { [key]: first, ...others } = a as Record<string, Json>;
    const { [key]: firstToo, [secondKey]: second, ...othersToo } = b as Record<string, Json>;
    if (second !== undefined || first !== undefined) {
      const keys = Object.keys(others);
      keys.forEach((each) => taken.add(each));
      places += 1;
      if (first !== VALUE || firstToo !== VALUE || second !== SECOND_VALUE || keys.length === 0) {
        return false;
      }
    }
    const same = Object.keys(others).length === Object.keys(othersToo).length;
    return same && Object.entries(others).every(([name, value]) => walk(value, othersToo[name]));
  };
  const alike =
    one.parts.size === two.parts.size &&
    [...one.parts.values()].every(({ id, manifest }) => walk(manifest, two.parts.get(id)?.manifest));
  return alike && places > 0 ? [...taken].sort() : undefined;
}

/** The template with the entries of an open mapping in the places of the one that stood for them. */
export function withOpenEntries(template: Template, path: ValuesPath): Template {
  if (Array.isArray(template)) {
    return template.map((item) => withOpenEntries(item, path));
  }
  if (!isTemplateMapping(template)) {
    return template;
  }
  const fields = Object.entries(template).map(([key, field]): [string, Template] =>
    key === keyIn(path) && field === VALUE
      ? [OPEN_ENTRIES, new OpenEntries(path)]
      : [key, withOpenEntries(field, path)],
  );
  return Object.fromEntries(fields);
}
