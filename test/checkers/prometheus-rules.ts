import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Untyped } from '../rendered/manifest';
import { temporaryFolder } from '../rendered/temporary';

/** The PrometheusRules that have an alert of a name, with it alone: what else they tell of takes its time to evaluate. */
export function withAlert(name: string, manifests: readonly Untyped[]): Untyped[] {
  return manifests
    .filter(({ kind }) => kind === 'PrometheusRule')
    .map(({ spec, ...rest }) => ({
      ...rest,
      spec: {
        groups: (spec.groups as Untyped[])
          .map(({ rules, ...group }) => ({
            ...group,
            rules: (rules as Untyped[]).filter(({ alert }) => alert === name),
          }))
          .filter(({ rules }) => rules.length > 0),
      },
    }))
    .filter(({ spec }) => spec.groups.length > 0);
}

/** Writes each PrometheusRule as a file of rules, as the operator does. */
export function ruleFiles(manifests: readonly Untyped[]): string[] {
  const folder = temporaryFolder('rules');
  return manifests
    .filter(({ kind }) => kind === 'PrometheusRule')
    .map(({ metadata, spec }, index) => {
      const file = join(folder, `${index}-${metadata.namespace}-${metadata.name}.json`);
      writeFileSync(file, JSON.stringify(spec));
      return file;
    });
}

/** What promtool says to some arguments; it fails the test where promtool finds something. */
export function promtool(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`promtool ${args[0]} ${args[1]}:\n${stdout}${stderr}`);
  }
  return stdout;
}
