import { isTimeZone } from '../../lib/core/time-zone';

test.each(['Etc/UTC', 'Europe/London', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+3'])('%s is one', (zone) => {
  expect(isTimeZone(zone)).toBe(true);
});

test.each(['', 'Local', 'europe/london', 'Europe/Londonn', '+02:00', 'CEST now'])('%p is none', (zone) => {
  expect(isTimeZone(zone)).toBe(false);
});
