import type { IConstruct } from 'constructs';
import { clockChangeEffects, longestRepeat } from '../core/clock-changes';
import { cronGaps } from '../core/cron-calendar';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { isTimeZone } from '../core/time-zone';
import type { BackupSettings } from './backup-settings';

/** When backups are made, and how late and how long one may be. */
export interface BackupTimes {
  readonly schedule: string;
  readonly timeZone: string;
  readonly startingDeadlineSeconds: number;
  readonly deadlineSeconds: number;
  readonly keep: number;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
const DEFAULT_SCHEDULE = '15 2 * * *';

/** Where the clocks of a zone change in the hour of the default schedule. No zone changes its clocks then. */
const LATER_SCHEDULE = '15 4 * * *';

/** For a schedule that has a finding of its own. */
const USUAL_HOURS = 26;

/** When backups are made where nobody says. */
export function defaultSchedule({ timeZone }: BackupSettings): string {
  const isAffected =
    timeZone !== undefined &&
    isTimeZone(timeZone) &&
    Object.values(clockChangeEffects(DEFAULT_SCHEDULE, timeZone)).some((effect) => effect !== undefined);
  return isAffected ? LATER_SCHEDULE : DEFAULT_SCHEDULE;
}

/** The minutes in which a backup must end so that the next one begins on time. */
export function minutesBetweenRuns(schedule: string): number {
  return Math.floor((cronGaps(schedule)?.shortest ?? Infinity) / 60);
}

/** The hours after which a backup is missing: the longest time between two, and what a run may be late and take. */
export function staleAfterHours(times: BackupTimes, given: number | undefined): number {
  return given ?? Math.ceil((longestAge(times) ?? USUAL_HOURS * HOUR) / HOUR);
}

/** Reports times of backups that contradict each other. */
export function checkBackupTimes(
  scope: IConstruct,
  times: BackupTimes,
  { staleAfterHours: stale }: BackupSettings,
): void {
  const longest = longestAge(times);
  if (stale !== undefined && longest !== undefined && stale * HOUR < longest) {
    reportError(scope, {
      property: 'settings.backup.staleAfterHours',
      value: `${stale}, for the schedule ${JSON.stringify(times.schedule)}`,
      rule: `the newest backup may be ${duration(longest)} old although all is well: the alert would fire each time`,
      fix: `give at least ${Math.ceil(longest / HOUR)}, or leave it out: it follows from the schedule`,
    });
  }
  const shortest = cronGaps(times.schedule)?.shortest;
  if (shortest !== undefined && times.keep >= 1 && times.keep * shortest < DAY) {
    reportWarning(scope, {
      property: 'settings.backup.keep',
      value: `${times.keep}, for a backup every ${duration(shortest)}`,
      rule: `the oldest backup is ${duration(times.keep * shortest)} old: what went wrong a day ago is in all of them`,
      fix: `keep at least ${Math.ceil(DAY / shortest)}, or make fewer; or acknowledge it with the reason`,
      id: 'backups-cover-less-than-a-day',
    });
  }
}

function longestAge(times: BackupTimes): number | undefined {
  const gap = cronGaps(times.schedule)?.longest;
  const repeat = isTimeZone(times.timeZone) ? longestRepeat(times.timeZone) : 0;
  return gap === undefined ? undefined : gap + repeat + times.startingDeadlineSeconds + times.deadlineSeconds;
}

function duration(seconds: number): string {
  return seconds % HOUR === 0 ? `${seconds / HOUR} h` : `${Math.round(seconds / 60)} min`;
}
