import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUIDE, guideWithRules } from '../../scripts/rule-list';
import { judge, soundObjects } from '../policy/support/system';
import { filesBelow, temporaryFolder } from '../support/synth';
import { OneServicePerDeployment } from './waiting-rule';

const TEXT = readFileSync(GUIDE, 'utf8');
const EXAMPLES = ['system-with-policies.ts', 'own-rule.ts', 'waiting-rule.ts'];
const folder = temporaryFolder();

test('the guide lists every rule as it is: npm run docs:rules', () => {
  expect(TEXT).toBe(guideWithRules(TEXT));
});

test('every example stands in the guide as it is compiled and run here', () => {
  const blocks = [...TEXT.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text]) => text);
  expect(blocks).toEqual(EXAMPLES.map((file) => readFileSync(join(__dirname, file), 'utf8')));
});

test('a rule of one’s own takes ten lines between its braces', () => {
  const [, body] = /class TeamLabel .* \{\n([\s\S]*?)^}$/m.exec(TEXT) ?? [];
  expect(body.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
});

test('what is printed is what the guide shows', () => {
  const before = { outdir: process.env.CDK8S_OUTDIR, exitCode: process.exitCode };
  process.env.CDK8S_OUTDIR = folder.path;
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    jest.isolateModules(() => jest.requireActual('./system-with-policies'));
    const printed = write.mock.calls.map(([text]) => String(text)).join('');
    expect(printed).toContain('  prod/shop/api  metadata.labels  [Shop.TeamLabel]\n');
    expect(process.exitCode).toBe(1);
    expect(filesBelow(folder.path)).toEqual({});
  } finally {
    write.mockRestore();
    process.exitCode = before.exitCode;
    process.env.CDK8S_OUTDIR = before.outdir;
  }
});

test('the rule that waits finds the Deployment without a Service', () => {
  expect(judge(soundObjects(), [new OneServicePerDeployment()]).findings).toEqual([
    {
      rule: 'Shop.OneServicePerDeployment',
      object: 'Deployment worker',
      path: 'metadata.name',
      value: 'no Service worker',
      acknowledged: undefined,
    },
  ]);
});
