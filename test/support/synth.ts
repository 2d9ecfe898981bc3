import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Platform, System } from '../../lib';

/** A folder of its own for each test, gone after it. */
export function temporaryFolder(): { readonly path: string } {
  const folder = { path: '' };
  beforeEach(() => {
    folder.path = mkdtempSync(join(tmpdir(), 'tradewind-synth-'));
  });
  afterEach(() => rmSync(folder.path, { recursive: true }));
  return folder;
}

/** What a synthesis printed, and the exit code it asked for. */
export interface Outcome {
  readonly stderr: string;
  readonly exitCode: typeof process.exitCode;
}

/** Synthesizes; what it prints is caught, and the exit code is that of the test run again afterwards. */
export function synthesize(platform: Pick<Platform | System, 'synth'>): Outcome {
  const before = process.exitCode;
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    process.exitCode = undefined;
    platform.synth();
    return { stderr: write.mock.calls.map(([text]) => String(text)).join(''), exitCode: process.exitCode };
  } finally {
    write.mockRestore();
    process.exitCode = before;
  }
}

/** Every file below a folder, with its text, by its path. */
export function filesBelow(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
      .sort()
      .map((path) => [relative(folder, path), readFileSync(path, 'utf8')]),
  );
}
