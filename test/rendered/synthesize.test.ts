import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize, synthesizeAsUsers } from './synthesize';

function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

test('what tests render in their own process is what users render from the command line', () => {
  const folder = synthesizeAsUsers();
  expect(readdirSync(folder).sort()).toEqual(['dev', 'prod', 'staging']);
  for (const environment of readdirSync(folder)) {
    expect(filesOf(synthesize(environment))).toEqual(filesOf(join(folder, environment)));
  }
});
