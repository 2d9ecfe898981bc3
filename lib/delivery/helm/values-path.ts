import { isJsonObject, type Json, type JsonObject } from '../../core/json';

/** Where a value stands in the tree of values: keys of mappings and places in lists. */
export type ValuesPath = readonly (string | number)[];

/** A value at the end of a path: a scalar, or something that is no plain data. */
export interface Leaf {
  readonly path: ValuesPath;
  readonly value: unknown;
}

/** Every value at the end of a path, in the order of the tree. Empty mappings and lists have none. */
export function leavesOf(tree: unknown, path: ValuesPath = []): Leaf[] {
  if (Array.isArray(tree)) {
    return tree.flatMap((item, index) => leavesOf(item, [...path, index]));
  }
  if (isPlainMapping(tree)) {
    return Object.entries(tree).flatMap(([key, value]) => leavesOf(value, [...path, key]));
  }
  return tree === undefined ? [] : [{ path, value: tree }];
}

/** The value at a path; undefined where the tree has none. */
export function valueAt(tree: unknown, path: ValuesPath): unknown {
  let at = tree;
  for (const key of path) {
    at = typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : undefined;
  }
  return at;
}

/** A copy of the tree with another value at a path; what is not on the way is shared. */
export function withValue<Tree>(tree: Tree, path: ValuesPath, value: unknown): Tree {
  const [key, ...below] = path;
  if (key === undefined) {
    return value as Tree;
  }
  const changed = withValue((tree as Record<string | number, unknown> | undefined)?.[key], below, value);
  if (Array.isArray(tree)) {
    return (tree as unknown[]).map((item, index) => (index === key ? changed : item)) as Tree;
  }
  return { ...tree, [key]: changed };
}

/** How a person writes the path: `wallets.resources.limits.cpu`, `ranges[0]`. */
export function dotted(path: ValuesPath): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}

/** How a template reads the value: `.Values.pods.min`, `(index .Values "versions" "my-image")`. */
export function reference(path: ValuesPath): string {
  if (path.every((key) => typeof key === 'string' && /^[A-Za-z_]\w*$/.test(key))) {
    return ['.Values', ...path].join('.');
  }
  return `(index .Values ${path.map((key) => JSON.stringify(key)).join(' ')})`;
}

/** Whether two paths lead to the same place. */
export function samePath(a: ValuesPath, b: ValuesPath): boolean {
  return dotted(a) === dotted(b);
}

/** The tree that holds just these values. Lists are filled in order. */
export function treeOf(leaves: readonly { readonly path: ValuesPath; readonly value: Json }[]): JsonObject {
  const tree: JsonObject = {};
  for (const { path, value } of leaves) {
    let at: JsonObject | Json[] = tree;
    path.forEach((key, index) => {
      const holder = at as Record<string | number, Json>;
      if (index === path.length - 1) {
        holder[key] = value;
      } else {
        holder[key] ??= typeof path[index + 1] === 'number' ? [] : {};
        at = holder[key] as JsonObject | Json[];
      }
    });
  }
  return tree;
}

/** Whether a value is a mapping of plain data, and no instance of a class. */
export function isPlainMapping(value: unknown): value is JsonObject {
  if (!isJsonObject(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
