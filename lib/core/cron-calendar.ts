import { cronFields, cronProblem } from './cron-schedule';

/** When a schedule of five fields is due, as robfig/cron reads it: Kubernetes and KEDA both use that library. */
export interface CronCalendar {
  /** The minutes of a day at which it is due, in order. */
  readonly minutes: readonly number[];
  /** Whether it is due in every hour of a day. */
  readonly everyHour: boolean;
  /** Whether it names days of the month and days of the week: a day of either kind counts. */
  readonly eitherDay: boolean;
  /** Whether it names days of the month and months, so that it is due on the same dates of every year. */
  readonly onDates: boolean;
  /** Whether it is due on a day. */
  isDueOn(day: CivilDay): boolean;
}

/** A day of the calendar. */
export interface CivilDay {
  /** Days since 1970-01-01. */
  readonly number: number;
  /** From 1 to 12. */
  readonly month: number;
  readonly dayOfMonth: number;
  /** From 0, which is Sunday. */
  readonly dayOfWeek: number;
}

/** The shortest and the longest time between two runs of a schedule, in seconds by the clock on the wall. */
export interface CronGaps {
  readonly shortest: number;
  readonly longest: number;
}

const MINUTE = 60;
const DAY = 86_400;
const DAY_MINUTES = 1440;

/** Two leap days four years apart, so that even 29 February is due twice. The years are fixed: no clock decides. */
const FIRST_YEAR = 2025;
const YEARS = 8;

const calendars = new Map<string, CronCalendar | undefined>();

/** The calendar of a schedule; undefined where it is none, or counts from its start (`@every`). */
export function cronCalendar(schedule: string): CronCalendar | undefined {
  if (!calendars.has(schedule)) {
    calendars.set(schedule, cronProblem(schedule) === undefined ? read(schedule) : undefined);
  }
  return calendars.get(schedule);
}

function read(schedule: string): CronCalendar | undefined {
  const fields = cronFields(schedule);
  if (fields === undefined) {
    return undefined;
  }
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields;
  const either = !dayOfMonth.any && !dayOfWeek.any;
  return {
    minutes: [...hour.values]
      .sort(ascending)
      .flatMap((each) => [...minute.values].sort(ascending).map((minutes) => each * 60 + minutes)),
    everyHour: hour.values.size === 24,
    eitherDay: either,
    onDates: !dayOfMonth.any && dayOfWeek.any && month.values.size < 12,
    isDueOn: (day) => {
      const byMonth = dayOfMonth.values.has(day.dayOfMonth);
      const byWeek = dayOfWeek.values.has(day.dayOfWeek);
      return month.values.has(day.month) && (either ? byMonth || byWeek : byMonth && byWeek);
    },
  };
}

/** Every day of some years, in order. */
export function civilDays(firstYear: number, years: number): CivilDay[] {
  const days: CivilDay[] = [];
  const end = Date.UTC(firstYear + years, 0, 1) / (DAY * 1000);
  for (let number = Date.UTC(firstYear, 0, 1) / (DAY * 1000); number < end; number += 1) {
    days.push(civilDay(number));
  }
  return days;
}

/** A day by its number since 1970-01-01. */
export function civilDay(number: number): CivilDay {
  const date = new Date(number * DAY * 1000);
  return {
    number,
    month: date.getUTCMonth() + 1,
    dayOfMonth: date.getUTCDate(),
    dayOfWeek: date.getUTCDay(),
  };
}

let horizon: readonly CivilDay[] | undefined;

/** The days that gaps are looked for in. */
function horizonDays(): readonly CivilDay[] {
  horizon ??= civilDays(FIRST_YEAR, YEARS);
  return horizon;
}

/** Whether a schedule is due on no day at all, such as on 30 February. */
export function neverComes(schedule: string): boolean {
  const calendar = cronCalendar(schedule);
  return calendar !== undefined && !horizonDays().some((day) => calendar.isDueOn(day));
}

const gaps = new Map<string, CronGaps | undefined>();

/** The gaps between the runs of a schedule; undefined where it is none, or never comes. */
export function cronGaps(schedule: string): CronGaps | undefined {
  if (!gaps.has(schedule)) {
    gaps.set(schedule, measured(schedule));
  }
  return gaps.get(schedule);
}

function measured(schedule: string): CronGaps | undefined {
  const calendar = cronCalendar(schedule);
  if (calendar === undefined) {
    const every = cronProblem(schedule) === undefined ? everySeconds(schedule) : undefined;
    return every === undefined ? undefined : { shortest: every, longest: every };
  }
  const { minutes } = calendar;
  const within = minutes.slice(1).map((minute, index) => minute - minutes[index]);
  const between: number[] = [];
  let last: number | undefined;
  for (const day of horizonDays()) {
    if (calendar.isDueOn(day)) {
      if (last !== undefined) {
        between.push((day.number - last) * DAY_MINUTES + minutes[0] - minutes[minutes.length - 1]);
      }
      last = day.number;
    }
  }
  if (between.length === 0) {
    return undefined;
  }
  const longest = between.reduce((a, b) => Math.max(a, b));
  const shortest = between.reduce((a, b) => Math.min(a, b));
  return {
    shortest: Math.min(shortest, ...within) * MINUTE,
    longest: Math.max(longest, ...within) * MINUTE,
  };
}

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** The seconds of `@every 1h30m`: the library rounds down to whole ones, and up to one. */
function everySeconds(schedule: string): number {
  const parts = [...schedule.matchAll(/(\d+(?:\.\d*)?|\.\d+)(h|ms|m|s)/g)];
  return Math.max(1, Math.floor(parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit], 0)));
}

function ascending(a: number, b: number): number {
  return a - b;
}
