import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { filesBelow, temporaryFolder } from '../support/synth';

const ROOT = join(__dirname, '../..');
const folder = temporaryFolder();

function run(...args: string[]) {
  return spawnSync(process.execPath, ['-r', 'ts-node/register', 'apps/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, CDK8S_OUTDIR: folder.path },
    encoding: 'utf8',
  });
}

test('one environment of one system', () => {
  expect(run('crypto-wallets', 'dev').status).toBe(0);
  const folders = Object.keys(filesBelow(folder.path)).map((file) => file.split('/').slice(0, 2).join('/'));
  expect([...new Set(folders)]).toEqual(['crypto-wallets/dev']);
});

test('a system that is not there is said, with those that are', () => {
  expect(run('wallets')).toMatchObject({
    status: 1,
    stderr: '✗ no system "wallets"; there are: balance-plus, crypto-wallets, minitoolstream, monitoring\n',
  });
  expect(filesBelow(folder.path)).toEqual({});
});

test('what every object has is no system', () => {
  expect(run('toString')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^✗ no system/) });
});
