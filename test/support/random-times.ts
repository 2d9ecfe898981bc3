import { type Chart, Duration } from 'cdk8s';
import fc from 'fast-check';
import {
  Controller,
  Port,
  Probe,
  type ProbeOptions,
  QueueScaling,
  ScalingTrigger,
  Shutdown,
  WorkerWithKeda,
  Workload,
} from '../../lib';
import { IMAGE } from './workload';

/** A workload with times, as plain data: what a failure shows. */
export interface RandomTimes {
  readonly controller: 'deployment' | 'recreate' | 'statefulSet' | 'job' | 'cronJob' | 'worker';
  readonly minReady?: number;
  readonly rolloutDeadline?: number;
  readonly before?: number;
  readonly drain?: number;
  readonly grace?: number;
  readonly startup?: RandomProbe;
  readonly readiness?: RandomProbe;
  readonly liveness?: RandomProbe;
  readonly taskDeadline?: number;
  readonly retries?: number;
  readonly startingDeadline?: number;
  readonly concurrent: boolean;
  readonly schedule: string;
  readonly timeZone: string;
  readonly longestTask?: number;
  readonly min: number;
  readonly cooldown?: number;
  readonly polling?: number;
  readonly start: string;
  readonly end: string;
}

/** The times of a probe in seconds. */
export interface RandomProbe {
  readonly delay?: number;
  readonly period?: number;
  readonly timeout?: number;
  readonly failures?: number;
}

const seconds = (least: number, most: number) => fc.integer({ min: least, max: most });
const number = (least: number, most: number) => fc.integer({ min: least, max: most }).map(String);

const probe: fc.Arbitrary<RandomProbe> = fc.record(
  { delay: seconds(0, 120), period: seconds(1, 60), timeout: seconds(1, 60), failures: seconds(1, 90) },
  { requiredKeys: [] },
);

/** Schedules of five fields: most come, some never do, some name days of both kinds. */
const schedule = fc
  .tuple(
    fc.oneof(number(0, 59), fc.constantFrom('*/5', '*/15', '0,30')),
    fc.oneof(number(0, 23), fc.constantFrom('*', '*/6', '8-18', '8,12')),
    fc.oneof({ weight: 4, arbitrary: fc.constant('*') }, { weight: 1, arbitrary: number(1, 31) }),
    fc.oneof({ weight: 4, arbitrary: fc.constant('*') }, { weight: 1, arbitrary: number(1, 12) }),
    fc.oneof({ weight: 2, arbitrary: fc.constant('*') }, { weight: 1, arbitrary: fc.constantFrom('1-5', '0', '*/2') }),
  )
  .map((fields) => fields.join(' '));

/** Two schedules that often make windows: the same days, another hour. */
const turns = fc.tuple(schedule, number(0, 23), schedule, fc.boolean()).map(([start, hour, other, sameDays]) => ({
  start,
  end: sameDays ? start.replace(/^(\S+) (\S+)/, `0 ${hour}`) : other,
}));

/** A workload whose times are drawn at random: many contradict each other, and many agree. */
export const randomTimes: fc.Arbitrary<RandomTimes> = fc
  .tuple(
    fc.record(
      {
        controller: fc.constantFrom('deployment', 'recreate', 'statefulSet', 'job', 'cronJob', 'worker'),
        minReady: seconds(0, 900),
        rolloutDeadline: seconds(1, 3600),
        before: seconds(0, 60),
        drain: seconds(0, 900),
        grace: seconds(0, 900),
        startup: probe,
        readiness: probe,
        liveness: probe,
        taskDeadline: seconds(1, 7200),
        retries: seconds(0, 12),
        startingDeadline: seconds(0, 600),
        concurrent: fc.boolean(),
        schedule,
        timeZone: fc.constantFrom('Etc/UTC', 'Europe/Berlin', 'America/New_York', 'Africa/Cairo', 'Asia/Tokyo'),
        longestTask: seconds(1, 2400),
        min: seconds(0, 3),
        cooldown: seconds(0, 600),
        polling: seconds(1, 120),
      },
      { requiredKeys: ['controller', 'concurrent', 'schedule', 'timeZone', 'min'] },
    ),
    turns,
  )
  .map(([times, windows]) => ({ ...times, ...windows }));

/** The workload of some times, named `api`. */
export function workloadOf(chart: Chart, times: RandomTimes): Workload {
  const probes = { startup: http('/started', times.startup), readiness: http('/ready', times.readiness) };
  const common = { image: IMAGE, ports: [Port.http(8080)], ...probes, liveness: http('/live', times.liveness) };
  if (times.controller === 'worker') {
    const { start, end, timeZone } = times;
    const base = QueueScaling.pods({ min: times.min, max: 10 }).on(
      ScalingTrigger.cron({ start, end, timeZone, pods: 5 }),
    );
    const cooled = times.cooldown === undefined ? base : base.cooldown(Duration.seconds(times.cooldown));
    const scaling = times.polling === undefined ? cooled : cooled.polling(Duration.seconds(times.polling));
    return new WorkerWithKeda(chart, 'api', { ...common, scaling, longestTask: duration(times.longestTask) });
  }
  return new Workload(chart, 'api', { ...common, controller: controllerOf(times), shutdown: shutdownOf(times) });
}

function controllerOf(times: RandomTimes): Controller {
  const rollout = { minReady: duration(times.minReady), deadline: duration(times.rolloutDeadline) };
  const task = { deadline: duration(times.taskDeadline), retries: times.retries };
  switch (times.controller) {
    case 'deployment':
      return Controller.deployment(rollout);
    case 'recreate':
      return Controller.recreate(rollout);
    case 'statefulSet':
      return Controller.statefulSet();
    case 'job':
      return Controller.job(task);
    default:
      return Controller.cronJob(times.schedule, {
        ...task,
        timeZone: times.timeZone,
        concurrent: times.concurrent,
        startingDeadline: duration(times.startingDeadline),
      });
  }
}

function shutdownOf({ before, drain, grace }: RandomTimes): Shutdown {
  const options = { drain: duration(drain), grace: duration(grace) };
  return before === undefined
    ? Shutdown.onSignal(options)
    : Shutdown.afterSleep(Duration.seconds(before), { ...options, shell: true });
}

function http(path: string, times: RandomProbe | undefined): Probe | undefined {
  const options: ProbeOptions | undefined = times && {
    delay: duration(times.delay),
    period: duration(times.period),
    timeout: duration(times.timeout),
    failures: times.failures,
  };
  return options && Probe.http(path, options);
}

function duration(value: number | undefined): Duration | undefined {
  return value === undefined ? undefined : Duration.seconds(value);
}
