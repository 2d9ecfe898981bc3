import { clockChangeEffects, longestRepeat } from '../../lib/core/clock-changes';

test.each([
  ['30 2 * * *', 'Europe/Berlin', '02:00 to 03:00', '02:00 to 03:00'],
  ['30 2 * * *', 'America/New_York', '02:00 to 03:00', undefined],
  ['30 1 * * *', 'America/New_York', undefined, '01:00 to 02:00'],
  ['@daily', 'Africa/Cairo', '00:00 to 01:00', undefined],
  ['15 2 * * *', 'Australia/Lord_Howe', '02:00 to 02:30', undefined],
  ['45 1 * * *', 'Australia/Lord_Howe', undefined, '01:30 to 02:00'],
  // The clocks of New York go forward on 10 March in some years.
  ['30 2 10 3 *', 'America/New_York', '02:00 to 03:00', undefined],
])('%s in %s: skipped %s, repeated %s', (schedule, timeZone, skippedHour, repeatedHour) => {
  expect(clockChangeEffects(schedule, timeZone)).toMatchObject({ skippedHour, repeatedHour });
});

test.each([
  ['30 3 * * *', 'Europe/Berlin'],
  ['30 2 * * *', 'Etc/UTC'],
  ['30 2 * * *', 'Asia/Tokyo'],
  ['*/10 * * * *', 'Europe/Berlin'],
  ['@every 1h', 'Europe/Berlin'],
  ['30 2 15 6 *', 'Europe/Berlin'],
  ['30 2 * * 1', 'Europe/Berlin'],
])('nothing happens to %s in %s', (schedule, timeZone) => {
  expect(Object.values(clockChangeEffects(schedule, timeZone)).filter((effect) => effect !== undefined)).toEqual([]);
});

test('a day is longer by what the clocks repeat', () => {
  expect(['Europe/Berlin', 'Australia/Lord_Howe', 'Etc/UTC'].map(longestRepeat)).toEqual([3600, 1800, 0]);
});

test('the day of the synthesis decides nothing', () => {
  jest.useFakeTimers({ now: new Date('2041-07-01') });
  expect(clockChangeEffects('31 2 * * *', 'Europe/Paris').skippedOn).toBe('2026-03-29');
  jest.useRealTimers();
});
