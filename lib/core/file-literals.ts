import { isJsonObject, type Json } from './json';
import { secretLiteral } from './secret-literal';

/** A place inside a file that holds what looks like a credential, and why it does. */
export interface FileLiteral {
  /** The path of the value, the number of its line, or both. */
  readonly place: string;
  readonly why: string;
}

/** Whether a text is a file with places inside of it: several lines, or JSON. */
export function isFile(text: string): boolean {
  return text.includes('\n') || parsedJson(text) !== undefined;
}

/**
 * Every place of a file that holds what looks like a credential. JSON is read as a whole; of any other file each line
 * `name = value` or `name: value` is looked at like a variable, below the section or the mapping that it stands in.
 */
export function fileLiterals(text: string): FileLiteral[] {
  const json = parsedJson(text);
  return json === undefined ? literalsInLines(text) : literalsInJson(json, undefined, '');
}

function parsedJson(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) {
    return undefined;
  }
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function literalsInJson(value: Json | undefined, name: string | undefined, path: string): FileLiteral[] {
  if (typeof value === 'string') {
    const why = secretLiteral(name, value);
    return why === undefined ? [] : [{ place: path, why }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => literalsInJson(item, name, `${path}[${index}]`));
  }
  return isJsonObject(value)
    ? Object.entries(value).flatMap(([key, member]) =>
        literalsInJson(member, key, path === '' ? key : `${path}.${key}`),
      )
    : [];
}

/** `[section]` of INI and TOML, and `[[table]]`. */
const SECTION = /^\[{1,2}\s*([^[\]]+?)\s*\]{1,2}\s*(?:[#;].*)?$/;
/** A mapping or list of YAML that goes on in the next lines. */
const OPENING = /^(\s*(?:-\s+)*)["']?([\w./-]+)["']?\s*:\s*(?:[|>][+-]?\d?\s*)?$/;
const PAIR = /^(\s*(?:-\s+)*)(?:export\s+)?["']?([\w.-]+)["']?\s*([:=])\s*["']?(.*?)["']?,?\s*$/;

function literalsInLines(text: string): FileLiteral[] {
  const found: FileLiteral[] = [];
  let section = '';
  let above: { readonly indent: number; readonly name: string }[] = [];
  text.split('\n').forEach((line, index) => {
    const report = (path: readonly string[], why: string | undefined): void => {
      if (why !== undefined) {
        const name = path.filter((part) => part !== '').join('.');
        found.push({ place: name === '' ? `line ${index + 1}` : `${name}, line ${index + 1}`, why });
      }
    };
    const opening = OPENING.exec(line);
    const pair = opening ? null : PAIR.exec(line);
    const indent = (opening ?? pair)?.[1].length ?? line.length - line.trimStart().length;
    if (line.trim() !== '') {
      above = above.filter((each) => each.indent < indent);
    }
    const names = above.map(({ name }) => name);
    if (opening) {
      above.push({ indent, name: opening[2] });
    } else if (pair) {
      report(pair[3] === ':' ? [section, ...names, pair[2]] : [section, pair[2]], secretLiteral(pair[2], pair[4]));
    } else {
      section = SECTION.exec(line)?.[1] ?? section;
      report([section, ...names], secretLiteral(undefined, line.trim()));
    }
  });
  return found;
}
