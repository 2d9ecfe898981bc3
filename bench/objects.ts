import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** The objects of all YAML files below a directory, by kind and name, as parsed. */
export function objectsBelow(directory: string): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const file of yamlFiles(directory)) {
    for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
      const object = document.toJS() as { kind: string; metadata: { name: string } } | null;
      if (object) {
        found.set(`${object.kind} ${object.metadata.name}`, object);
      }
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** How many objects the YAML files below a directory hold, without parsing them. */
export function countObjects(directory: string): number {
  return yamlFiles(directory).reduce(
    (sum, file) => sum + (readFileSync(file, 'utf8').match(/^kind: /gm)?.length ?? 0),
    0,
  );
}

function yamlFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(directory, file));
}
