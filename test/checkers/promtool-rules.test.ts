import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Manifests } from '../../lib';
import { everyAlertingConstruct } from '../../scripts/every-alert';
import { readManifests } from '../rendered/manifest';
import { temporaryFolder } from '../rendered/temporary';
import { promtool, ruleFiles } from './prometheus-rules';
import { describeWithTool } from './tool';

const ROOT = resolve(__dirname, '../..');

/** What every system writes for every environment. */
function everythingRendered(): ReturnType<typeof readManifests> {
  const outdir = temporaryFolder('dist');
  execFileSync(process.execPath, ['-r', 'ts-node/register', 'apps/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, CDK8S_OUTDIR: outdir },
    stdio: 'ignore',
  });
  return readdirSync(outdir).flatMap((system) =>
    readdirSync(join(outdir, system)).flatMap((environment) => readManifests(join(outdir, system, environment))),
  );
}

describeWithTool('promtool', () => {
  test('loads the rules of every construct, and each has a file of its own', () => {
    const files = ruleFiles(Manifests.of(everyAlertingConstruct()).objects());
    expect(files.length).toBeGreaterThanOrEqual(5);
    expect(promtool('check', 'rules', '--lint=all', '--lint-fatal', ...files)).not.toContain('FAILED');
  });

  test('loads the rules that systems render', () => {
    const files = ruleFiles(everythingRendered());
    // Some systems have none: their clusters declare no operator.
    expect(files.length === 0 || promtool('check', 'rules', '--lint=all', '--lint-fatal', ...files)).toBeTruthy();
  });
});
