import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runbookPages } from './runbook-pages';

const FOLDER = join(__dirname, '..', 'docs', 'runbooks');

/** `npm run runbooks`: writes `docs/runbooks/` anew. */
function main(): void {
  const pages = runbookPages();
  mkdirSync(FOLDER, { recursive: true });
  readdirSync(FOLDER)
    .filter((file) => !pages.has(file))
    .forEach((file) => rmSync(join(FOLDER, file)));
  pages.forEach((page, file) => writeFileSync(join(FOLDER, file), page));
}

main();
