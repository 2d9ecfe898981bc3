import { type Json, isJsonObject, type JsonObject } from './json';

/** Documents as one YAML stream, in block style, without anchors. YAML 1.1 and 1.2 read the same from it. */
export function toYamlStream(documents: readonly JsonObject[]): string {
  return documents.map(toYaml).join('---\n');
}

/** One document as YAML, in block style, without anchors. YAML 1.1, which kubectl reads, and 1.2 read the same. */
export function toYaml(document: JsonObject): string {
  const text = mapping(document, '');
  // A text that was put together is kept as its pieces until somebody reads it: thousands of them would be held.
  text.charCodeAt(0);
  return text === '' ? '{}\n' : text;
}

/** Fields below each other, each line with its indentation and end; empty if there are none. */
function mapping(fields: JsonObject, indent: string): string {
  let text = '';
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) {
      text += indent + yamlKey(name, indent) + afterKey(value, indent);
    }
  }
  return text;
}

/** What follows `name:`, with the end of the line. */
function afterKey(value: Json, indent: string): string {
  if (typeof value !== 'object' || value === null) {
    return ` ${yamlScalar(value, indent)}\n`;
  }
  if (isJsonObject(value)) {
    const below = mapping(value, `${indent}  `);
    return below === '' ? ' {}\n' : `\n${below}`;
  }
  return value.length === 0 ? ' []\n' : `\n${list(value, `${indent}  `)}`;
}

function list(items: readonly Json[], indent: string): string {
  let text = '';
  for (const item of items) {
    text += `${indent}- ${afterDash(item, indent)}`;
  }
  return text;
}

/** What follows `- `: the first field stands on its line, the others below it. */
function afterDash(item: Json, indent: string): string {
  if (typeof item !== 'object' || item === null) {
    return `${yamlScalar(item, indent)}\n`;
  }
  const inner = `${indent}  `;
  const below = isJsonObject(item) ? mapping(item, inner) : list(item, inner);
  if (below === '') {
    return isJsonObject(item) ? '{}\n' : '[]\n';
  }
  return below.slice(inner.length);
}

/** Parsers need not look further than 1024 characters for the colon of a simple key. */
const LONGEST_SIMPLE_KEY = 1000;

/** A key with its colon. */
export function yamlKey(name: string, indent: string): string {
  const text = isPlain(name) ? name : quoted(name);
  return text.length > LONGEST_SIMPLE_KEY ? `? ${text}\n${indent}:` : `${text}:`;
}

/** A scalar as it stands behind a key or a dash whose line has this indentation. */
export function yamlScalar(value: string | number | boolean | null, indent: string): string {
  if (typeof value === 'string') {
    return isPlain(value) ? value : (literalBlock(value, indent) ?? quoted(value));
  }
  return typeof value === 'number' ? number(value) : String(value);
}

/** YAML 1.1 knows an exponent only with a point before it and a sign after it. */
function number(value: number): string {
  if (!Number.isFinite(value)) {
    throw new Error(`${value} cannot stand in YAML`);
  }
  const text = String(value === 0 ? 0 : value);
  const parts = /^(-?\d+)(\.\d+)?e([+-]\d+)$/.exec(text);
  return parts ? `${parts[1]}${parts[2] ?? '.0'}e${parts[3]}` : text;
}

/** Most texts of manifests repeat: names, labels, paths. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 20_000;
const LONGEST_KNOWN = 64;

function isPlain(text: string): boolean {
  if (text.length > LONGEST_KNOWN) {
    return readsAsText(text);
  }
  let plain = known.get(text);
  if (plain === undefined) {
    plain = readsAsText(text);
    if (known.size >= MOST_KNOWN) {
      known.clear();
    }
    known.set(text, plain);
  }
  return plain;
}

/** Printable ASCII that begins with nothing that YAML gives a meaning to, and holds no `: ` or ` #`. */
const SAFE = /^(?:[A-Za-z_/.$(^\\+0-9~<=;]|--?(?=[A-Za-z]))[\x20-\x7e]*$/;
const MEANING_INSIDE = /: | #|:$| $|^\.\.\./;

/** What YAML 1.1 or 1.2 takes for something else: booleans, null, numbers, times, merge keys, ends of documents. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|~|<<|=|\.{3})$/i;
const NUMERIC = /^[-+.0-9eE]/;
const NUMBER_LIKE =
  /^[-+]?(?:0[xX][0-9a-fA-F_]*|0[oO]?[0-7_]*|0[bB][01_]*|[0-9][0-9_]*(?::[0-9_]+)*(?:\.[0-9_.]*)?|[0-9_.]*(?:[eE][-+]?[0-9_]*)?|\.(?:inf|nan))$/i;
const TIME_LIKE = /^\d{4}-\d{1,2}-\d{1,2}/;

function readsAsText(text: string): boolean {
  if (!SAFE.test(text) || MEANING_INSIDE.test(text) || WORD.test(text)) {
    return false;
  }
  return !NUMERIC.test(text) || !(NUMBER_LIKE.test(text) || TIME_LIKE.test(text));
}

/** Characters that a block cannot hold as they are: controls, other ends of lines, what is no character. */
const NOT_IN_BLOCK = /(?!\n)\p{Cc}|[\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u;

/** Text of several lines as it is; undefined where a block would not give back the same. */
function literalBlock(text: string, indent: string): string | undefined {
  if (!text.includes('\n') || NOT_IN_BLOCK.test(text) || /^[\n ]|[ \t]\n|[ \t]$|\t/.test(text)) {
    return undefined;
  }
  const body = text.replace(/\n+$/, '');
  const ends = text.length - body.length;
  if (body === '') {
    return undefined;
  }
  const inner = `${indent}  `;
  const lines = body.split('\n').map((line) => (line === '' ? '' : inner + line));
  const chomping = ends === 0 ? '-' : ends === 1 ? '' : '+';
  return `|${chomping}\n${lines.join('\n')}${'\n'.repeat(Math.max(0, ends - 1))}`;
}

/** In double quotes: JSON's escapes, which YAML shares, and those of what JSON leaves as it is. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
