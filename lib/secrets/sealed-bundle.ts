import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Construct, IConstruct } from 'constructs';
import { namespaceOf } from '../core/define-object';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { SecretProvider, type SecretSource } from '../environment/secret-source';
import { ciphertextProblem } from './sealed-ciphertext';

/** Which bundle is looked for. */
interface BundlePlace {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
}

/** What a sealed bundle emits of what `kubeseal` wrote. */
export interface SealedBundle {
  readonly encryptedData: Readonly<Record<string, string>>;
  /** What tells the controller under which label the values are sealed. */
  readonly scopeAnnotations: Readonly<Record<string, string>>;
  readonly secretType?: string;
  readonly immutable?: boolean;
}

/** The id under which a bundle that opens under other names is acknowledged. */
const WIDE_SCOPE = 'sealed-for-more-than-one-name';

const WIDE_SCOPES = ['cluster-wide', 'namespace-wide'] as const;

/**
 * Reads what `kubeseal` wrote for a bundle, and reports whatever would keep the controller from making the Secret, or
 * would put a value into the repository. No message repeats a value.
 */
export function readSealedBundle(
  scope: Construct,
  source: SecretSource,
  bundle: { readonly secretName: string; readonly keys: readonly string[] },
): SealedBundle | undefined {
  if (source.provider !== SecretProvider.SEALED_SECRETS) {
    return undefined;
  }
  const namespace = namespaceOf(scope);
  if (namespace === undefined) {
    reportError(scope, {
      property: 'source',
      value: 'a sealed bundle, in a chart without a namespace',
      rule: 'the namespace is part of the encryption',
      fix: 'give the chart its namespace',
    });
    return EMPTY;
  }
  return read(scope, source, { namespace, name: bundle.secretName, keys: bundle.keys });
}

const EMPTY: SealedBundle = { encryptedData: {}, scopeAnnotations: {} };

function read(scope: Construct, source: SecretSource, place: BundlePlace): SealedBundle {
  const file = join(source.location, place.namespace, `${place.name}.json`);
  const report = (value: string, rule: string, fix: string): SealedBundle => {
    reportError(scope, { property: 'source', value, rule, fix });
    return EMPTY;
  };
  const text = textOf(source, place, file);
  if (text === undefined) {
    return report(
      `no file ${file}`,
      'a sealed bundle stands in the repository as kubeseal wrote it',
      `seal it: ${sealCommand(place, place.keys)} > ${file}`,
    );
  }
  const sealed = parse(text);
  if (!sealed) {
    return report(
      `${file}, which is no JSON object`,
      'it is read as the JSON that kubeseal writes by default',
      `seal it without -o yaml: ${sealCommand(place, place.keys)} > ${file}`,
    );
  }
  if (sealed.kind !== 'SealedSecret' || sealed.apiVersion !== 'bitnami.com/v1alpha1') {
    const plain = sealed.kind === 'Secret';
    return report(
      `${file}, with the kind ${JSON.stringify(sealed.kind)}`,
      plain ? 'whoever reads the repository reads a plain Secret' : 'it is a SealedSecret of bitnami.com/v1alpha1',
      `${plain ? 'replace the values at their source, and ' : ''}seal it: ${sealCommand(place, place.keys)} > ${file}`,
    );
  }
  const bundle = record(sealed.spec);
  const template = record(bundle.template);
  checkPlace(scope, place, file, record(sealed.metadata));
  checkValues(scope, place, file, record(bundle.encryptedData));
  if ('data' in bundle || Object.keys(record(template.data)).length > 0) {
    report(
      `${file}, with ${'data' in bundle ? 'spec.data' : 'spec.template.data'}`,
      'only encryptedData is ciphertext for each key: a template is plain text, and spec.data is refused by the controller',
      'move it into encryptedData, or into a Configuration where it is no secret',
    );
  }
  return {
    encryptedData: record(bundle.encryptedData) as Record<string, string>,
    scopeAnnotations: scopeAnnotations(record(sealed.metadata)),
    secretType: typeof template.type === 'string' ? template.type : undefined,
    immutable: template.immutable === true ? true : undefined,
  };
}

