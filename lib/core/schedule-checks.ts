import type { IConstruct } from 'constructs';
import { clockChangeEffects } from './clock-changes';
import { cronCalendar, neverComes } from './cron-calendar';
import { cronProblem } from './cron-schedule';
import { reportError, reportWarning } from './diagnostic-registry';
import { isTimeZone } from './time-zone';

/** Reports a schedule of Kubernetes that is sound and still does not run when its author thinks. */
export function checkScheduleDays(scope: IConstruct, property: string, schedule: string, timeZone: string): void {
  if (cronProblem(schedule) !== undefined || !isTimeZone(timeZone)) {
    return;
  }
  if (neverComes(schedule)) {
    reportError(scope, {
      property,
      value: JSON.stringify(schedule),
      rule: 'no month has such a day: it never runs',
      fix: 'correct the day or the month; for a task that is only started by hand give a schedule that comes and suspended: true',
    });
    return;
  }
  if (cronCalendar(schedule)?.eitherDay) {
    reportWarning(scope, {
      property,
      value: JSON.stringify(schedule),
      rule: 'with a day of the month and a day of the week it runs on days of either kind, not only on those of both',
      fix: 'give one of the two and write * for the other; or acknowledge it with the reason',
      id: 'schedule-of-either-day',
    });
  }
  checkClockChanges(scope, property, schedule, timeZone);
}

function checkClockChanges(scope: IConstruct, property: string, schedule: string, timeZone: string): void {
  const { skippedOn, skippedHour, repeatedOn, repeatedHour } = clockChangeEffects(schedule, timeZone);
  const fix = "move it out of this hour, or use timeZone: 'Etc/UTC'; or acknowledge it with the reason";
  if (skippedOn !== undefined) {
    reportWarning(scope, {
      property,
      value: `${JSON.stringify(schedule)} in ${timeZone}`,
      rule: `the clocks skip ${skippedHour} when they go forward, such as on ${skippedOn}: it does not run then`,
      fix,
      id: 'schedule-in-skipped-hour',
    });
  }
  if (repeatedOn !== undefined) {
    reportWarning(scope, {
      property,
      value: `${JSON.stringify(schedule)} in ${timeZone}`,
      rule: `the clocks repeat ${repeatedHour} when they go back, such as on ${repeatedOn}: it runs twice then`,
      fix,
      id: 'schedule-in-repeated-hour',
    });
  }
}
