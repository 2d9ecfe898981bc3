import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';

/** A process that is measured whole: from its start until its files are written. */
export interface Candidate {
  readonly name: string;
  readonly command: string;
  /** The arguments of a run that writes to a directory, which exists and is empty. */
  readonly args: (directory: string) => readonly string[];
  /** Whether standard output holds the objects; a program of ours prints its peak memory there. */
  readonly writesToOutput: boolean;
}

/** What the runs of a process took. */
export interface Measured {
  readonly seconds: readonly number[];
  /** Where the process tells it. */
  readonly mebibytes?: number;
  /** The directory with the files of the last run. */
  readonly filesOf: string;
}

/**
 * Runs candidates in turns, so that what else the machine does meets all of them: one turn that does not count, then
 * as many as are asked for. Every run has a directory of its own, and nothing is removed in between: file systems such
 * as ext4 are slow to make files shortly after others were removed. The files of the last turn are in `filesOf`.
 */
export function measure(candidates: readonly Candidate[], directory: string, turns: number): Map<string, Measured> {
  const seconds = new Map<string, number[]>(candidates.map(({ name }) => [name, []]));
  const memory = new Map<string, number>();
  for (let turn = 0; turn <= turns; turn += 1) {
    for (const candidate of candidates) {
      const { took, kibibytes } = runOnce(candidate, join(directory, String(turn), candidate.name));
      if (turn > 0) {
        seconds.get(candidate.name)?.push(took);
      }
      if (kibibytes !== undefined) {
        memory.set(candidate.name, Math.max(memory.get(candidate.name) ?? 0, kibibytes / 1024));
      }
    }
  }
  return new Map(
    candidates.map(({ name }) => [
      name,
      {
        seconds: seconds.get(name) ?? [],
        mebibytes: memory.get(name),
        filesOf: join(directory, String(turns), name),
      },
    ]),
  );
}

/** Runs a candidate once into a directory that does not exist yet. Throws where it fails. */
export function runOnce(candidate: Candidate, directory: string): { took: number; kibibytes?: number } {
  mkdirSync(directory, { recursive: true });
  const output = candidate.writesToOutput ? openSync(join(directory, 'output.yaml'), 'w') : 'pipe';
  const started = process.hrtime.bigint();
  const { status, error, stdout, stderr } = spawnSync(candidate.command, candidate.args(directory), {
    stdio: ['ignore', output, 'pipe'],
    encoding: 'utf8',
  });
  const took = Number(process.hrtime.bigint() - started) / 1e9;
  if (typeof output === 'number') {
    closeSync(output);
  }
  if (error || status !== 0) {
    throw new Error(`${candidate.name}: ${error?.message ?? `exit code ${status}`}\n${stderr}`);
  }
  return { took, kibibytes: candidate.writesToOutput ? undefined : Number(stdout) };
}

/** The middle of values; the mean of the two middle ones where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
