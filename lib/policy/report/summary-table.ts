import type { ApiObject } from 'cdk8s';
import type { PolicyTrial } from '../policy-trial';
import { packsOf, rulesOf, tallyOf } from './results';

const HEADINGS = ['environment', 'pack', 'rules', 'passed', 'failed', 'acknowledged'];

/** A line for each environment and pack. A rule of several packs counts in each. */
export function summaryTable(
  parts: readonly { readonly environment: string; readonly trial: PolicyTrial<ApiObject> }[],
): string {
  const rows = parts.flatMap(({ environment, trial }) => {
    const instances = rulesOf(trial);
    return packsOf(trial).map((pack) => {
      const tallies = pack.rules.map(({ id }) => tallyOf(trial, instances.get(id) ?? []));
      const sum = (of: 'passed' | 'failed' | 'acknowledged'): string =>
        String(tallies.reduce((total, tally) => total + tally[of], 0));
      return [environment, pack.name, String(pack.rules.length), sum('passed'), sum('failed'), sum('acknowledged')];
    });
  });
  const widths = HEADINGS.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column].length)));
  return [HEADINGS, ...rows]
    .map((row) =>
      row
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}
