import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { transformFileSync } from '@swc/core';

const ROOT = join(__dirname, '..');
const PROGRAMS = join(ROOT, 'build', 'bench', 'programs');

/** Builds the package where that is missing or older than its sources. */
export function buildPackage(): void {
  const built = join(ROOT, 'build', 'lib', 'index.js');
  if (existsSync(built) && statSync(built).mtimeMs > newest(join(ROOT, 'lib'))) {
    return;
  }
  process.stderr.write('building the package …\n');
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Translates the programs once, to where their `../../lib` is the compiled package; gives the path of one. */
export function compiledPrograms(): (name: string) => string {
  const sources = join(__dirname, 'programs');
  mkdirSync(PROGRAMS, { recursive: true });
  for (const file of readdirSync(sources)) {
    const { code } = transformFileSync(join(sources, file), { cwd: ROOT, sourceMaps: false });
    writeFileSync(join(PROGRAMS, `${basename(file, '.ts')}.js`), code);
  }
  return (name) => join(PROGRAMS, `${name}.js`);
}

function newest(folder: string): number {
  return Math.max(
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => statSync(join(folder, file)).mtimeMs),
  );
}
