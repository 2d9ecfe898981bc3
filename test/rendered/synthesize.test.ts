import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEMS } from '../../apps/systems';
import { synthesize, synthesizeAsUsers } from './synthesize';

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

test.each(Object.values(SYSTEMS))(
  'what tests render of $name in their own process is what users render from the command line',
  (system) => {
    const folder = synthesizeAsUsers(system);
    expect(readdirSync(folder).sort()).toEqual(['dev', 'prod', 'staging']);
    for (const environment of readdirSync(folder)) {
      expect(filesOf(synthesize(environment, {}, system))).toEqual(filesOf(join(folder, environment)));
    }
  },
);
