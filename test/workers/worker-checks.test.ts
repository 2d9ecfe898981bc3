import { Duration } from 'cdk8s';
import { Acknowledgements, QueueScaling, ScalingTrigger, Shutdown } from '../../lib';
import { expectProblem, problems, warnings } from '../support/findings';
import { worker } from '../support/worker';
import { key, SECRET } from '../support/event-source';

const CRON = ScalingTrigger.cron({ start: '0 8 * * *', end: '0 9 * * *', pods: 2 });
const scaling = QueueScaling.pods({ min: 1, max: 10 }).on(CRON);
const SCOPE = 'test/shop/worker';

test('nothing is said of a worker that says what it takes', () => {
  const made = worker({ scaling });
  expect([...problems(made), ...warnings(made)]).toEqual([]);
});

test('how long tasks take is asked for', () => {
  expect(warnings(worker({ scaling, longestTask: undefined }))).toEqual([
    [
      `${SCOPE}  longestTask  [longest-task-unknown]`,
      'got nothing',
      'every scale-in ends a pod that may be at work: after half a minute its task is killed',
      '→ say how long the longest task takes: longestTask: Duration.minutes(10); or acknowledge it with the reason',
    ],
  ]);
});

test('and of jobs it must be known', () => {
  expectProblem(worker({ scaling: scaling.asJobs(), longestTask: undefined }), [
    `${SCOPE}  longestTask`,
    'got nothing, for jobs',
    'a job that hangs is ended at twice the longest task',
    '→ say how long the longest task takes: longestTask: Duration.minutes(45)',
  ]);
});

describe('a task that takes longer than a node is waited for', () => {
  const long = { scaling, longestTask: Duration.minutes(31) };

  test('is for jobs', () => {
    expectProblem(worker(long), [
      `${SCOPE}  longestTask  [task-outlives-drain]`,
      'got 1860 s',
      'a node that is drained for an upgrade waits 30 minutes on managed clusters, whatever grace a pod has',
      '→ let jobs do the work, which scaling never ends: scaling: ….asJobs(); or cut tasks into shorter ones; or acknowledge it with the reason',
    ]);
    expect(problems(worker({ ...long, scaling: scaling.asJobs() }))).toEqual([]);
    expect(problems(worker({ ...long, longestTask: Duration.minutes(30) }))).toEqual([]);
  });

  test('may be accepted with the reason', () => {
    const made = worker(long);
    Acknowledgements.of(made).add({ id: 'task-outlives-drain', reason: 'nodes are drained by hand' });
    expect(problems(made)).toEqual([]);
  });
});

test.each([0, 0.5].map((seconds) => Duration.millis(seconds * 1000)))('a task of no second: %p', (longestTask) => {
  const [[at, , rule, fix]] = problems(worker({ scaling, longestTask }));
  expect([at, rule, fix]).toEqual([
    `${SCOPE}  longestTask`,
    'a pod is given this long to end',
    '→ give at least a second',
  ]);
});

test('a shutdown of its own covers the longest task', () => {
  const shutdown = Shutdown.afterSleep(Duration.seconds(5), { drain: Duration.seconds(60) });
  expectProblem(worker({ scaling, longestTask: Duration.seconds(61), shutdown }), [
    `${SCOPE}  shutdown`,
    'got 60 s after SIGTERM, with tasks of 61 s',
    'every scale-in ends a pod that may be at work: the longest task is killed before it is done',
    '→ leave shutdown out: it follows from longestTask; or give it at least as long',
  ]);
  expect(problems(worker({ scaling, longestTask: Duration.seconds(60), shutdown }))).toEqual([]);
});

test('jobs know no rollout', () => {
  expectProblem(worker({ scaling: scaling.asJobs(), rollout: { maxSurge: '1' } }), [
    `${SCOPE}  rollout`,
    'got given, for jobs',
    'there is nothing to replace: jobs of the old version end, those of the new one begin',
    '→ leave rollout out; asJobs({ rollout: … }) says whether running jobs may end',
  ]);
});

test('a program that hangs is noticed', () => {
  expect(warnings(worker({ scaling, liveness: undefined }))).toEqual([
    [
      `${SCOPE}  liveness  [without-liveness]`,
      'got nothing',
      'without it a program that hangs keeps what it has taken, and is never started anew',
      "→ ask it something, such as Probe.exec(['celery', 'inspect', 'ping']); or acknowledge it with the reason",
    ],
  ]);
  expect(warnings(worker({ scaling: scaling.asJobs(), liveness: undefined }))).toEqual([]);
});

test('its own credentials are there with no pod, too', () => {
  const mounted = { ...key('token'), source: { ...SECRET, existsOnlyWhileMounted: true } };
  const none = worker({
    scaling: QueueScaling.pods({ min: 0, max: 5 }).on(CRON),
    credentials: { TOKEN: mounted },
  });
  const [[at, value]] = problems(none);
  expect([at, value]).toEqual([`${SCOPE}  scaling.min`, 'got 0, with variables from broker']);
});

test('a number of pods beside the scaling', () => {
  const [[at, value]] = problems(worker({ scaling, settings: { replicas: 3 } }));
  expect([at, value]).toEqual([`${SCOPE}  replicas`, 'got 3, with scaling from 1 to 10']);
});
