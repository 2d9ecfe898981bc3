import fc from 'fast-check';
import { Cluster, Manifests } from '../lib';
import { rolloutTime } from '../lib/synth/rollout-time';
import { problems, warnings } from './support/findings';
import { randomTimes, workloadOf } from './support/random-times';
import { chartIn } from './support/workload';

/** What the table says, written anew from the YAML that comes out. */
type Manifest = ReturnType<Manifests['objects']>[number];

const CLUSTER = Cluster.generic({ keda: {} });
const PATIENCE = 600;
const GREGORIAN_DAYS = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

interface EmittedProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

interface EmittedContainer {
  readonly startupProbe?: EmittedProbe;
  readonly readinessProbe?: EmittedProbe;
  readonly lifecycle?: { readonly preStop?: { readonly exec?: { readonly command: readonly string[] } } };
}

interface EmittedTemplate {
  readonly spec: {
    readonly terminationGracePeriodSeconds?: number;
    readonly containers: readonly EmittedContainer[];
  };
}

/** How long a healthy container may take until it is ready. */
function start({ startupProbe: startup, readinessProbe: readiness }: EmittedContainer): number {
  const started = startup
    ? (startup.initialDelaySeconds ?? 0) +
      startup.failureThreshold * Math.max(startup.periodSeconds, startup.timeoutSeconds)
    : 0;
  return readiness
    ? Math.max(started, readiness.initialDelaySeconds ?? 0) +
        Math.max(readiness.periodSeconds, readiness.timeoutSeconds)
    : started;
}

const DAYS = 800;
const FIRST_DAY = Date.UTC(2027, 0, 1) / 86_400_000;

/** The minutes at which a schedule is due in more than two years. */
function momentsOf(schedule: string): number[] {
  const [minutes, hours, dates, months, days] = schedule.split(' ');
  const inDay = Array.from({ length: 1440 }, (_, minute) => minute).filter(
    (minute) => allows(hours, Math.floor(minute / 60)) && allows(minutes, minute % 60),
  );
  return Array.from({ length: DAYS }, (_, index) => FIRST_DAY + index).flatMap((number) => {
    const day = new Date(number * 86_400_000);
    const byDate = allows(dates, day.getUTCDate());
    const byDay = allows(days, day.getUTCDay());
    const due = dates === '*' || days === '*' ? byDate && byDay : byDate || byDay;
    return due && allows(months, day.getUTCMonth() + 1) ? inDay.map((minute) => number * 1440 + minute) : [];
  });
}

function allows(field: string, value: number): boolean {
  return field.split(',').some((item) => {
    const [range, step] = item.split('/');
    const [low, high = low] = range === '*' ? [0, 59] : range.split('-').map(Number);
    return low <= value && value <= high && (value - low) % Number(step ?? 1) === 0;
  });
}

/** The seconds between runs; undefined where it does not come twice. */
function shortestGap(schedule: string): number | undefined {
  const moments = momentsOf(schedule);
  const gaps = moments.slice(1).map((moment, index) => (moment - moments[index]) * 60);
  return gaps.length === 0 ? undefined : gaps.reduce((a, b) => Math.min(a, b));
}

/** Whether KEDA is ever off: it is on when the next end comes no later than the next start. */
function isEverOff({ start: starts, end: ends }: Record<string, string>): boolean {
  const isStart = new Set(momentsOf(starts));
  const isEnd = new Set(momentsOf(ends));
  let [nextStart, nextEnd] = [Infinity, Infinity];
  for (const moment of [...new Set([...isStart, ...isEnd])].sort((a, b) => b - a)) {
    if (nextEnd < Infinity && nextStart < nextEnd) {
      return true;
    }
    nextStart = isStart.has(moment) ? moment : nextStart;
    nextEnd = isEnd.has(moment) ? moment : nextEnd;
  }
  return false;
}

function expectPodsAgree(manifest: Manifest, template: EmittedTemplate): void {
  const { terminationGracePeriodSeconds: grace = 30, containers } = template.spec;
  const [container] = containers;
  const exec = container.lifecycle?.preStop?.exec?.command.at(-1) ?? 'sleep 0';
  expect(grace).toBeGreaterThanOrEqual(Number(exec.split(' ')[1]));
  const minReady = manifest.spec.minReadySeconds ?? 0;
  if (manifest.kind === 'Deployment') {
    const ending = manifest.spec.strategy.type === 'Recreate' ? grace : 0;
    expect(manifest.spec.progressDeadlineSeconds).toBeGreaterThan(start(container) + minReady + ending);
  }
  if (['Deployment', 'StatefulSet'].includes(String(manifest.kind))) {
    expect(rolloutTime(manifest)?.(1)).toBeGreaterThanOrEqual(start(container) + minReady);
  }
}

function expectRunsAgree({ spec }: Manifest): void {
  const [, , date, month, day] = spec.schedule.split(' ');
  const comes = date === '*' || day !== '*' || month === '*' || Number(date) <= GREGORIAN_DAYS[Number(month)];
  expect(comes).toBe(true);
  expect(spec.startingDeadlineSeconds).toBeGreaterThanOrEqual(10);
}

test('times that synth accepts agree, by the table', () => {
  let accepted = 0;
  fc.assert(
    fc.property(randomTimes, (times) => {
      const chart = chartIn(CLUSTER);
      const made = workloadOf(chart, times);
      if (problems(chart).length > 0) {
        return;
      }
      accepted += 1;
      const told = warnings(chart).map(([place]) => /\[(.+)\]/.exec(place)?.[1]);
      const manifests = Manifests.of(chart);
      const [manifest] = manifests.objects(made.kind);
      const job = manifest.spec.jobTemplate?.spec ?? manifest.spec;
      expectPodsAgree(manifest, job.template);
      const grace = job.template.spec.terminationGracePeriodSeconds ?? 30;
      const isSafe = job.template.metadata.annotations?.['cluster-autoscaler.kubernetes.io/safe-to-evict'] === 'false';
      if (['Deployment', 'StatefulSet'].includes(made.kind) && grace > PATIENCE && !isSafe) {
        expect(told).toContain('grace-outlasts-autoscaler');
      }
      if (made.kind === 'CronJob') {
        expectRunsAgree(manifest);
        const gap = shortestGap(manifest.spec.schedule);
        if (gap !== undefined && manifest.spec.concurrencyPolicy === 'Forbid' && job.activeDeadlineSeconds > gap) {
          expect(told).toContain('run-outlasts-its-schedule');
        }
      }
      if (times.controller === 'worker') {
        const [{ spec }] = manifests.objects('ScaledObject');
        expect(grace).toBeGreaterThan(times.longestTask ?? 0);
        expect(isEverOff(spec.triggers[0].metadata)).toBe(true);
        if (
          spec.minReplicaCount === 0 &&
          spec.cooldownPeriod > 0 &&
          spec.cooldownPeriod < (spec.pollingInterval ?? 30)
        ) {
          expect(told).toContain('cooldown-shorter-than-polling');
        }
      }
    }),
    { numRuns: 150, seed: 9 },
  );
  expect(accepted).toBeGreaterThan(40);
});
