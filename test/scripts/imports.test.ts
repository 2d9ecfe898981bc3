import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CUSTOM_RESOURCES } from '../../scripts/custom-resources';

const imports = join(__dirname, '..', '..', 'imports');

test('imports/ holds a file for each group that the library emits, and no other', () => {
  const files = readdirSync(imports).filter((name) => name.endsWith('.ts'));
  expect(files.sort()).toEqual(
    Object.keys(CUSTOM_RESOURCES)
      .map((group) => `${group}.ts`)
      .sort(),
  );
});

test.each(Object.entries(CUSTOM_RESOURCES))('%s holds its kinds', (group, plurals) => {
  const text = readFileSync(join(imports, `${group}.ts`), 'utf8');
  const kinds = [...text.matchAll(/kind: '(\w+)'/g)].map(([, kind]) => (kind ?? '').toLowerCase());
  for (const name of plurals) {
    expect(kinds.some((kind) => name.startsWith(kind.replace(/y$/, '')))).toBe(true);
  }
  expect(new Set(kinds).size).toBe(plurals.length);
});
