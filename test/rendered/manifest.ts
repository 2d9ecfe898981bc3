import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { temporaryFolder } from './temporary';

/** What was read from JSON or YAML: its shape differs by kind, and the assertions look into it. */
export type Untyped = ReturnType<typeof JSON.parse>;

/** A Kubernetes object as it stands in YAML. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly [field: string]: Untyped;
}

/** The YAML files of a rendered folder, in the order in which they are applied. */
export function manifestFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}

/** All objects of a rendered folder. */
export function readManifests(folder: string): Manifest[] {
  return manifestFiles(folder).flatMap((file) =>
    parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Manifest),
  );
}

/** The only object of a kind (and name); throws when there is none or another. */
export function only(manifests: readonly Manifest[], kind: string, name?: string): Manifest {
  const found = manifests.filter((each) => each.kind === kind && (name === undefined || each.metadata.name === name));
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`${found.length} ${kind} ${name ?? ''} where one is expected`);
  }
  return first;
}

/** Kind, namespace and name: how a message names an object. */
export function nameOf({ kind, metadata }: Manifest): string {
  return [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');
}

/** A copy of a rendered folder in which each YAML document may be changed. */
export function changed(folder: string, change: (manifest: Untyped) => void): string {
  const copy = copyOf(folder);
  for (const file of manifestFiles(copy)) {
    const documents = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => {
      const manifest = document.toJS();
      change(manifest);
      return JSON.stringify(manifest);
    });
    writeFileSync(file, documents.join('\n---\n'));
  }
  return copy;
}

function copyOf(folder: string): string {
  const copy = temporaryFolder('changed');
  cpSync(folder, copy, { recursive: true });
  return copy;
}
