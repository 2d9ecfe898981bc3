import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { queryOf } from '../../lib/observability/promql';
import { mayHave } from '../../lib/observability/query/labels';
import { temporaryFolder } from '../rendered/temporary';
import { soundExpressions } from '../support/promql-expressions';
import { LABEL_CASES } from '../support/promql-labels';
import { describeWithTool } from './tool';

const LABELS = ['a', 'b', 'c', 'pod', 'job', 'le', 'by', 'on'];

/** Two series of each metric. */
function seriesOf(...metrics: readonly string[]): object[] {
  return metrics.flatMap((metric) =>
    ['1', '2'].map((value) => {
      const labels = LABELS.map((label) => `${label}="${label === 'a' ? value : label}"`).join(', ');
      return { series: `${metric}{${labels}}`, values: '1+1x120' };
    }),
  );
}

/** The labels that Prometheus gives to what each expression gives. */
function givenLabels(expressions: readonly string[]): Map<string, string[]> {
  const file = join(temporaryFolder('labels'), 'tests.json');
  // What an expression gives is told where something else was expected.
  const tests = expressions.map((expr) => ({
    expr,
    eval_time: '100m',
    exp_samples: [{ labels: '{expected="other"}', value: 42 }],
  }));
  const input = seriesOf('x', 'y', 'x_bucket', 'up', 'a:b:c', 'rate', 'sum');
  writeFileSync(
    file,
    JSON.stringify({ rule_files: [], tests: [{ interval: '1m', input_series: input, promql_expr_test: tests }] }),
  );
  const { stdout, stderr } = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const answers = (stdout + stderr).matchAll(/expr: ("(?:[^"\\]|\\.)*"), time: .*\n\s*exp: .*\n\s*got: (.*)/g);
  return new Map(
    [...answers].map(([, expr, got]) => [
      JSON.parse(expr) as string,
      [...got.matchAll(/(\w+)="/g)].map(([, label]) => label),
    ]),
  );
}

/** Labels that are there although we say that they are gone. */
function surprises(given: ReadonlyMap<string, readonly string[]>): string[] {
  return [...given].flatMap(([expression, labels]) => {
    const kept = queryOf(expression).labels;
    return labels.filter((label) => kept && !mayHave(kept, label)).map((label) => `${label} of ${expression}`);
  });
}

describeWithTool('promtool', () => {
  test('gives no label that we take for gone', () => {
    const given = givenLabels(LABEL_CASES.map(([expression]) => expression));
    expect(surprises(given)).toEqual([]);
    expect([...given.values()].filter((labels) => labels.length > 0).length).toBeGreaterThan(15);
  });

  test('gives no label that we take for gone, whatever the expression', () => {
    const given = givenLabels(fc.sample(soundExpressions.vector, { seed: 7, numRuns: 1500 }));
    expect(surprises(given)).toEqual([]);
    expect([...given.values()].filter((labels) => labels.length > 0).length).toBeGreaterThan(200);
  });
});
