import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Untyped } from '../rendered/manifest';

/** A suite that runs a program of PATH, and is left out, with a word on what is missing, where there is none. */
export function describeWithTool(tool: string, suite: () => void): void {
  if (onPath(tool)) {
    describe(tool, suite);
    return;
  }
  const why = `put ${tool} on PATH`;
  process.stderr.write(`skipped: ${tool}: ${why}\n`);
  // Skipped: the program is not there to ask.
  describe.skip(`${tool} (${why})`, suite);
}

/** Runs a checker and reads its JSON; checkers exit with 1 when they find something. */
export function report(tool: string, ...args: string[]): Untyped {
  const { stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`${tool} gave no report: ${stderr}`);
  }
}

/** Prints what is acknowledged, so that a growing number is seen. */
export function print(tool: string, acknowledgements: readonly string[]): void {
  const lines = acknowledgements.map((each) => `  ${each}\n`).join('');
  process.stdout.write(`${tool}: ${acknowledgements.length} acknowledgements\n${lines}`);
}

function onPath(tool: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
