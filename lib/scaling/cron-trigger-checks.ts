import type { IConstruct } from 'constructs';
import { clockChangeEffects } from '../core/clock-changes';
import { cronCalendar, neverComes } from '../core/cron-calendar';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { isTimeZone } from '../core/time-zone';
import { Cluster } from '../environment/cluster';
import type { BoundTrigger } from './bound-triggers';
import { type CronWindow, windowFault, windowsOf } from './cron-windows';

/** A trigger between two times, both of which are sound. */
interface CronTrigger {
  readonly property: string;
  readonly start: string;
  readonly end: string;
  readonly timeZone: string;
  readonly pods: number;
}

/** The first version of KEDA that takes a comma in a schedule. */
const TAKES_COMMAS = 20;
const NO_EFFECT = 'cron-trigger-without-effect';

/** Reports triggers of KEDA that are on or off at other times than their author thinks. */
export function checkCronTriggers(
  scope: IConstruct,
  triggers: readonly BoundTrigger[],
  { min, max }: { readonly min: number; readonly max: number },
): void {
  const sound = triggers.flatMap((trigger) => soundTrigger(trigger) ?? []);
  const whole = sound.filter((trigger) => {
    checkCommas(scope, trigger);
    checkCount(scope, trigger, min, max);
    return checkWindows(scope, trigger);
  });
  warnOfHiddenTriggers(scope, whole);
}

function soundTrigger({ property, definition, metadata }: BoundTrigger): CronTrigger | undefined {
  const { start = '', end = '', timezone = '', desiredReplicas } = metadata;
  const isSound =
    definition.type === 'cron' &&
    [start, end].every((schedule) => !schedule.startsWith('@') && cronCalendar(schedule) !== undefined) &&
    start !== end &&
    isTimeZone(timezone);
  return isSound ? { property, start, end, timeZone: timezone, pods: Number(desiredReplicas) } : undefined;
}

function checkCommas(scope: IConstruct, { property, start, end }: CronTrigger): void {
  const { version = '2.20' } = Cluster.of(scope).keda ?? {};
  const [, minor = ''] = /^v?2\.(\d+)/.exec(version) ?? [];
  if (minor === '' || Number(minor) >= TAKES_COMMAS) {
    return;
  }
  for (const [name, schedule] of Object.entries({ start, end })) {
    if (schedule.includes(',')) {
      reportError(scope, {
        property: `${property}.${name}`,
        value: `${JSON.stringify(schedule)}, on KEDA ${version}`,
        rule: 'before version 2.20 KEDA makes a name of a metric of it that Kubernetes refuses: nothing scales',
        fix: 'write a range, such as 1-5, or one trigger for each value',
      });
    }
  }
}

function checkCount(scope: IConstruct, { property, pods }: CronTrigger, min: number, max: number): void {
  if (pods > max) {
    reportError(scope, {
      property: `${property}.desiredReplicas`,
      value: `${pods}, with a maximum of ${max}`,
      rule: 'there are never more pods than the maximum',
      fix: `raise scaling.max to ${pods}, or ask for at most ${max}`,
    });
  } else if (pods >= 1 && pods <= min) {
    reportWarning(scope, {
      property: `${property}.desiredReplicas`,
      value: `${pods}, with a minimum of ${min}`,
      rule: 'there are at least as many pods at all times: the trigger changes nothing',
      fix: 'ask for more pods than the minimum, or lower the minimum; or acknowledge it with the reason',
      id: NO_EFFECT,
    });
  }
}

/** Reports what is wrong with the windows of one trigger, and returns whether they are as their author thinks. */
function checkWindows(scope: IConstruct, trigger: CronTrigger): boolean {
  const { property, start, end } = trigger;
  const never = ([['start', start] as const, ['end', end] as const] as const).filter(([, each]) => neverComes(each));
  for (const [name, schedule] of never) {
    reportError(scope, {
      property: `${property}.${name}`,
      value: JSON.stringify(schedule),
      rule: `no month has such a day: ${name === 'start' ? 'without a start the trigger is always on' : 'without an end the trigger is never on'}`,
      fix: 'correct the day or the month',
    });
  }
  const either = Object.entries({ start, end }).filter(([, schedule]) => cronCalendar(schedule)?.eitherDay);
  for (const [name, schedule] of either) {
    reportError(scope, {
      property: `${property}.${name}`,
      value: JSON.stringify(schedule),
      rule: 'with a day of the month and a day of the week it comes on days of either kind, not only on those of both',
      fix: 'give one of the two and write * for the other; for days of both write a trigger for each date',
    });
  }
  if (never.length > 0 || either.length > 0) {
    return false;
  }
  warnOfDates(scope, trigger);
  warnOfClockChanges(scope, trigger);
  return checkTurns(scope, trigger);
}

