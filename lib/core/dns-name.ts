import { createHash } from 'crypto';
import type { Json } from './json';

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const PORT_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LETTER = /[a-z]/;
const QUALIFIED_PART = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const ENVIRONMENT_VARIABLE_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const CONFIG_KEY = /^[-._a-zA-Z0-9]+$/;

const MAX_LABEL = 63;
const MAX_SUBDOMAIN = 253;
const MAX_PORT_NAME = 15;

/** Whether `text` is an RFC 1123 label (at most 63 characters), as names of Services and containers must be. */
export function isDnsLabel(text: string): boolean {
  return text.length <= MAX_LABEL && LABEL.test(text);
}

/**
 * Whether `text` is an RFC 1123 subdomain (at most 253 characters in all), as most object names must be.
 * As in Kubernetes, the single parts are not held to 63 characters.
 */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= MAX_SUBDOMAIN && SUBDOMAIN.test(text);
}

/** Whether `text` may name a port: an IANA service name of at most 15 characters with at least one letter. */
export function isPortName(text: string): boolean {
  return text.length <= MAX_PORT_NAME && PORT_NAME.test(text) && LETTER.test(text);
}

/** Whether `text` may be the value of a label; the empty text may. */
export function isLabelValue(text: string): boolean {
  return text.length === 0 || isQualifiedPart(text);
}

/** Whether `text` may be the key of a label or an annotation: a name, or a DNS subdomain, '/' and a name. */
export function isQualifiedName(text: string): boolean {
  const slash = text.indexOf('/');
  if (slash < 0) {
    return isQualifiedPart(text);
  }
  return isDnsSubdomain(text.slice(0, slash)) && isQualifiedPart(text.slice(slash + 1));
}

/**
 * Whether `text` may name an environment variable of a container, on old versions of Kubernetes too.
 * Recent ones (1.36 for one) take nearly all printable ASCII, which shells do not.
 */
export function isEnvironmentVariableName(text: string): boolean {
  return ENVIRONMENT_VARIABLE_NAME.test(text);
}

/** Whether `text` may be a key in the data of a ConfigMap or a Secret (at most 253 characters). */
export function isConfigKey(text: string): boolean {
  return text.length <= MAX_SUBDOMAIN && CONFIG_KEY.test(text) && text !== '.' && !text.startsWith('..');
}

/** Hexadecimal digits that make words, or are easily misread, stand as others that are none. */
const HASH_LETTERS: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };
const HASH_LENGTH = 10;

/**
 * A short name for the content of `value`, the same whatever the order of its keys: ten lower-case letters and
 * digits that may end a Kubernetes name or be a label value. Keys whose value is `undefined` count as left out.
 *
 * It is made of nothing that a Helm template cannot do too: the JSON with sorted keys that `toRawJson` writes, its
 * SHA-256 in hexadecimal, five replacements. So a chart gives an object the same name.
 */
export function contentHash(value: Json): string {
  const digest = createHash('sha256').update(canonicalText(value)).digest('hex');
  return digest.slice(0, HASH_LENGTH).replace(/[013ae]/g, (digit) => HASH_LETTERS[digit]);
}

function isQualifiedPart(text: string): boolean {
  return text.length <= MAX_LABEL && QUALIFIED_PART.test(text);
}

/** JSON text with sorted keys and nothing optional in it. */
function canonicalText(value: Json): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalText).join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) {
    // Go escapes these two, which JavaScript writes as they are.
    return JSON.stringify(value).replace(/[\u2028\u2029]/g, (end) => (end === '\u2028' ? '\\u2028' : '\\u2029'));
  }
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) {
      members.push(`${JSON.stringify(key)}:${canonicalText(member)}`);
    }
  }
  return `{${members.join(',')}}`;
}
