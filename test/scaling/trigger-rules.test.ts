import { ScalingTrigger, TriggerMetricType } from '../../lib';
import { FakeBroker } from '../support/event-source';
import { expectProblem, problems } from '../support/findings';
import { scaledBy } from '../support/worker';

const AT = 'test/shop/worker  scaling.triggers[0]';
const cron = (start: string, end: string, timeZone?: string, pods = 3) =>
  scaledBy(() => ScalingTrigger.cron({ start, end, timeZone, pods }));

describe('cron', () => {
  test('its schedules are five fields', () => {
    const fix = "→ give five fields: minute, hour, day of month, month, day of week, such as '0 8 * * 1-5'";
    expect(problems(cron('8:00', '@daily'))).toEqual([
      [`${AT}.end`, 'got "@daily"', 'it is no cron schedule of KEDA: it is a name instead of fields', fix],
      [`${AT}.start`, 'got "8:00"', 'it is no cron schedule of KEDA: it has 1 field instead of 5', fix],
    ]);
  });

  test('it ends at another time than it begins', () => {
    expectProblem(cron('0 8 * * *', '0 8 * * *'), [
      `${AT}.end`,
      'got "0 8 * * *"',
      'KEDA refuses a time that ends when it begins',
      '→ give another end',
    ]);
  });

  test('its time zone is one', () => {
    expectProblem(cron('0 8 * * *', '0 9 * * *', 'London'), [
      `${AT}.timezone`,
      'got "London"',
      'it is no IANA time zone',
      "→ give one such as 'Europe/London' or 'Etc/UTC'",
    ]);
  });

  test('it wants at least one pod', () => {
    expectProblem(cron('0 8 * * *', '0 9 * * *', undefined, 0), [
      `${AT}.desiredReplicas`,
      'got 0',
      'KEDA wants at least one pod between the two times: outside of them there are fewer anyway',
      '→ give 1 or more',
    ]);
  });
});

test('a share that is none', () => {
  expectProblem(
    scaledBy(() => ScalingTrigger.cpu(0.7)),
    [
      `${AT}.value`,
      'got 0.7',
      'the utilization to aim at is a whole number of percent above 0',
      '→ give a share of the request, such as 70',
    ],
  );
});

test('a share of the request, for what is no resource', () => {
  const options = { messagesPerPod: 5, metricType: TriggerMetricType.UTILIZATION };
  expectProblem(
    scaledBy((chart) => ScalingTrigger.rabbitQueue(new FakeBroker(chart), 'q', options)),
    [
      `${AT}.metricType`,
      'got Utilization',
      'a share of the request is for CPU and memory alone',
      '→ use one of: AverageValue, Value',
    ],
  );
});

test('CPU by name, without saying how it is measured', () => {
  expectProblem(
    scaledBy(() => ScalingTrigger.custom('cpu', { parameters: { value: '500m' } })),
    [
      `${AT}.metricType`,
      'got nothing',
      'the scaler cpu measures a share of the request, or an amount: KEDA wants to be told which',
      '→ use one of: Utilization, AverageValue',
    ],
  );
});

test('a target that nothing can be divided by', () => {
  expectProblem(
    scaledBy((chart) => ScalingTrigger.rabbitQueue(new FakeBroker(chart), 'q', { messagesPerPod: 0 })),
    [AT, 'got 0 for one pod', 'what waits is divided by what one pod is meant for', '→ give a number above 0'],
  );
});

test('answers cannot be cached where nobody is asked', () => {
  const options = { parameters: { value: '1' }, metricType: TriggerMetricType.UTILIZATION, cachedMetrics: true };
  expectProblem(
    scaledBy(() => ScalingTrigger.custom('memory', options)),
    [
      `${AT}.cachedMetrics`,
      'got true, for memory',
      'there is nobody to be asked less often: KEDA refuses it',
      '→ leave cachedMetrics out',
    ],
  );
});

describe('a stream of Redis', () => {
  const stream = (options: Parameters<typeof ScalingTrigger.redisStream>[2]) =>
    scaledBy((chart) =>
      ScalingTrigger.redisStream(new FakeBroker(chart, { parameters: { address: 'r:6379' } }), 'tasks', options),
    );

  test.each([
    [{}, 'nothing to count'],
    [{ pendingPerPod: 1, lengthPerPod: 1 }, 'pendingEntriesCount, streamLength'],
  ])('is counted in one way: %p', (options, value) => {
    expectProblem(stream(options), [
      AT,
      `got ${value}`,
      'a stream is counted in one way',
      '→ give exactly one of pendingPerPod, lagPerPod and lengthPerPod',
    ]);
  });

  test.each([
    [{ pendingPerPod: 1 }, 'nothing, with pendingEntriesCount'],
    [{ lengthPerPod: 1, consumerGroup: 'g' }, '"g", with streamLength'],
  ])('has a group exactly where one is counted: %p', (options, value) => {
    expectProblem(stream(options), [
      `${AT}.consumerGroup`,
      `got ${value}`,
      'with a group KEDA counts what is pending or behind, without one the length of the stream, whatever is given',
      '→ give consumerGroup for pendingPerPod and lagPerPod; leave it out for lengthPerPod',
    ]);
  });
});
