import * as fc from 'fast-check';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupScript, FINISHED as FINISHED_GLOB, restoreScript } from '../../lib/data/backup-script';
import { runTask } from './manifest-script';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (script: string, changed: Record<string, string> = {}) =>
  runTask(
    { command: ['/bin/sh', '-c', script], variables: {} },
    { BACKUP_DEADLINE: '3600', BACKUP_FOLDER: folder, BACKUP_KEEP: '2', ...changed },
  );

/** The names of finished backups that are there before, the oldest first. */
const OLD = ['20200101T000000Z', '20200102T000000Z', '20200103T000000Z', '20200104T000000Z', '20200105T000000Z'];

/** Makes backups that take a mebibyte each, and returns their names. */
function makeOld(count: number): string[] {
  const names = OLD.slice(0, count);
  names.forEach((name) => makeFilled(name));
  return names;
}

function makeFilled(name: string): void {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'a'), Buffer.alloc(MEBIBYTE));
}

/** Writes a mebibyte, and fails like a disk that holds no more than some of them. */
function dumpOnto(mebibytes: number): string {
  return `head -c ${MEBIBYTE} /dev/zero > a
if [ "$(du -sm --apparent-size "$BACKUP_FOLDER" | cut -f 1)" -gt ${mebibytes + 1} ]; then
  echo 'No space left on device' >&2
  exit 1
fi`;
}

function age(name: string, seconds: number): void {
  const then = Date.now() / 1000 - seconds;
  utimesSync(join(folder, name), then, then);
}

const FINISHED = new RegExp(`^${FINISHED_GLOB}$`);
const MEBIBYTE = 2 ** 20;
const JOB = hostname().replace(/-[^-]*$/, '');

test('a backup is a folder named by its time, with what was dumped and its checksums', () => {
  expect(run(backupScript('echo data > a; echo more > b', 'test -s a'))).toMatchObject({ status: 0, stderr: '' });
  const [name, ...others] = readdirSync(folder);
  expect(name).toMatch(/^\d{8}T\d{6}Z$/);
  expect(others).toEqual([]);
  expect(readdirSync(join(folder, name))).toEqual(['SHA256SUMS', 'a', 'b']);
});

test.each([
  ['dumped', 'false', 'true'],
  ['verified', 'echo data > a', 'false'],
])(
  'what could not be %s has no name, leaves no draft, and costs no backup below those that are kept',
  (_, dump, verify) => {
    const old = makeOld(4);
    for (let tries = 0; tries < 3; tries += 1) {
      expect(run(backupScript(dump, verify), { BACKUP_KEEP: '4' }).status).toBe(1);
      expect(readdirSync(folder)).toEqual(old.slice(1));
    }
  },
);

test('a claim that fits what is kept takes one backup after another', () => {
  makeOld(3);
  expect(run(backupScript(dumpOnto(3), 'true'), { BACKUP_KEEP: '3' })).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(folder)).toEqual([OLD[1], OLD[2], expect.stringMatching(FINISHED)]);
});

test('a claim that drafts of failed runs have filled recovers with the next run', () => {
  makeOld(2);
  ['.draft-20200103T000000Z-a-1', '.draft-20200104T000000Z-a-2', '.draft-20200105T000000Z'].forEach((name) => {
    makeFilled(name);
    age(name, 3600 + 601);
  });
  expect(run(backupScript(dumpOnto(2), 'true')).status).toBe(0);
  expect(readdirSync(folder)).toEqual([OLD[1], expect.stringMatching(FINISHED)]);
});

test('a new try of a Job removes the draft that a killed try of it has left, however young', () => {
  makeFilled(`.draft-20200101T000000Z-${JOB}`);
  expect(run(backupScript(dumpOnto(1), 'true')).stdout).toContain(
    `removed the draft of a failed run .draft-20200101T000000Z-${JOB}\n`,
  );
  expect(readdirSync(folder)).toEqual([expect.stringMatching(FINISHED)]);
});

test('the draft of another Job stays for as long as that may run', () => {
  makeFilled('.draft-20200101T000000Z-by-hand');
  age('.draft-20200101T000000Z-by-hand', 3600 + 590);
  expect(run(backupScript('echo data > a', 'true')).status).toBe(0);
  expect(readdirSync(folder)).toEqual(['.draft-20200101T000000Z-by-hand', expect.stringMatching(FINISHED)]);
});

test('of one backup that is kept, the old one goes only after the new one is verified', () => {
  const [old] = makeOld(1);
  expect(run(backupScript('echo data > a', 'false'), { BACKUP_KEEP: '1' }).status).toBe(1);
  expect(readdirSync(folder)).toEqual([old]);
  expect(run(backupScript('echo data > a', 'true'), { BACKUP_KEEP: '1' }).status).toBe(0);
  expect(readdirSync(folder)).not.toContain(old);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('whatever fails, the newest backups stay, and a success leaves those that are kept', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.nat(5), fc.boolean(), (keep, count, fails) => {
      const old = makeOld(count);
      const { status } = run(backupScript('echo data > a', fails ? 'false' : 'true'), { BACKUP_KEEP: String(keep) });
      const left = readdirSync(folder);
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      expect(status).toBe(fails ? 1 : 0);
      const stays = old.slice(-Math.max(keep - 1, 1));
      expect(left).toEqual(fails ? stays : [...stays, expect.stringMatching(FINISHED)].slice(-keep));
    }),
    { numRuns: 15 },
  );
});

test.each(['BACKUP_KEEP', 'BACKUP_DEADLINE'])('without %s nothing is removed', (variable) => {
  const old = makeOld(5);
  const result = runTask(
    { command: ['/bin/sh', '-c', `unset ${variable}; ${backupScript('true', 'true')}`], variables: {} },
    { BACKUP_DEADLINE: '3600', BACKUP_FOLDER: folder, BACKUP_KEEP: '2' },
  );
  expect(result.status).not.toBe(0);
  expect(result.stderr).toContain(variable);
  expect(readdirSync(folder)).toEqual(old);
});

test('a restore reads the files of the backup that is named, or of the newest', () => {
  for (const [name, content] of [
    ['20200101T000000Z', 'first'],
    ['20200102T000000Z', 'second'],
  ]) {
    mkdirSync(join(folder, name));
    run(`cd "$BACKUP_FOLDER/${name}" && echo ${content} > a && sha256sum a > SHA256SUMS`);
  }
  const restore = restoreScript('cat a');
  expect(run(restore).stdout).toBe('a: OK\nsecond\nrestored backup 20200102T000000Z\n');
  expect(run(restore, { BACKUP: '20200101T000000Z' }).stdout).toContain('first\n');
});

test('a restore that fails ends with its failure', () => {
  mkdirSync(join(folder, '20200101T000000Z'));
  run('cd "$BACKUP_FOLDER/20200101T000000Z" && echo x > a && sha256sum a > SHA256SUMS');
  expect(run(restoreScript('exit 7'))).toMatchObject({ status: 7, stdout: 'a: OK\n' });
  expect(readFileSync(join(folder, '20200101T000000Z/a'), 'utf8')).toBe('x\n');
});

test('Kubernetes takes none of it for a variable of its own', () => {
  const script = backupScript('true', 'true') + restoreScript('true');
  expect(script).not.toContain('$$');
  expect(script).not.toMatch(/\$\([A-Z_]+\)/);
});
