import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFolders } from '../../lib/synth/output-folders';
import { filesBelow, temporaryFolder } from '../support/synth';

const folder = temporaryFolder();
const files = (entries: Record<string, string>) => new Map(Object.entries(entries));

test('a folder is replaced as a whole, and nothing is left aside', () => {
  writeFolders(folder.path, [{ folder: 'dev', files: files({ 'a.yaml': '1', 'in/b.yaml': '2' }) }]);
  writeFolders(folder.path, [{ folder: 'dev', files: files({ 'a.yaml': '3', 'run.sh': '#' }) }]);
  expect(filesBelow(folder.path)).toEqual({ 'dev/a.yaml': '3', 'dev/run.sh': '#' });
  expect(readdirSync(folder.path)).toEqual(['dev']);
});

test('scripts can be run, other files cannot', () => {
  writeFolders(folder.path, [{ folder: 'dev', files: files({ 'a.yaml': '1', 'run.sh': '#' }) }]);
  const mode = (name: string) => statSync(join(folder.path, 'dev', name)).mode & 0o111;
  expect([mode('a.yaml'), mode('run.sh')]).toEqual([0, 0o111]);
});

test('when one cannot be written aside, no folder is touched', () => {
  writeFolders(folder.path, [{ folder: 'dev', files: files({ 'a.yaml': 'old' }) }]);
  writeFileSync(join(folder.path, 'blocked'), 'a file where a folder should be');
  const both = [
    { folder: 'dev', files: files({ 'a.yaml': 'new' }) },
    { folder: 'blocked/prod', files: files({ 'a.yaml': 'new' }) },
  ];
  expect(() => writeFolders(folder.path, both)).toThrow();
  expect(filesBelow(folder.path)['dev/a.yaml']).toBe('old');
});

test('a folder without files is there, and empty', () => {
  writeFolders(folder.path, [{ folder: 'dev', files: files({ 'a.yaml': 'old' }) }]);
  writeFolders(folder.path, [{ folder: 'dev', files: files({}) }]);
  expect(existsSync(join(folder.path, 'dev'))).toBe(true);
  expect(filesBelow(folder.path)).toEqual({});
});

test('what a broken run left aside is in nobody’s way', () => {
  mkdirSync(join(folder.path, `.dev.${process.pid}.new`));
  writeFileSync(join(folder.path, `.dev.${process.pid}.new`, 'stale.yaml'), 'old');
  writeFolders(folder.path, [{ folder: 'dev', files: files({ 'a.yaml': '1' }) }]);
  expect(filesBelow(folder.path)).toEqual({ 'dev/a.yaml': '1' });
});
