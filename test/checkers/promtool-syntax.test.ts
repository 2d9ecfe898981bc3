import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promqlProblem } from '../../lib/observability/promql';
import { templateProblem } from '../../lib/observability/alert-template';
import { temporaryFolder } from '../rendered/temporary';
import { describeWithTool } from './tool';

const SOUND = [
  'up == 0',
  'sum by (namespace) (rate(http_requests_total{code=~"5.."}[5m])) > 0.05',
  'max_over_time((a > 1)[5m:1m]) unless on (pod) b offset 1h',
  'absent(up{job="api"}) # a comment: (',
  `a{b="(", c='[', d=\`{\`}`,
  'histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m]))) > 1e3',
  'time() - max by (a) (b or c) > 26 * 3600',
  'topk(1, a) and on (b) c @ end()',
  '{__name__=~"job:.*"} > 1',
  'a{"b.c"="d"} > 0x1F',
];
const BROKEN = [
  '',
  'up ==',
  'sum(rate(x[5m])',
  'foo bar',
  'up{job="api" == 0',
  'nothing_known(x)',
  'rate(x[5 minutes])',
  'a{b="c} > 0',
  'sum by namespace (up)',
  'up > > 1',
  'up{job=api}',
  'up[5m',
];

/** Whether promtool loads a rule. */
function loads(rule: object): boolean {
  const file = join(temporaryFolder('syntax'), 'rules.json');
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'a', rules: [{ alert: 'A', ...rule }] }] }));
  return spawnSync('promtool', ['check', 'rules', file]).status === 0;
}

describeWithTool('promtool', () => {
  test.each([...SOUND, ...BROKEN])('judges the expression as we do: %s', (expr) => {
    expect(loads({ expr })).toBe(promqlProblem(expr) === undefined);
    expect(SOUND.includes(expr)).toBe(promqlProblem(expr) === undefined);
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
    expect(loads({ expr: 'up', annotations: { summary } })).toBe(templateProblem(summary) === undefined);
  });
});
