import { Duration } from 'cdk8s';
import { Controller } from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { workload } from '../support/workload';

test.each([
  [Controller.deployment(), 'Deployment', 'apps/v1', true],
  [Controller.statefulSet(), 'StatefulSet', 'apps/v1', true],
  [Controller.job(), 'Job', 'batch/v1', false],
  [Controller.cronJob('@daily'), 'CronJob', 'batch/v1', false],
])('%j is a %s of %s'.replace('%j ', ''), (controller, kind, apiVersion, isService) => {
  expect(controller).toMatchObject({ kind, apiVersion });
  expect(controller.isService).toBe(isService);
});

test.each([
  [Controller.deployment(), 4, 1],
  [Controller.deployment({ maxSurge: '50%' }), 5, 3],
  [Controller.statefulSet(), 4, 0],
  [Controller.job(), 1, 0],
])('%j adds to %i pods %i while it rolls out', (controller, pods, surge) => {
  expect(controller._surge(pods)).toBe(surge);
});

describe('schedules', () => {
  test.each(['30 2 * * *', '*/5 * * * mon-fri', '0 0 1 jan ?', '@hourly', '@every 1h30m'])('%s is one', (schedule) => {
    expect(problems(workload({ controller: Controller.cronJob(schedule) }))).toEqual([]);
  });

  test.each<[string, readonly string[]]>([
    [
      '',
      [
        'shop/api  controller.schedule',
        'got ""',
        'it is no cron schedule of Kubernetes: the schedule is empty',
        "→ give five fields: minute, hour, day of month, month, day of week, such as '30 2 * * *'",
      ],
    ],
    [
      '* * * *',
      [
        'shop/api  controller.schedule',
        'got "* * * *"',
        'it is no cron schedule of Kubernetes: it has 4 fields instead of 5',
        "→ give five fields: minute, hour, day of month, month, day of week, such as '30 2 * * *'",
      ],
    ],
    [
      '0 0 * * * *',
      [
        'shop/api  controller.schedule',
        'got "0 0 * * * *"',
        'it is no cron schedule of Kubernetes: it has 6 fields instead of 5',
        "→ give five fields: minute, hour, day of month, month, day of week, such as '30 2 * * *'",
      ],
    ],
    [
      '61 * * * *',
      [
        'shop/api  controller.schedule',
        'got "61 * * * *"',
        'it is no cron schedule of Kubernetes: field 1 (minute): 61 is above 59',
        "→ give five fields: minute, hour, day of month, month, day of week, such as '30 2 * * *'",
      ],
    ],
    [
      '0 0 * * 7',
      [
        'shop/api  controller.schedule',
        'got "0 0 * * 7"',
        'it is no cron schedule of Kubernetes: field 5 (day of week): 7 is above 6',
        "→ give five fields: minute, hour, day of month, month, day of week, such as '30 2 * * *'",
      ],
    ],
    [
      '@fortnightly',
      [
        'shop/api  controller.schedule',
        'got "@fortnightly"',
        "it is no cron schedule of Kubernetes: '@fortnightly' is no known descriptor",
        "→ give five fields: minute, hour, day of month, month, day of week, such as '30 2 * * *'",
      ],
    ],
    [
      'TZ=Europe/London 0 0 * * *',
      [
        'shop/api  controller.schedule',
        'got "TZ=Europe/London 0 0 * * *"',
        'it is no cron schedule of Kubernetes: a time zone belongs into timeZone, not into the schedule',
        "→ give five fields: minute, hour, day of month, month, day of week, such as '30 2 * * *'",
      ],
    ],
  ])('%p is none', (schedule, lines) => {
    expectProblem(workload({ controller: Controller.cronJob(schedule) }), lines);
  });
});

describe('time zones', () => {
  test.each(['UTC', 'Etc/UTC', 'Etc/GMT+5', 'Europe/London', 'America/Port-au-Prince', 'Asia/Calcutta'])(
    '%s is one',
    (timeZone) => {
      expect(problems(workload({ controller: Controller.cronJob('@daily', { timeZone }) }))).toEqual([]);
    },
  );

  test.each<[string, readonly string[]]>([
    [
      'Europe/Lundon',
      [
        'shop/api  controller.timeZone',
        'got "Europe/Lundon"',
        'it is no IANA time zone',
        "→ give one such as 'Europe/London' or 'Etc/UTC'",
      ],
    ],
    [
      '',
      [
        'shop/api  controller.timeZone',
        'got ""',
        'it is no IANA time zone',
        "→ give one such as 'Europe/London' or 'Etc/UTC'",
      ],
    ],
    [
      'Local',
      [
        'shop/api  controller.timeZone',
        'got "Local"',
        'it is no IANA time zone',
        "→ give one such as 'Europe/London' or 'Etc/UTC'",
      ],
    ],
    [
      '+01:00',
      [
        'shop/api  controller.timeZone',
        'got "+01:00"',
        'it is no IANA time zone',
        "→ give one such as 'Europe/London' or 'Etc/UTC'",
      ],
    ],
    [
      'europe/london',
      [
        'shop/api  controller.timeZone',
        'got "europe/london"',
        'it is no IANA time zone',
        "→ give one such as 'Europe/London' or 'Etc/UTC'",
      ],
    ],
  ])('%p is none', (timeZone, lines) => {
    expectProblem(workload({ controller: Controller.cronJob('@daily', { timeZone }) }), lines);
  });
});

test.each<[string, Controller, readonly string[]]>([
  [
    'fewer tries than none',
    Controller.job({ retries: -1 }),
    [
      'shop/api  controller.retries',
      'got -1',
      'a task is tried again a whole number of times, at most 2147483647',
      '→ give 0 or more',
    ],
  ],
  [
    'half a try',
    Controller.cronJob('@daily', { retries: 0.5, deadline: Duration.minutes(1) }),
    [
      'shop/api  controller.retries',
      'got 0.5',
      'a task is tried again a whole number of times, at most 2147483647',
      '→ give 0 or more',
    ],
  ],
])('%s is an error', (_, controller, lines) => {
  expectProblem(workload({ controller }), lines);
});
