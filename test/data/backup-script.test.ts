import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupScript, restoreScript } from '../../lib/data/backup-script';
import { runTask } from './manifest-script';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (script: string, changed: Record<string, string> = {}) =>
  runTask(
    { command: ['/bin/sh', '-c', script], variables: {} },
    { BACKUP_FOLDER: folder, BACKUP_KEEP: '2', ...changed },
  );

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
])('what could not be %s has no name and removes nothing', (_, dump, verify) => {
  const old = ['20200101T000000Z', '20200102T000000Z', '20200103T000000Z'];
  old.forEach((name) => mkdirSync(join(folder, name)));
  expect(run(backupScript(dump, verify)).status).toBe(1);
  expect(readdirSync(folder).filter((name) => !name.startsWith('.draft-'))).toEqual(old);
});

test('a draft that nobody works on any more is removed, a younger one is not', () => {
  mkdirSync(join(folder, '.draft-old'));
  mkdirSync(join(folder, '.draft-new'));
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  utimesSync(join(folder, '.draft-old'), twoDaysAgo, twoDaysAgo);
  expect(run(backupScript('echo data > a', 'true')).status).toBe(0);
  expect(readdirSync(folder)).toEqual(['.draft-new', expect.any(String)]);
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
