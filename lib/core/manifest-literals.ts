import { fileLiterals, isFile } from './file-literals';
import { isJsonObject, type Json, type JsonObject } from './json';
import { containersOf, listOf, templateMetadata } from './manifest-pods';
import { secretLiteral } from './secret-literal';

/**
 * Tells each place of a manifest that holds what looks like a credential, why it does, and whether it is inside a file
 * of a ConfigMap; never the value.
 */
export function eachLiteral(
  manifest: JsonObject,
  report: (property: string, why: string, inFile?: boolean) => void,
): void {
  const metadata = isJsonObject(manifest.metadata) ? manifest.metadata : {};
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
  if (manifest.kind === 'ConfigMap') {
    for (const [key, value] of Object.entries(isJsonObject(manifest.data) ? manifest.data : {})) {
      const inside = typeof value === 'string' && isFile(value) ? fileLiterals(value) : [];
      inside.forEach(({ place, why }) => report(`data.${key}: ${place}`, why, true));
      const why = inside.length > 0 ? undefined : literal(key, value);
      if (why) {
        report(`data.${key}`, why);
      }
    }
  }
  if (manifest.kind === 'Secret') {
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
