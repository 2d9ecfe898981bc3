import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import {
  BARE,
  Candidates,
  FULL,
  HELM,
  JUDGED,
  MONITORED,
  MONITORED_HELM,
  PLUS,
  WITH_HELM,
  WORKERS,
  WORKERS_CDK8S,
  WORKERS_HELM,
} from './candidates';
import { buildPackage, compiledPrograms } from './compiled';
import { type Candidate, type Measured, measure, median, runOnce } from './measure';
import { countObjects, objectsBelow } from './objects';
import { formatRows, formatTargets, type Row, type Target } from './table';

const COMPARED = 5;

/** `npm run bench [-- --full] [-- --turns N]`: one table, the same objects, whole processes. */
function main(): void {
  const { values } = parseArgs({ options: { full: { type: 'boolean', default: false }, turns: { type: 'string' } } });
  const turns = Math.max(1, Number(values.turns ?? 5));
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-bench-'));
  try {
    buildPackage();
    const bench = new Bench(folder, new Candidates(folder, compiledPrograms()));
    bench.checkSame([PLUS, BARE, HELM]);
    bench.checkSame([WORKERS, WORKERS_CDK8S, WORKERS_HELM]);
    bench.checkSame([MONITORED, MONITORED_HELM]);
    bench.measure(1000, [PLUS, HELM, BARE, FULL, JUDGED], turns);
    bench.measure(1000, [WORKERS, WORKERS_HELM], turns);
    bench.measure(1000, [WORKERS_CDK8S], 0);
    bench.measure(1000, [MONITORED, MONITORED_HELM], turns);
    bench.measure(2000, [MONITORED], turns);
    bench.measure(3000, [HELM, BARE], turns);
    if (values.full) {
      bench.measure(3000, [PLUS], 0);
    } else {
      bench.leaveOut(3000, PLUS, 'takes minutes: measured with --full');
    }
    bench.measure(10_000, [BARE], Math.min(turns, 3));
    console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, ${turns} turns\n`);
    console.log(formatRows(bench.rows));
    console.log(`\n${formatTargets(bench.targets())}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

class Bench {
  readonly rows: Row[] = [];
  private readonly hasHelm = spawnSync('helm', ['version']).status === 0;

  constructor(
    private readonly folder: string,
    private readonly candidates: Candidates,
  ) {}

  /** Stops where programs do not make the same objects: their times could not be compared. */
  checkSame(programs: readonly string[]): void {
    const names = programs.filter((name) => this.canRun(name));
    const [expected, ...others] = names.map((name) => {
      const directory = join(this.folder, 'same', name);
      runOnce(this.candidates.of(name, COMPARED), directory);
      return { name, objects: objectsBelow(directory) };
    });
    for (const { name, objects } of others) {
      if (!isDeepStrictEqual(objects, expected.objects)) {
        const key = [...new Set([...expected.objects.keys(), ...objects.keys()])].find(
          (each) => !isDeepStrictEqual(objects.get(each), expected.objects.get(each)),
        );
        throw new Error(`${name} and ${expected.name} differ in ${key}: nothing was measured`);
      }
    }
  }

  /** Measures programs in turns; without turns a program runs once, cold. */
  measure(count: number, names: readonly string[], turns: number): void {
    const runnable = names.filter((name) => this.canRun(name));
    const candidates = runnable.map((name) => this.candidates.of(name, count));
    process.stderr.write(`${count} services: ${runnable.join(', ')} …\n`);
    const directory = join(this.folder, `out-${this.rows.length}`);
    const measured = turns > 0 ? measure(candidates, directory, turns) : once(candidates, directory);
    const note = turns > 0 ? undefined : 'one run';
    for (const name of names) {
      const found = measured.get(name);
      if (found) {
        this.rows.push({ services: count, name, objects: countObjects(found.filesOf), measured: found, note });
      } else {
        this.leaveOut(count, name, 'no helm on the PATH', this.row(count, names[0])?.objects);
      }
    }
  }

  leaveOut(count: number, name: string, note: string, objects = count * 4): void {
    this.rows.push({ services: count, name, objects, note });
  }

  targets(): Target[] {
    const at = (count: number, name: string): number | undefined => {
      const measured = this.row(count, name)?.measured;
      return measured && median(measured.seconds);
    };
    const times = (a: number | undefined, b: number | undefined): number | undefined =>
      a === undefined || b === undefined ? undefined : a / b;
    const perObject = (name: string): number | undefined => times(at(1000, name), this.row(1000, name)?.objects);
    const memory = this.row(10_000, BARE)?.measured?.mebibytes;
    const least = (limit: number) => (value: number) => value >= limit;
    const most = (limit: number) => (value: number) => value <= limit;
    const share = (value: number | undefined): number | undefined => value && value - 1;
    const percent = (value: number): string => `${(value * 100).toFixed(0)} %`;
    const ratio = (value: number): string => `${value.toFixed(1)} ×`;
    return [
      target('1,000: faster than cdk8s-plus', times(at(1000, PLUS), at(1000, BARE)), 'at least 12 ×', least(12), ratio),
      target(
        '3,000: faster than cdk8s-plus',
        times(at(3000, PLUS), at(3000, BARE)),
        'at least 100 ×',
        least(100),
        ratio,
      ),
      target('1,000: faster than helm', times(at(1000, HELM), at(1000, BARE)), 'at least 1 ×', least(1), ratio),
      target('3,000: faster than helm', times(at(3000, HELM), at(3000, BARE)), 'at least 1 ×', least(1), ratio),
      target('10,000 against 1,000', times(at(10_000, BARE), at(1000, BARE)), 'at most 11 ×', most(11), ratio),
      target('10,000: peak memory', memory, 'below 700 MB', (mebibytes) => mebibytes * 1.048576 < 700, megabytes),
      target(
        'hardened against bare, per object',
        times(perObject(FULL), perObject(BARE)),
        'at most 2 ×',
        most(2),
        ratio,
      ),
      target(
        'policies, of the synth',
        share(times(at(1000, JUDGED), at(1000, FULL))),
        'below 30 %',
        (value) => value < 0.3,
        percent,
      ),
      target(
        '1,000 monitored: faster than helm',
        times(at(1000, MONITORED_HELM), at(1000, MONITORED)),
        'at least 1 ×',
        least(1),
        ratio,
      ),
      target(
        '2,000 monitored against 1,000',
        times(at(2000, MONITORED), at(1000, MONITORED)),
        'at most 2.2 ×',
        most(2.2),
        ratio,
      ),
    ].filter((each) => each !== undefined);
  }

  private row(count: number, name: string): Row | undefined {
    return this.rows.find((row) => row.services === count && row.name === name);
  }

  private canRun(name: string): boolean {
    return this.hasHelm || !WITH_HELM.includes(name);
  }
}

function once(candidates: readonly Candidate[], directory: string): Map<string, Measured> {
  return new Map(
    candidates.map((candidate) => {
      const filesOf = join(directory, candidate.name);
      const { took, kibibytes } = runOnce(candidate, filesOf);
      const mebibytes = kibibytes === undefined ? undefined : kibibytes / 1024;
      return [candidate.name, { seconds: [took], mebibytes, filesOf }];
    }),
  );
}

function target(
  what: string,
  value: number | undefined,
  wanted: string,
  reached: (value: number) => boolean,
  format: (value: number) => string,
): Target | undefined {
  return value === undefined ? undefined : { what, got: format(value), target: wanted, reached: reached(value) };
}

function megabytes(mebibytes: number): string {
  return `${(mebibytes * 1.048576).toFixed(0)} MB`;
}

main();
