import { MISTAKES } from '.';
import { judge } from './judge';

/** `npx ts-node test/mistakes/report.ts [APP …]`: the list of mistakes with their verdicts, as a table in Markdown. */
function main(apps: readonly string[]): void {
  const rows = apps.flatMap((app) => {
    const outcomes = judge(app);
    return (MISTAKES[app] ?? []).map(({ id, harm, verdict }, index) => {
      const { actual, expected } = outcomes[index] ?? { actual: '', expected: '' };
      const reason = verdict.missed ?? verdict.unseen ?? '';
      const kind = actual === 'no finding' ? (verdict.unseen === undefined ? 'missed' : 'cannot be seen') : 'synth';
      const unexpected = actual === expected ? '' : ' (not as expected)';
      return {
        kind,
        line: `| ${id} | ${harm} | ${kind}${unexpected} | ${kind === 'synth' ? `\`${actual}\`` : reason} |`,
      };
    });
  });
  const count = (wanted: string): number => rows.filter(({ kind }) => kind === wanted).length;
  process.stdout.write(
    [
      `${rows.length} mistakes: ${count('synth')} seen by synth, ${count('missed')} missed, ${count('cannot be seen')} that cannot be seen`,
      '',
      '| mistake | what goes wrong | verdict | place, or reason |',
      '| --- | --- | --- | --- |',
      ...rows.map(({ line }) => line),
      '',
    ].join('\n'),
  );
}

const asked = process.argv.slice(2);
main(asked.length > 0 ? asked : Object.keys(MISTAKES));
