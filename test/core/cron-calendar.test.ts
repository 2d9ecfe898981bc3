import { cronCalendar, cronGaps, neverComes } from '../../lib/core/cron-calendar';

const HOUR = 3600;
const DAY = 24 * HOUR;

test.each([
  ['*/5 * * * *', 300, 300],
  ['5/15 * * * *', 900, 900],
  ['@hourly', HOUR, HOUR],
  ['0 */6 * * *', 6 * HOUR, 6 * HOUR],
  ['15 2 * * *', DAY, DAY],
  ['0 8,9 * * *', HOUR, 23 * HOUR],
  ['0 3 * * 1-5', DAY, 3 * DAY],
  ['0 3 * * sun', 7 * DAY, 7 * DAY],
  ['@monthly', 28 * DAY, 31 * DAY],
  ['0 0 29 2 *', 1461 * DAY, 1461 * DAY],
  // A day of either kind counts: the 31st of February and every Monday of February.
  ['0 0 31 2 1', 7 * DAY, 350 * DAY],
  ['@every 1h30m', 5400, 5400],
  ['@every 100ms', 1, 1],
])('%s comes every %i to %i seconds', (schedule, shortest, longest) => {
  expect(cronGaps(schedule)).toEqual({ shortest, longest });
});

test.each(['0 9 30 2 *', '0 0 31 4,6,9,11 *', '0 0 31 2 ?'])('%s never comes', (schedule) => {
  expect(neverComes(schedule)).toBe(true);
  expect(cronGaps(schedule)).toBeUndefined();
});

test.each(['0 0 29 2 *', '0 0 31 2 1', '0 0 31 1 *', '@every 1h', '61 * * * *'])('%s comes, or is none', (schedule) => {
  expect(neverComes(schedule)).toBe(false);
});

test.each([
  ['0 0 1 * 1', true, false],
  ['0 0 */1 * 1', false, false],
  ['0 0 */2 * 1', true, false],
  ['0 0 25 12 *', false, true],
  ['0 0 25 * *', false, false],
])('%s names days of both kinds: %s, dates: %s', (schedule, eitherDay, onDates) => {
  expect(cronCalendar(schedule)).toMatchObject({ eitherDay, onDates });
});
