import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import type { WrittenObject } from './written-object';

interface ConstructMetadata {
  readonly version: string;
  readonly resources: Record<string, { readonly path: string }>;
}

/**
 * Writes where each object was made, for the validation plugins of `cdk8s synth`. They read one file at the top of the
 * output directory, so what another app of the same directory wrote is kept.
 */
export function writeConstructMetadata(directory: string, written: readonly WrittenObject[]): void {
  const file = path.join(directory, 'construct-metadata.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ConstructMetadata).resources : {};
  const resources = { ...known };
  for (const { object, name } of written) {
    resources[name] = { path: object.node.path };
  }
  const sorted = Object.fromEntries(Object.entries(resources).sort(([a], [b]) => (a < b ? -1 : 1)));
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, JSON.stringify({ version: '1.0.0', resources: sorted } satisfies ConstructMetadata));
}
