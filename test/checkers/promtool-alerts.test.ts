import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Manifests } from '../../lib';
import { everyAlert, everyAlertingConstruct } from '../../scripts/every-alert';
import type { Untyped } from '../rendered/manifest';
import { temporaryFolder } from '../rendered/temporary';
import { alertCases } from './alert-cases';
import type { AlertCase } from './alert-cases/alert-case';
import { promtool, ruleFiles, withAlert } from './prometheus-rules';
import { describeWithTool } from './tool';

/** A case as promtool reads it. Each series is there twice, as of two replicas of kube-state-metrics. */
function unitTest(alert: string, { title, component, series, at, fires }: AlertCase): object {
  const firing = `ALERTS{alertname="${alert}",component="${component}",alertstate="firing"}`;
  return {
    name: title,
    interval: '1m',
    input_series: Object.entries(series).flatMap(([name, values]) =>
      ['1', '2'].map((replica) => ({ series: name.replace(/\}$/, `,instance="ksm-${replica}"}`), values })),
    ),
    promql_expr_test: [
      { expr: `count(${firing}) or vector(0)`, eval_time: at, exp_samples: [{ labels: '{}', value: fires ?? 0 }] },
    ],
  };
}

describeWithTool('promtool', () => {
  let manifests: Untyped[];
  beforeAll(() => {
    manifests = Manifests.of(everyAlertingConstruct()).objects();
  });

  test.each(Object.entries(alertCases))('%s fires when it should, and not otherwise', (alert, cases) => {
    expect(cases.some(({ fires }) => fires)).toBe(true);
    expect(cases.some(({ fires }) => !fires)).toBe(true);
    const file = join(temporaryFolder('alerts'), `${alert}.json`);
    writeFileSync(
      file,
      JSON.stringify({
        rule_files: ruleFiles(withAlert(alert, manifests)),
        evaluation_interval: '1m',
        tests: cases.map((each) => unitTest(alert, each)),
      }),
    );
    expect(promtool('test', 'rules', file)).toContain('SUCCESS');
  });
});

test('every alert of the library has its cases', () => {
  expect(Object.keys(alertCases).sort()).toEqual([...everyAlert().keys()]);
});
