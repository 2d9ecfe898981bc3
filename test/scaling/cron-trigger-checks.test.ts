import { Cluster, QueueScaling, ScalingTrigger } from '../../lib';
import { problems, warnings } from '../support/findings';
import { KEDA, scaledBy, worker } from '../support/worker';

const AT = 'test/shop/worker  scaling.triggers[0]';

function cron(start: string, end: string, timeZone = 'America/New_York', cluster = KEDA) {
  return scaledBy(() => ScalingTrigger.cron({ start, end, timeZone, pods: 5 }), { min: 1, max: 10 }, cluster);
}

test.each([
  ['30 9 * * 1-5', '0 16 * * 1-5'],
  ['0 22 * * 1-5', '0 6 * * 2-6'],
  ['0 8,14 * * *', '0 12,18 * * *'],
  // One window follows another.
  ['0 4,9 * * *', '0 9,17 * * *'],
  ['0 9 1 * *', '0 17 1 * *'],
])('%s to %s is on when it says', (start, end) => {
  expect([problems(cron(start, end)), warnings(cron(start, end))]).toEqual([[], []]);
});

test.each<[string, string, string, string[][]]>([
  [
    'a start that never comes',
    '0 9 30 2 *',
    '0 16 * * 1-5',
    [
      [
        `${AT}.start`,
        'got "0 9 30 2 *"',
        'no month has such a day: without a start the trigger is always on',
        '→ correct the day or the month',
      ],
    ],
  ],
  [
    'an end that never comes',
    '0 9 * * 1-5',
    '0 16 31 2 *',
    [
      [
        `${AT}.end`,
        'got "0 16 31 2 *"',
        'no month has such a day: without an end the trigger is never on',
        '→ correct the day or the month',
      ],
    ],
  ],
  [
    'a day of the month together with a day of the week',
    '30 9 1-24 12 1-5',
    '0 16 1-24 12 *',
    [
      [
        `${AT}.start`,
        'got "30 9 1-24 12 1-5"',
        'with a day of the month and a day of the week it comes on days of either kind, not only on those of both',
        '→ give one of the two and write * for the other; for days of both write a trigger for each date',
      ],
    ],
  ],
  [
    'an end on days without a start',
    '30 9 * * 1-5',
    '0 16 * * *',
    [
      [
        `${AT}.end`,
        'got "0 16 * * *", with the start "30 9 * * 1-5"',
        'after the end of Friday 2027-01-01 16:00 no start comes before the end of Saturday 2027-01-02 16:00: KEDA is on all that time',
        '→ give the end the days of the start, such as 1-5 for both',
      ],
    ],
  ],
  [
    'two starts before an end',
    '0 8,12 * * *',
    '0 18 * * *',
    [
      [
        `${AT}.start`,
        'got "0 8,12 * * *", with the end "0 18 * * *"',
        'after the start of Friday 2027-01-01 08:00 no end comes before the start of Friday 2027-01-01 12:00: KEDA is off all that time',
        '→ give one start and one end for each window; write a trigger for each window where there are several',
      ],
    ],
  ],
  [
    'starts and ends that coincide',
    '0 9 * * *',
    '0 9 * * 0-6',
    [
      [
        `${AT}.end`,
        'got "0 9 * * 0-6", with the start "0 9 * * *"',
        'each start comes with an end at the same time: the trigger is always on',
        '→ end before the next start begins',
      ],
    ],
  ],
])('%s', (_, start, end, expected) => {
  expect(problems(cron(start, end))).toEqual(expected);
});

test('a list needs KEDA 2.20', () => {
  const old = Cluster.generic({ keda: { version: '2.19.1' } });
  expect(problems(cron('30 9 * * 1,3', '0 16 * * 1,3', 'Etc/UTC', old))).toEqual(
    ['end', 'start'].map((name) => [
      `${AT}.${name}`,
      `got "${name === 'start' ? '30 9' : '0 16'} * * 1,3", on KEDA 2.19.1`,
      'before version 2.20 KEDA makes a name of a metric of it that Kubernetes refuses: nothing scales',
      '→ write a range, such as 1-5, or one trigger for each value',
    ]),
  );
  expect(problems(cron('30 9 * * 1-5', '0 16 * * 1-5', 'Etc/UTC', old))).toEqual([]);
  expect(problems(cron('30 9 * * 1,3', '0 16 * * 1,3', 'Etc/UTC'))).toEqual([]);
});

test('a date comes again every year', () => {
  expect(warnings(cron('30 9 24 12 *', '0 13 24 12 *'))).toEqual([
    [
      `${AT}.start  [cron-date-every-year]`,
      'got "30 9 24 12 *", until "0 13 24 12 *"',
      'a schedule has no year: the trigger is on again on the same date of every year',
      '→ remove it after the date; or acknowledge it with the date by which somebody does',
    ],
  ]);
});

test('a start or an end in the hour of a clock change', () => {
  const found = warnings(cron('30 2 * * *', '30 1 * * *'));
  expect(found).toEqual([
    [
      `${AT}.end  [schedule-in-repeated-hour]`,
      'got "30 1 * * *" in America/New_York',
      'the clocks repeat 01:00 to 02:00 when they go back, such as on 2026-11-01: this end comes twice, and the trigger is on between the two',
      "→ move it out of this hour, or use timeZone: 'Etc/UTC'; or acknowledge it with the reason",
    ],
    [
      `${AT}.start  [schedule-in-skipped-hour]`,
      'got "30 2 * * *" in America/New_York',
      'the clocks skip 02:00 to 03:00 when they go forward, such as on 2026-03-08: this start does not come, and the trigger is on from the end before until the end after',
      "→ move it out of this hour, or use timeZone: 'Etc/UTC'; or acknowledge it with the reason",
    ],
  ]);
  expect(warnings(cron('30 2 * * *', '30 1 * * *', 'Asia/Tokyo'))).toEqual([]);
});

function together(...triggers: [start: string, end: string, pods: number][]) {
  const made = triggers.map(([start, end, pods]) => ScalingTrigger.cron({ start, end, pods }));
  return worker({ scaling: QueueScaling.pods({ min: 1, max: 10 }).on(...made) });
}

test('a trigger cannot take pods away from another', () => {
  expect(warnings(together(['0 8 * * 1-5', '0 18 * * 1-5', 8], ['0 12 * * 3', '0 13 * * 3', 2]))).toEqual([
    [
      'test/shop/worker  scaling.triggers[1]  [cron-trigger-without-effect]',
      'got 2 pods, while scaling.triggers[0] asks for 8',
      'where triggers overlap the highest number wins: this one never decides, and no trigger takes pods away',
      '→ leave its times out of the other trigger, ask for more pods, or remove it; or acknowledge it with the reason',
    ],
  ]);
  expect(warnings(together(['0 8 * * 1-5', '0 18 * * 1-5', 2], ['0 12 * * 3', '0 13 * * 3', 8]))).toEqual([]);
});

test('a trigger asks for more pods than the minimum, and for no more than the maximum', () => {
  expect(warnings(together(['0 8 * * *', '0 9 * * *', 1])).map(([, value]) => value)).toEqual([
    'got 1, with a minimum of 1',
  ]);
  expect(problems(together(['0 8 * * *', '0 9 * * *', 11]))).toEqual([
    [
      `${AT}.desiredReplicas`,
      'got 11, with a maximum of 10',
      'there are never more pods than the maximum',
      '→ raise scaling.max to 11, or ask for at most 10',
    ],
  ]);
});
