import { civilDays, type CronCalendar, cronCalendar } from '../core/cron-calendar';

/** A time at which a window begins or ends, in minutes since 1970-01-01 by the clock on the wall. */
interface Moment {
  readonly minute: number;
  readonly starts: boolean;
}

/** A time between a start and the end that follows it. */
export interface CronWindow {
  readonly from: number;
  readonly to: number;
}

/** Why a trigger is on or off at other times than its author thinks. */
export type WindowFault =
  | { readonly kind: 'always-on' }
  | { readonly kind: 'end-after-end' | 'start-after-start'; readonly first: string; readonly second: string };

/** A common year and a leap year. They are fixed, so that the day of a synthesis decides nothing. */
const FIRST_YEAR = 2027;
const YEARS = 2;
const DAY_MINUTES = 1440;

/**
 * What is wrong with the windows of a trigger. KEDA is on when the next end comes no later than the next start. So a
 * window needs one start and one end in turn: after an end it stays on until the next end where no start comes between,
 * and after a start it is off until the next start where no end comes between.
 */
export function windowFault(start: string, end: string): WindowFault | undefined {
  let last: Moment | undefined;
  let isEverOff = false;
  for (const moment of moments(start, end)) {
    if (last?.starts === moment.starts) {
      const kind = moment.starts ? 'start-after-start' : 'end-after-end';
      return { kind, first: timeOf(last.minute), second: timeOf(moment.minute) };
    }
    isEverOff ||= moment.starts && last !== undefined && last.minute < moment.minute;
    last = moment;
  }
  return isEverOff || last === undefined ? undefined : { kind: 'always-on' };
}

/** The windows of a trigger without faults, in order. */
export function windowsOf(start: string, end: string): CronWindow[] {
  const windows: CronWindow[] = [];
  let from: number | undefined;
  for (const { minute, starts } of moments(start, end)) {
    if (starts) {
      from = minute;
    } else if (from !== undefined) {
      windows.push({ from, to: minute });
      from = undefined;
    }
  }
  return windows;
}

/** All starts and ends in order; an end before a start of the same minute, as one window may follow another. */
function* moments(start: string, end: string): Generator<Moment> {
  const calendars = [cronCalendar(end), cronCalendar(start)];
  for (const day of civilDays(FIRST_YEAR, YEARS)) {
    const due = calendars.flatMap((calendar, index) => momentsOf(calendar, day, index === 1));
    yield* due.sort((a, b) => a.minute - b.minute || Number(a.starts) - Number(b.starts));
  }
}

function momentsOf(
  calendar: CronCalendar | undefined,
  day: Parameters<CronCalendar['isDueOn']>[0],
  starts: boolean,
): Moment[] {
  return calendar?.isDueOn(day)
    ? calendar.minutes.map((minute) => ({ minute: day.number * DAY_MINUTES + minute, starts }))
    : [];
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function timeOf(minute: number): string {
  const date = new Date(minute * 60_000);
  const text = date.toISOString();
  return `${WEEKDAYS[date.getUTCDay()]} ${text.slice(0, 10)} ${text.slice(11, 16)}`;
}
