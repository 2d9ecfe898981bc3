import { Duration } from 'cdk8s';
import { Scaling, ScalingPolicy, ScalingSelect } from '../../lib';

const base = Scaling.pods({ min: 2, max: 10 });
const DEFAULT_DOWN = { stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }] };

test('each step gives a new value and keeps all others', () => {
  const scaled = base.onMemory(80).onCpu(70);
  expect(scaled).toMatchObject({ min: 2, max: 10, cpuUtilization: 70, memoryUtilization: 80 });
  expect(base).toMatchObject({ cpuUtilization: undefined, memoryUtilization: undefined });
});

test('by default it grows as Kubernetes does, and shrinks by half a minute after 300 seconds', () => {
  expect(base.onCpu(70)._behavior()).toEqual({ scaleUp: undefined, scaleDown: DEFAULT_DOWN });
  expect(base._rules()).toEqual([]);
});

test('rules of both directions, in any order of the steps', () => {
  const up = { policies: [ScalingPolicy.percent(100, Duration.minutes(1))], selectPolicy: ScalingSelect.MIN };
  const down = { window: Duration.minutes(10), policies: [ScalingPolicy.pods(1, Duration.seconds(90))] };
  const expected = {
    scaleUp: {
      stabilizationWindowSeconds: undefined,
      selectPolicy: 'Min',
      policies: [{ type: 'Percent', value: 100, periodSeconds: 60 }],
    },
    scaleDown: {
      stabilizationWindowSeconds: 600,
      selectPolicy: undefined,
      policies: [{ type: 'Pods', value: 1, periodSeconds: 90 }],
    },
  };
  expect(base.scaleUp(up).scaleDown(down).onCpu(70)._behavior()).toEqual(expected);
  expect(base.onCpu(70).scaleDown(down).onMemory(80).scaleUp(up)._behavior()).toEqual(expected);
  expect(base.scaleUp(up).scaleDown(down)._rules()).toEqual([
    { property: 'scaling.scaleUp', rules: up },
    { property: 'scaling.scaleDown', rules: down },
  ]);
});

test('rules for shrinking that name no window keep the 300 seconds', () => {
  const policies = [ScalingPolicy.pods(2, Duration.minutes(1))];
  expect(base.scaleDown({ policies })._behavior().scaleDown).toMatchObject({ stabilizationWindowSeconds: 300 });
});

test('choices are those of the API server', () => {
  expect(ScalingSelect).toEqual({ MAX: 'Max', MIN: 'Min', DISABLED: 'Disabled' });
});