function checkTurns(scope: IConstruct, { property, start, end }: CronTrigger): boolean {
  const fault = windowFault(start, end);
  if (fault === undefined) {
    return true;
  }
  if (fault.kind === 'always-on') {
    reportError(scope, {
      property: `${property}.end`,
      value: `${JSON.stringify(end)}, with the start ${JSON.stringify(start)}`,
      rule: 'each start comes with an end at the same time: the trigger is always on',
      fix: 'end before the next start begins',
    });
  } else if (fault.kind === 'end-after-end') {
    reportError(scope, {
      property: `${property}.end`,
      value: `${JSON.stringify(end)}, with the start ${JSON.stringify(start)}`,
      rule: `after the end of ${fault.first} no start comes before the end of ${fault.second}: KEDA is on all that time`,
      fix: 'give the end the days of the start, such as 1-5 for both',
    });
  } else {
    reportError(scope, {
      property: `${property}.start`,
      value: `${JSON.stringify(start)}, with the end ${JSON.stringify(end)}`,
      rule: `after the start of ${fault.first} no end comes before the start of ${fault.second}: KEDA is off all that time`,
      fix: 'give one start and one end for each window; write a trigger for each window where there are several',
    });
  }
  return false;
}

function warnOfDates(scope: IConstruct, { property, start, end }: CronTrigger): void {
  if (cronCalendar(start)?.onDates) {
    reportWarning(scope, {
      property: `${property}.start`,
      value: `${JSON.stringify(start)}, until ${JSON.stringify(end)}`,
      rule: 'a schedule has no year: the trigger is on again on the same date of every year',
      fix: 'remove it after the date; or acknowledge it with the date by which somebody does',
      id: 'cron-date-every-year',
    });
  }
}

function warnOfClockChanges(scope: IConstruct, { property, start, end, timeZone }: CronTrigger): void {
  for (const [name, schedule] of Object.entries({ start, end })) {
    const { skippedOn, skippedHour, repeatedOn, repeatedHour } = clockChangeEffects(schedule, timeZone);
    const value = `${JSON.stringify(schedule)} in ${timeZone}`;
    const fix = "move it out of this hour, or use timeZone: 'Etc/UTC'; or acknowledge it with the reason";
    if (skippedOn !== undefined) {
      reportWarning(scope, {
        property: `${property}.${name}`,
        value,
        rule: `the clocks skip ${skippedHour} when they go forward, such as on ${skippedOn}: this ${name} does not come, and the trigger is ${name === 'start' ? 'on from the end before until the end after' : 'off from the start before until the start after'}`,
        fix,
        id: 'schedule-in-skipped-hour',
      });
    }
    if (repeatedOn !== undefined) {
      reportWarning(scope, {
        property: `${property}.${name}`,
        value,
        rule: `the clocks repeat ${repeatedHour} when they go back, such as on ${repeatedOn}: this ${name} comes twice, and the trigger is ${name === 'start' ? 'off' : 'on'} between the two`,
        fix,
        id: 'schedule-in-repeated-hour',
      });
    }
  }
}

/** The highest number of pods wins, so that a trigger can add to another and never take away from it. */
function warnOfHiddenTriggers(scope: IConstruct, triggers: readonly CronTrigger[]): void {
  const windows = new Map(triggers.map((trigger) => [trigger, windowsOf(trigger.start, trigger.end)]));
  triggers.forEach((trigger, index) => {
    const other = triggers.find(
      (each, place) =>
        place !== index &&
        each.timeZone === trigger.timeZone &&
        (each.pods > trigger.pods || (each.pods === trigger.pods && place < index)) &&
        isInside(windows.get(trigger) ?? [], windows.get(each) ?? []),
    );
    if (other !== undefined) {
      reportWarning(scope, {
        property: trigger.property,
        value: `${trigger.pods} pods, while ${other.property} asks for ${other.pods}`,
        rule: 'where triggers overlap the highest number wins: this one never decides, and no trigger takes pods away',
        fix: 'leave its times out of the other trigger, ask for more pods, or remove it; or acknowledge it with the reason',
        id: NO_EFFECT,
      });
    }
  });
}

/** Whether each of some windows lies in one of others; both are in order. */
function isInside(inner: readonly CronWindow[], outer: readonly CronWindow[]): boolean {
  let place = 0;
  return (
    inner.length > 0 &&
    inner.every(({ from, to }) => {
      while (place < outer.length && outer[place].to < to) {
        place += 1;
      }
      return place < outer.length && outer[place].from <= from;
    })
  );
}
