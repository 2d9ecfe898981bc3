import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { templateProblem } from '../../lib/observability/alert-template';
import { promqlProblem } from '../../lib/observability/promql';
import { temporaryFolder } from '../rendered/temporary';
import { anyExpressions, soundExpressions } from '../support/promql-expressions';
import expressions from './promql-expressions.json';
import { describeWithTool } from './tool';

/** Which of the rules promtool would load. */
function loads(rules: readonly object[]): boolean[] {
  const file = join(temporaryFolder('syntax'), 'rules.json');
  const named = rules.map((rule, index) => ({ alert: `A${index}`, ...rule }));
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'a', rules: named }] }));
  const { stdout, stderr } = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const refused = [...(stdout + stderr).matchAll(/rule \d+, "A(\d+)"/g)].map(([, index]) => Number(index));
  return rules.map((_, index) => !refused.includes(index));
}

/** Those that one of us takes and the other refuses. */
function disputed(cases: readonly string[]): string[] {
  const theirs = loads(cases.map((expr) => ({ expr })));
  return cases.filter((expr, index) => theirs[index] !== (promqlProblem(expr) === undefined));
}

describeWithTool('promtool', () => {
  test('judges expressions as we do, those it takes and those it refuses', () => {
    expect(disputed(expressions)).toEqual([]);
    const sound = expressions.filter((expr) => promqlProblem(expr) === undefined).length;
    expect([sound > 150, expressions.length - sound > 150]).toEqual([true, true]);
  });

  test('takes what is made by the rules of the language, as we do', () => {
    const cases = fc.sample(soundExpressions.vector, { seed: 5, numRuns: 1000 });
    expect(loads(cases.map((expr) => ({ expr }))).filter((loaded) => !loaded)).toEqual([]);
    expect(disputed(cases)).toEqual([]);
  });

  test('judges any words as we do', () => {
    const cases = fc.sample(anyExpressions.expression, { seed: 5, numRuns: 3000 });
    expect(disputed(cases)).toEqual([]);
  });

  test.each([
    '{{ $labels.pod }} and {{ $value | humanizePercentage }}',
    '{{ range $index, $sample := query `up` }}{{ $sample.Labels.pod }} {{ $index }}{{ end }}',
    '{{/* a comment about labels */}}',
    'a }} that closes nothing',
    'pod {{ $labels.pod waits',
    '{{ }}',
    '{{ labels.pod }}',
    '{{ $label.pod }}',
    '{{ $value | humanise }}',
  ])('judges the text as we do: %s', (summary) => {
    expect(loads([{ expr: 'up', annotations: { summary } }])).toEqual([templateProblem(summary) === undefined]);
  });
});
