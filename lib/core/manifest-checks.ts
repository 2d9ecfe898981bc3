import type { ApiObject } from 'cdk8s';
import { reportError } from './diagnostic-registry';
import { isLabelValue, isQualifiedName } from './dns-name';
import { isJsonObject, type Json, type JsonObject } from './json';
import { checkName } from './name-checks';
import { secretLiteral } from './secret-literal';

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
  const report = (property: string, why: string): void =>
    reportError(object, {
      property,
      rule: `${why}; a credential is never part of a manifest`,
      fix: 'use credentials: { … } with a key of Credentials; rotate the value if it was real',
    });
  const metadata = manifest.metadata as JsonObject;
  for (const [where, annotations] of [
    ['annotations', metadata.annotations],
    ['pod annotations', templateMetadata(manifest)?.annotations],
  ] as const) {
    for (const [key, value] of Object.entries(isJsonObject(annotations) ? annotations : {})) {
      const why = isOwnAnnotation(key) ? undefined : literal(key, value);
      if (why) {
        report(`${where}.${key}`, why);
      }
    }
  }
  if (object.kind === 'ConfigMap') {
    for (const [key, value] of Object.entries(isJsonObject(manifest.data) ? manifest.data : {})) {
      const why = literal(key, value) ?? literalInText(value);
      if (why) {
        report(`data.${key}`, why);
      }
    }
  }
  if (object.kind === 'Secret') {
    for (const field of ['data', 'stringData'] as const) {
      for (const key of Object.keys(isJsonObject(manifest[field]) ? manifest[field] : {})) {
        report(`${field}.${key}`, 'a Secret with its value in the manifest puts the credential into Git');
      }
    }
  }
  for (const container of containersOf(manifest)) {
    const name = String(container.name);
    for (const variable of listOf(container.env)) {
      const why = isJsonObject(variable) ? literal(String(variable.name), variable.value) : undefined;
      if (why && isJsonObject(variable)) {
        report(`variables.${String(variable.name)} of container ${name}`, why);
      }
    }
    for (const field of ['command', 'args'] as const) {
      listOf(container[field]).forEach((argument, index) => {
        const why = argumentLiteral(argument, listOf(container[field])[index - 1]);
        if (why) {
          report(`${field}[${index}] of container ${name}`, why);
        }
      });
    }
  }
}

/** Annotations of the library and of checkers hold reasons, which may speak of secrets. */
function isOwnAnnotation(key: string): boolean {
  return /^(tradewind\.dev|checkov\.io|kube-score|[a-z.]*reloader\.stakater\.com)\//.test(key);
}

function literal(name: string, value: Json | undefined): string | undefined {
  return typeof value === 'string' ? secretLiteral(name, value) : undefined;
}

/** Files inside a ConfigMap: each `name = value` or `name: value` line is looked at like a variable. */
function literalInText(value: Json | undefined): string | undefined {
  if (typeof value !== 'string' || !value.includes('\n')) {
    return undefined;
  }
  for (const line of value.split('\n')) {
    const pair = /^\s*(?:export\s+)?["']?([\w.-]+)["']?\s*[:=]\s*["']?(.*?)["']?,?\s*$/.exec(line);
    const why = pair ? secretLiteral(pair[1], pair[2]) : secretLiteral(undefined, line.trim());
    if (why) {
      return why;
    }
  }
  return undefined;
}

/** `--password=…`, or the word that follows `--password`. */
function argumentLiteral(argument: Json, before: Json | undefined): string | undefined {
  if (typeof argument !== 'string') {
    return undefined;
  }
  const flag = /^--?([\w.-]+)=(.*)$/s.exec(argument);
  if (flag) {
    return secretLiteral(flag[1], flag[2]);
  }
  const named = typeof before === 'string' ? /^--?([\w.-]+)$/.exec(before) : null;
  return secretLiteral(argument.startsWith('-') ? undefined : named?.[1], argument);
}

/** The pod template of a workload, a Job or a CronJob. */
export function podTemplateOf(manifest: JsonObject): JsonObject | undefined {
  const spec = manifest.spec;
  if (!isJsonObject(spec)) {
    return undefined;
  }
  if (manifest.kind === 'Pod') {
    return manifest;
  }
  const jobSpec = isJsonObject(spec.jobTemplate) && isJsonObject(spec.jobTemplate.spec) ? spec.jobTemplate.spec : spec;
  return isJsonObject(jobSpec.template) && isJsonObject(jobSpec.template.spec) ? jobSpec.template : undefined;
}

function templateMetadata(manifest: JsonObject): JsonObject | undefined {
  const template = manifest.kind === 'Pod' ? undefined : podTemplateOf(manifest);
  return template && isJsonObject(template.metadata) ? template.metadata : undefined;
}

/** Every container of a manifest, init containers too. */
export function containersOf(manifest: JsonObject): JsonObject[] {
  const spec = podTemplateOf(manifest)?.spec;
  return isJsonObject(spec) ? [...listOf(spec.initContainers), ...listOf(spec.containers)].filter(isJsonObject) : [];
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