function textOf(source: SecretSource, { namespace, name }: BundlePlace, file: string): string | undefined {
  if (source._manifests) {
    return Object.hasOwn(source._manifests, `${namespace}/${name}`)
      ? source._manifests[`${namespace}/${name}`]
      : undefined;
  }
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Under its own scope a value opens in one place only: the name is part of what is encrypted. */
function checkPlace(scope: IConstruct, place: BundlePlace, file: string, metadata: Record<string, unknown>): void {
  const annotations = scopeAnnotations(metadata);
  const wide = WIDE_SCOPES.find((name) => annotations[annotationOf(name)] !== undefined);
  const wrongNamespace = wide !== 'cluster-wide' && metadata.namespace !== place.namespace;
  const wrongName = wide === undefined && metadata.name !== place.name;
  if (wrongNamespace || wrongName) {
    reportError(scope, {
      property: 'source',
      value: `${file}, sealed for ${String(metadata.namespace)}/${String(metadata.name)}`,
      rule: `the name is part of the encryption: the controller cannot open it as ${place.namespace}/${place.name}`,
      fix: `seal it for its place: ${sealCommand(place, place.keys)} > ${file}`,
    });
  }
  if (wide !== undefined) {
    reportWarning(scope, {
      property: 'source',
      value: `${file}, sealed ${wide}`,
      rule: `whoever may create a SealedSecret in ${wide === 'cluster-wide' ? 'any namespace' : 'the namespace'} can have it opened under a name of theirs`,
      fix: `seal it for its one place: ${sealCommand(place, place.keys)} > ${file}; or acknowledge it with the reason`,
      id: WIDE_SCOPE,
    });
  }
}

function checkValues(scope: IConstruct, place: BundlePlace, file: string, values: Record<string, unknown>): void {
  for (const key of place.keys.filter((name) => !Object.hasOwn(values, name))) {
    reportError(scope, {
      property: 'source',
      value: `${file}, without the key ${JSON.stringify(key)}`,
      rule: 'every key of the bundle is sealed: a pod that reads it would never start',
      fix: `add it: ${sealCommand(place, [key])} --merge-into ${file}`,
    });
  }
  for (const key of Object.keys(values).sort()) {
    const problem = ciphertextProblem(values[key]);
    if (!place.keys.includes(key)) {
      reportError(scope, {
        property: 'source',
        value: `${file}, with the key ${JSON.stringify(key)}`,
        rule: 'the bundle has no such key: nobody would miss it, and nobody would replace it',
        fix: 'add the key to keys, or remove it from the file',
      });
    }
    if (problem !== undefined) {
      reportError(scope, {
        property: 'source',
        value: `${file}, where the key ${JSON.stringify(key)} is ${problem}`,
        rule: 'a value in the repository is what kubeseal made of it: base64 alone is no encryption',
        fix: `if it was a real value, replace it at its source; then seal it: ${sealCommand(place, [key])} --merge-into ${file}`,
      });
    }
  }
}

/** The controller reads the scope from these annotations, and from no others. */
function scopeAnnotations(metadata: Record<string, unknown>): Record<string, string> {
  const annotations = record(metadata.annotations);
  return Object.fromEntries(
    WIDE_SCOPES.map(annotationOf)
      .filter((name) => annotations[name] === 'true')
      .map((name) => [name, 'true']),
  );
}

function annotationOf(scope: string): string {
  return `sealedsecrets.bitnami.com/${scope}`;
}

/** Each key from a file of its name, so that no value is part of a command. */
function sealCommand({ namespace, name }: BundlePlace, keys: readonly string[]): string {
  const files = keys.map((key) => `--from-file=${key}`).join(' ');
  return `kubectl create secret generic ${name} -n ${namespace} ${files} --dry-run=client -o json | kubeseal --scope strict`;
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
