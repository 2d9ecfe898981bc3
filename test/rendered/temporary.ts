import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** A new folder that is removed once the tests of a file are done. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `tradewind-${purpose}-`));
  made.push(folder);
  return folder;
}

afterAll(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));
