import { civilDay, cronCalendar } from './cron-calendar';

/** Some time that the clocks of a zone skip or repeat, in minutes since 1970-01-01 by the clock on the wall. */
interface ClockChange {
  readonly from: number;
  readonly to: number;
  readonly repeated: boolean;
}

/** What clock changes do to a schedule, with the first day on which they do so. */
export interface ClockChangeEffects {
  /** A day on which a run is left out. */
  readonly skippedOn?: string;
  /** A day on which a run comes twice. */
  readonly repeatedOn?: string;
  /** What of that day the clocks skip or repeat, such as `02:00 to 03:00`. */
  readonly skippedHour?: string;
  readonly repeatedHour?: string;
}

/**
 * The years whose clock changes count, by the rules of the time zone database that comes with Node. They are fixed, so
 * that the day of a synthesis decides nothing, and eleven years hold every way in which days of the week fall on dates.
 */
const FIRST_YEAR = 2026;
const YEARS = 11;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

const changes = new Map<string, readonly ClockChange[]>();

/**
 * What the clock changes of a zone do to a schedule. robfig/cron goes by the clock on the wall: what is due in a skipped
 * hour never comes that day, and what is due in a repeated one comes twice. A schedule of every hour notices neither.
 */
export function clockChangeEffects(schedule: string, timeZone: string): ClockChangeEffects {
  const calendar = cronCalendar(schedule);
  if (calendar === undefined || calendar.everyHour) {
    return {};
  }
  const hit = clockChanges(timeZone).filter(({ from, to }) =>
    [Math.floor(from / DAY_MINUTES), Math.floor((to - 1) / DAY_MINUTES)].some(
      (day) =>
        calendar.isDueOn(civilDay(day)) &&
        calendar.minutes.some((minute) => from <= day * DAY_MINUTES + minute && day * DAY_MINUTES + minute < to),
    ),
  );
  const skipped = hit.find(({ repeated }) => !repeated);
  const repeated = hit.find((change) => change.repeated);
  return {
    skippedOn: skipped && dateOf(skipped.from),
    skippedHour: skipped && spanOf(skipped),
    repeatedOn: repeated && dateOf(repeated.from),
    repeatedHour: repeated && spanOf(repeated),
  };
}

/** The largest time by which the clocks of a zone go back, in seconds: so much longer a day may be. */
export function longestRepeat(timeZone: string): number {
  const repeats = clockChanges(timeZone).filter(({ repeated }) => repeated);
  return Math.max(0, ...repeats.map(({ from, to }) => (to - from) * 60));
}

function clockChanges(timeZone: string): readonly ClockChange[] {
  const known = changes.get(timeZone) ?? findChanges(timeZone);
  changes.set(timeZone, known);
  return known;
}

function findChanges(timeZone: string): ClockChange[] {
  const offsetAt = offsets(timeZone);
  const found: ClockChange[] = [];
  // Ramadan, the shortest time between two changes that any zone has, is longer than three weeks.
  const step = 21 * DAY_MINUTES;
  const end = Date.UTC(FIRST_YEAR + YEARS, 0, 1) / MINUTE_MS;
  for (let at = Date.UTC(FIRST_YEAR, 0, 1) / MINUTE_MS; at < end; at += step) {
    const before = offsetAt(at);
    const after = offsetAt(at + step);
    if (before !== after) {
      const changed = firstAfter(at, at + step, (minute) => offsetAt(minute) !== before);
      const [from, to] = [changed + Math.min(before, after), changed + Math.max(before, after)];
      found.push({ from, to, repeated: after < before });
    }
  }
  return found;
}

/** The first minute of a range at which something that stays true is true. */
function firstAfter(low: number, high: number, isTrue: (minute: number) => boolean): number {
  let [no, yes] = [low, high];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    [no, yes] = isTrue(middle) ? [no, middle] : [middle, yes];
  }
  return yes;
}

/** The minutes by which a zone is ahead of UTC, at a minute since 1970-01-01. */
function offsets(timeZone: string): (minute: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return (minute) => {
    const [, sign, hours, minutes] = /GMT([+-])(\d+):(\d+)/.exec(format.format(minute * MINUTE_MS)) ?? [];
    return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}

function dateOf(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString().slice(0, 10);
}

function spanOf({ from, to }: ClockChange): string {
  return `${timeOf(from)} to ${timeOf(to)}`;
}

function timeOf(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString().slice(11, 16);
}
