import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { Acknowledgements, ApiService, Controller, Migration, Port, Probe } from '../../lib';
import { retryWaitSeconds } from '../../lib/workload/task-times';
import { expectProblem, problems, warnings } from '../support/findings';
import { chartIn, IMAGE, workload } from '../support/workload';

const UNKNOWN = [
  'shop/api  controller.deadline  [task-deadline-unknown]',
  'got nothing',
  'Kubernetes ends a task at its deadline, finished or not, and without one this is after 10 minutes',
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
        '→ raise the deadline above 630 s and the time of all tries, or lower retries; or acknowledge it with the reason',
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
