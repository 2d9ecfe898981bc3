import { Duration } from 'cdk8s';
import { Controller, type CronJobOptions } from '../../lib';
import { expectProblem, problems, warnings } from '../support/findings';
import { controllerOf, workload } from '../support/workload';

function cron(schedule: string, options: CronJobOptions = {}) {
  return workload({ controller: Controller.cronJob(schedule, options) });
}

describe('the deadline of a run follows from the schedule', () => {
  test.each<[string, CronJobOptions, number]>([
    ['@daily', {}, 600],
    ['*/5 * * * *', {}, 300],
    ['0,50 * * * *', {}, 600],
    ['*/5 * * * *', { concurrent: true }, 600],
    ['*/5 * * * *', { deadline: Duration.minutes(4) }, 240],
    ['0 9 30 2 *', { suspended: true }, 600],
  ])('%s %j: %i s', (schedule, options, seconds) => {
    const made = cron(schedule, options);
    expect(controllerOf(made).spec.jobTemplate.spec.activeDeadlineSeconds).toBe(seconds);
    expect([problems(made), warnings(made)]).toEqual([[], []]);
  });

  test('a longer one of the author delays the next run', () => {
    expect(warnings(cron('*/5 * * * *', { deadline: Duration.minutes(6) }))).toEqual([
      [
        'shop/api  controller.deadline  [run-outlasts-its-schedule]',
        'got 360 s, for a schedule that is due every 300 s',
        'while a run goes on no other begins: one that takes as long as it may delays the next, or has it skipped',
        '→ give at most 300 s, run less often, or allow concurrent: true; or acknowledge it with the reason',
      ],
    ]);
  });
});

test('a schedule that never runs', () => {
  expectProblem(cron('0 9 30 2 *'), [
    'shop/api  controller.schedule',
    'got "0 9 30 2 *"',
    'no month has such a day: it never runs',
    '→ correct the day or the month; for a task that is only started by hand give a schedule that comes and suspended: true',
  ]);
});

test('a schedule of days of either kind', () => {
  expect(warnings(cron('0 3 1 * 1'))).toEqual([
    [
      'shop/api  controller.schedule  [schedule-of-either-day]',
      'got "0 3 1 * 1"',
      'with a day of the month and a day of the week it runs on days of either kind, not only on those of both',
      '→ give one of the two and write * for the other; or acknowledge it with the reason',
    ],
  ]);
});

test('a schedule in an hour that the clocks skip and repeat', () => {
  const timeZone = 'Europe/Berlin';
  const fix = "→ move it out of this hour, or use timeZone: 'Etc/UTC'; or acknowledge it with the reason";
  expect(warnings(cron('30 2 * * *', { timeZone }))).toEqual([
    [
      'shop/api  controller.schedule  [schedule-in-repeated-hour]',
      'got "30 2 * * *" in Europe/Berlin',
      'the clocks repeat 02:00 to 03:00 when they go back, such as on 2026-10-25: it runs twice then',
      fix,
    ],
    [
      'shop/api  controller.schedule  [schedule-in-skipped-hour]',
      'got "30 2 * * *" in Europe/Berlin',
      'the clocks skip 02:00 to 03:00 when they go forward, such as on 2026-03-29: it does not run then',
      fix,
    ],
  ]);
  expect(warnings(cron('30 2 * * *'))).toEqual([]);
});

test('a run that may be hardly late', () => {
  expectProblem(cron('@daily', { startingDeadline: Duration.seconds(9) }), [
    'shop/api  controller.startingDeadline',
    'got 9 s',
    'Kubernetes looks at schedules every 10 s: a run may be too late each time, and never begin',
    '→ give at least 10 s',
  ]);
});

test('tries that never begin', () => {
  expect(warnings(workload({ controller: Controller.job({ retries: 7 }) }))).toEqual([
    [
      'shop/api  controller.retries  [retries-after-deadline]',
      'got 7, with a deadline of 600 s',
      'Kubernetes waits 990 s in all between so many tries: the last of them never begin',
      '→ retry at most 5 times, or raise the deadline above 990 s; or acknowledge it with the reason',
    ],
  ]);
  expect(warnings(workload({ controller: Controller.job({ retries: 5 }) }))).toEqual([]);
  expect(warnings(workload({ controller: Controller.job({ retries: 0, deadline: Duration.seconds(1) }) }))).toEqual([]);
});

test('a task without any time', () => {
  expectProblem(workload({ controller: Controller.job({ deadline: Duration.seconds(0), retries: 0 }) }), [
    'shop/api  controller.deadline',
    'got 0 s',
    'a task that fails before its first second does nothing',
    '→ give the time after which it hangs, such as Duration.minutes(10)',
  ]);
});
