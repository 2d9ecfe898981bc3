import type { ApiObject } from 'cdk8s';
import { reportError } from './diagnostic-registry';
import { isLabelValue, isQualifiedName } from './dns-name';
import { isJsonObject, type Json, type JsonObject } from './json';
import { eachLiteral } from './manifest-literals';
import { templateMetadata } from './manifest-pods';
import { checkName } from './name-checks';

/** What the API server would refuse in any object, and credentials written out; run on what is rendered. */
export function checkManifest(object: ApiObject, manifest: JsonObject): void {
  checkName(object, String((manifest.metadata as JsonObject).name));
  checkLabels(object, manifest);
  checkLiterals(object, manifest);
  if (mayHoldLost(manifest)) {
    checkTexts(object, manifest, '');
  }
}

/** What kubectl sends as it is and the server reads as YAML: it refuses these characters, and U+0085 becomes a space. */
const LOST_ON_THE_WAY = /[\u007f-\u009f\ufffe\uffff\p{Cs}]/u;

/** The same and every surrogate: a quick look at every text of every object, without a path to each. */
const MAYBE_LOST = /[\u007f-\u009f\ufffe\uffff\ud800-\udfff]/;

function mayHoldLost(value: Json | undefined): boolean {
  if (typeof value === 'string') {
    return MAYBE_LOST.test(value);
  }
  if (Array.isArray(value)) {
    return value.some(mayHoldLost);
  }
  if (isJsonObject(value)) {
    for (const key in value) {
      if (mayHoldLost(value[key])) {
        return true;
      }
    }
  }
  return false;
}

function checkTexts(object: ApiObject, value: Json, path: string): void {
  if (typeof value === 'string') {
    if (LOST_ON_THE_WAY.test(value)) {
      const code = (LOST_ON_THE_WAY.exec(value)?.[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      reportError(object, {
        property: path,
        value: `a text with the character U+${code}`,
        rule: 'the API server refuses or replaces this character in what kubectl apply --server-side sends',
        fix: 'encode the text, for example in base64, or put it into the image',
      });
    }
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => checkTexts(object, item, `${path}[${index}]`));
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      checkTexts(object, member ?? null, path === '' ? key : `${path}.${key}`);
    }
  }
}

function checkLabels(object: ApiObject, manifest: JsonObject): void {
  const metadata = manifest.metadata as JsonObject;
  const template = templateMetadata(manifest);
  for (const [where, labels] of [
    ['labels', metadata.labels],
    ['pod labels', template?.labels],
  ] as const) {
    for (const [key, value] of Object.entries(isJsonObject(labels) ? labels : {})) {
      if (!isQualifiedName(key) || typeof value !== 'string' || !isLabelValue(value)) {
        reportError(object, {
          property: `${where}.${key}`,
          value: quoted(String(value)),
          rule: 'a label is a qualified name with a value of at most 63 letters, digits, -, _ and .',
          fix: 'put text that is no label into an annotation',
        });
      }
    }
  }
  for (const key of Object.keys(isJsonObject(metadata.annotations) ? metadata.annotations : {})) {
    if (!isQualifiedName(key)) {
      reportError(object, {
        property: `annotations.${key}`,
        rule: 'the key of an annotation is a qualified name: an optional DNS prefix with a /, then at most 63 characters',
        fix: 'correct the key',
      });
    }
  }
}

function checkLiterals(object: ApiObject, manifest: JsonObject): void {
  eachLiteral(manifest, (property, why, inFile) =>
    reportError(object, {
      property,
      rule: `${why}; a credential is never part of a manifest`,
      fix: inFile
        ? 'keep the file as a key of Credentials and mount it: credentialFiles; or let the program read the value from a variable: credentials; rotate the value if it was real'
        : 'use credentials: { … } with a key of Credentials; rotate the value if it was real',
    }),
  );
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
