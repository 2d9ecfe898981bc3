import { type Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import {
  HorizontalAutoscaler,
  type IScaleTarget,
  Scaling,
  ScalingPolicy,
  type ScalingRules,
  ScalingSelect,
} from '../../lib';
import { problemsWith, synthesized } from '../support/trees';

class Target extends Construct implements IScaleTarget {
  readonly apiVersion = 'apps/v1';
  readonly kind = 'Deployment';
  readonly name = 'api';
}

const build =
  (scaling: Scaling, props: { name?: string; labels?: Record<string, string> } = {}) =>
  (chart: Chart): void => {
    const target = new Target(chart, 'api');
    new HorizontalAutoscaler(target, 'autoscaler', { target, scaling, ...props });
  };
const base = Scaling.pods({ min: 2, max: 10 });

test('minimal', () => {
  expect(synthesized(build(base.onCpu(70)))).toMatchSnapshot();
});

test('full', () => {
  const scaling = base
    .onCpu(70)
    .onMemory(80)
    .scaleUp({ window: Duration.seconds(30), policies: [ScalingPolicy.pods(4, Duration.seconds(15))] })
    .scaleDown({
      window: Duration.hours(1),
      policies: [ScalingPolicy.percent(10, Duration.minutes(30)), ScalingPolicy.pods(1, Duration.minutes(1))],
      selectPolicy: ScalingSelect.MIN,
    });
  expect(synthesized(build(scaling, { name: 'scaler', labels: { team: 'a' } }))).toMatchSnapshot();
});

test.each([
  [
    { min: 0, max: 2 },
    'scaling.min',
    '0',
    'on CPU and memory a workload scales from at least one pod: without pods there is nothing to measure',
    'give a whole number of at least 1; 2 for what must survive the loss of a node',
  ],
  [
    { min: 1.5, max: 2 },
    'scaling.min',
    '1.5',
    'on CPU and memory a workload scales from at least one pod: without pods there is nothing to measure',
    'give a whole number of at least 1; 2 for what must survive the loss of a node',
  ],
  [
    { min: 1, max: 2.5 },
    'scaling.max',
    '2.5',
    'the maximum is a whole number of pods, and a cluster is made for at most 150000',
    'give a whole number of at least the minimum',
  ],
  [
    { min: 2, max: 1 },
    'scaling.max',
    '1, with a minimum of 2',
    'a maximum below the minimum is refused by the API server',
    'raise max to at least 2, or lower min',
  ],
  [
    { min: 2, max: 2 },
    'scaling.max',
    '2, which is the minimum too',
    'an autoscaler with equal bounds never scales',
    'raise max, or leave out scaling and give replicas: 2',
  ],
])('bounds that cannot be: %j', (bounds, property, value, rule, fix) => {
  expect(problemsWith(build(Scaling.pods(bounds).onCpu(70)))).toBe(
    `  test/shop/api  ${property}\n    got ${value}\n    ${rule}\n    → ${fix}`,
  );
});

test('bounds without a metric', () => {
  expect(problemsWith(build(base))).toMatchInlineSnapshot(`
    "  test/shop/api  scaling
        got bounds without a metric
        an autoscaler needs something to decide by
        → add .onCpu(70) or .onMemory(80)"
  `);
});

test.each([
  ['onCpu', base.onCpu(0), '0'],
  ['onMemory', base.onMemory(0.7), '0.7'],
])('a share that is none: %s', (metric, scaling, value) => {
  expect(problemsWith(build(scaling))).toBe(
    `  test/shop/api  scaling.${metric}
    got ${value}
    the utilization to aim at is a whole number of percent above 0
    → give a share of the request, such as 70`,
  );
});

const minute = Duration.minutes(1);
test.each<[string, ScalingRules, string]>([
  ['no policy', { policies: [] }, 'window of 0 s, 0 policies'],
  ['nothing', { policies: [ScalingPolicy.pods(0, minute)] }, '0 (Pods) per 60 s'],
  ['a part of a pod', { policies: [ScalingPolicy.pods(0.5, minute)] }, '0.5 (Pods) per 60 s'],
  [
    'a period above half an hour',
    { policies: [ScalingPolicy.pods(1, minute), ScalingPolicy.percent(5, Duration.minutes(31))] },
    '5 (Percent) per 1860 s',
  ],
  ['no period', { policies: [ScalingPolicy.percent(5, Duration.seconds(0))] }, '5 (Percent) per 0 s'],
  [
    'a window above an hour',
    { window: Duration.minutes(61), policies: [ScalingPolicy.pods(1, minute)] },
    'window of 3660 s, 1 policies',
  ],
])('rules that the API server refuses: %s', (_what, rules, value) => {
  for (const [direction, scaling] of [
    ['scaleUp', base.onCpu(70).scaleUp(rules)],
    ['scaleDown', base.onCpu(70).scaleDown(rules)],
  ] as const) {
    expect(problemsWith(build(scaling))).toBe(
      `  test/shop/api  scaling.${direction}
    got ${value}
    a direction has at least one policy, amounts above 0, periods of 1 to 1800 s and a window of at most 3600 s
    → correct the policy; to close a direction use selectPolicy: ScalingSelect.DISABLED`,
    );
  }
});
