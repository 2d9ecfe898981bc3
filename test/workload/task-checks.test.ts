import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { Acknowledgements, ApiService, Controller, type CronJobOptions, Migration, Peer, Port, Probe } from '../../lib';
import { retryWaitSeconds } from '../../lib/workload/task-times';
import { expectProblem, problems, warnings } from '../support/findings';
import { chartIn, controllerOf, IMAGE, workload } from '../support/workload';

const UNKNOWN = [
  'shop/api  controller.deadline  [task-deadline-unknown]',
  'got nothing',
  'Kubernetes ends a task at its deadline, finished or not, and without one this is after 600 s',
  '→ say how long all tries together may take: deadline: Duration.hours(2); or acknowledge it with the reason',
];

describe('the deadline', () => {
  test.each([Controller.job(), Controller.cronJob('0 3 * * *')])('that nobody gave is a warning: %#', (controller) => {
    expect(warnings(workload({ controller }))).toEqual([UNKNOWN]);
  });

  test('that nobody gave may be acknowledged', () => {
    const made = workload({ controller: Controller.job() });
    Acknowledgements.of(made).add({ id: 'task-deadline-unknown', reason: 'it takes a minute' });
    expect(warnings(made)).toEqual([]);
  });

  test.each([Controller.deployment(), Controller.statefulSet(), Controller.job({ deadline: Duration.minutes(5) })])(
    'is not asked of services, nor of those who gave it: %#',
    (controller) => {
      expect(warnings(workload({ controller }))).toEqual([]);
    },
  );

  test('of a migration is ten minutes, as its documentation says', () => {
    const api = new ApiService(chartIn(), 'api', {
      image: IMAGE,
      ports: [Port.http(8080)],
      readiness: Probe.http('/ready'),
      liveness: Probe.http('/live'),
      migration: Migration.run(['migrate']),
    });
    api.allowFrom(Peer.namespace('web'));
    expect(warnings(api)).toEqual([]);
  });

  test('is not zero', () => {
    expectProblem(workload({ controller: Controller.job({ deadline: Duration.seconds(0) }) }), [
      'shop/api  controller.deadline',
      'got 0 s',
      'Kubernetes ends a task at its deadline: this one never runs',
      '→ give at least a second; the time that all tries together may take',
    ]);
  });
});

describe('retries', () => {
  test('that cannot begin before the deadline are a warning', () => {
    const deadline = Duration.minutes(10);
    expect(warnings(workload({ controller: Controller.job({ deadline, retries: 6 }) }))).toEqual([
      [
        'shop/api  controller.retries  [retries-beyond-deadline]',
        'got 6, with a deadline of 600 s',
        'before each retry Kubernetes waits, twice as long each time: 630 s altogether, so the deadline ends the task before its last try',
        '→ retry at most 5 times, or raise the deadline above 630 s and the time of all tries; or acknowledge it with the reason',
      ],
    ]);
    expect(warnings(workload({ controller: Controller.job({ deadline, retries: 5 }) }))).toEqual([]);
  });

  test('any task whose retries do not fit into its deadline is found, and no other', () => {
    const task = fc.record({
      deadline: fc.integer({ min: 1, max: 20_000 }),
      retries: fc.integer({ min: 0, max: 60 }),
      restartInPlace: fc.boolean(),
    });
    fc.assert(
      fc.property(task, ({ deadline, retries, restartInPlace }) => {
        const controller = Controller.job({ deadline: Duration.seconds(deadline), retries, restartInPlace });
        const longest = restartInPlace ? 300 : 360;
        let waited = 0;
        for (let retry = 0, wait = 10; retry < retries; retry += 1, wait *= 2) {
          waited += Math.min(wait, longest);
        }
        const made = workload({ controller });
        expect(problems(made)).toEqual([]);
        expect(warnings(made).length).toBe(waited >= deadline ? 1 : 0);
        expect(retryWaitSeconds(retries, restartInPlace)).toBe(waited);
      }),
      { numRuns: 100, seed: 20_260_501 },
    );
  });
});

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
    expect(problems(made)).toEqual([]);
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
  expect(warnings(cron('0 3 1 * 1', { deadline: Duration.minutes(5) }))).toEqual([
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
  const deadline = Duration.minutes(5);
  const fix = "→ move it out of this hour, or use timeZone: 'Etc/UTC'; or acknowledge it with the reason";
  expect(warnings(cron('30 2 * * *', { timeZone, deadline }))).toEqual([
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
  expect(warnings(cron('30 2 * * *', { deadline }))).toEqual([]);
});

test('a run that may be hardly late', () => {
  expectProblem(cron('@daily', { startingDeadline: Duration.seconds(9) }), [
    'shop/api  controller.startingDeadline',
    'got 9 s',
    'Kubernetes looks at schedules every 10 s: a run may be too late each time, and never begin',
    '→ give at least 10 s',
  ]);
});
