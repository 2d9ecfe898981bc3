import fc from 'fast-check';
import { cronProblem } from '../../lib/core/cron-schedule';

describe('cronProblem', () => {
  // What an API server of Kubernetes 1.36 accepts, odd as some of it is.
  test.each([
    ...['* * * * *', '? ? ? ? ?', '0 0 1 1 0', '59 23 31 12 6', '  0   0 * * *  ', '0\t0 * * *', '0\u00850 * * *'],
    ...[
      '*/5 * * * *',
      '*/100 * * * *',
      '5/10 * * * *',
      '1-5/2 * * * *',
      '1,*/2,3-4 * * * *',
      '*/9223372036854775807 * * * *',
    ],
    ...['* * * JAN-dec Sun,SAT', '* * * * sun-sat', '0 0 31 feb *', '+5 * * * *', '007 * * * *'],
    ...[', * * * *', ',1,, * * * *', '*-5 * * * *', '*-foo-bar/2 * * * *'],
    ...['@hourly', '@daily', '@midnight', '@weekly', '@monthly', '@yearly', '@annually'],
    ...[
      '@every 1h',
      '@every 1h30m',
      '@every 1.5h',
      '@every .5s',
      '@every 1.s',
      '@every 1µs',
      '@every 1μs',
      '@every 1ns',
    ],
    ...['@every 0', '@every -0', '@every +1h', '@every -1h', '@every 00h', '@every 1.99999999999999999999h'],
    ...['@every 2562047h47m16.854775807s', '@every -2562047h47m16.854775808s'],
  ])('accepts %j', (schedule) => {
    expect(cronProblem(schedule)).toBeUndefined();
  });

  test.each([
    ['', 'the schedule is empty'],
    ['  ', 'it has 0 fields instead of 5'],
    [' @hourly', 'it has 1 field instead of 5'],
    ['* * * *', 'it has 4 fields instead of 5'],
    ['* * * * * *', 'it has 6 fields instead of 5'],
    ['0\ufeff0 * * *', 'it has 4 fields instead of 5'],
    ['TZ=UTC * * * * *', 'a time zone belongs into timeZone, not into the schedule'],
    ['CRON_TZ=UTC * * * * *', 'a time zone belongs into timeZone, not into the schedule'],
    ['TZ=UTC', 'a time zone belongs into timeZone, not into the schedule'],
    ['60 * * * *', 'field 1 (minute): 60 is above 59'],
    ['61 * * * *', 'field 1 (minute): 61 is above 59'],
    ['1,2,61 * * * *', 'field 1 (minute): 61 is above 59'],
    ['50-61/2 * * * *', 'field 1 (minute): 61 is above 59'],
    ['* 24 * * *', 'field 2 (hour): 24 is above 23'],
    ['* * 0 * *', 'field 3 (day of month): 0 is below 1'],
    ['* * 32 * *', 'field 3 (day of month): 32 is above 31'],
    ['* * * 0 *', 'field 4 (month): 0 is below 1'],
    ['* * * 13 *', 'field 4 (month): 13 is above 12'],
    ['* * * january *', "field 4 (month): 'january' is no value"],
    ['* * * sun *', "field 4 (month): 'sun' is no value"],
    ['0 0 * * 7', 'field 5 (day of week): 7 is above 6'],
    ['* * * * fri-mon', 'field 5 (day of week): fri is above the end of its range, mon'],
    ['0 0 * * 1#2', "field 5 (day of week): '1#2' is no value"],
    ['9-5 * * * *', 'field 1 (minute): 9 is above the end of its range, 5'],
    ['-1 * * * *', "field 1 (minute): '' is no value"],
    ['1- * * * *', "field 1 (minute): '' is no value"],
    ['/2 * * * *', "field 1 (minute): '' is no value"],
    ['** * * * *', "field 1 (minute): '**' is no value"],
    ['1.5 * * * *', "field 1 (minute): '1.5' is no value"],
    ['18446744073709551616 * * * *', "field 1 (minute): '18446744073709551616' is no value"],
    ['1-2-3 * * * *', "field 1 (minute): '1-2-3' has more than one '-'"],
    ['1/2/3 * * * *', "field 1 (minute): '1/2/3' has more than one '/'"],
    ['*/ * * * *', "field 1 (minute): '' is no step"],
    ['*/x * * * *', "field 1 (minute): 'x' is no step"],
    ['*/-1 * * * *', "field 1 (minute): '-1' is no step"],
    ['*/9223372036854775808 * * * *', "field 1 (minute): '9223372036854775808' is no step"],
    ['*/0 * * * *', "field 1 (minute): the step of '*/0' is 0"],
    ['*/-0 * * * *', "field 1 (minute): the step of '*/-0' is 0"],
    ['@reboot', "'@reboot' is no known descriptor"],
    ['@Hourly', "'@Hourly' is no known descriptor"],
    ['@hourly ', "'@hourly ' is no known descriptor"],
    ['@every', "'@every' is no known descriptor"],
    ...['', ' 1h', '1d', '10', '.s', '1h 1m', '--1h', '1H', '99999999h', '2562047h47m16.854775808s'].map((duration) => [
      `@every ${duration}`,
      `'${duration}' is no duration such as '1h30m'`,
    ]),
  ])('says of %j: %s', (schedule, problem) => {
    expect(cronProblem(schedule)).toBe(problem);
  });

  const MONTHS = ['JAN', 'feb', 'Mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
  const DAYS = ['sun', 'MON', 'Tue', 'wed', 'thu', 'fri', 'sat'];
  const FIELDS = [
    { name: 'minute', min: 0, max: 59, names: [] },
    { name: 'hour', min: 0, max: 23, names: [] },
    { name: 'day of month', min: 1, max: 31, names: [] },
    { name: 'month', min: 1, max: 12, names: MONTHS },
    { name: 'day of week', min: 0, max: 6, names: DAYS },
  ];

  const fields = FIELDS.map(({ min, max, names }) => {
    const number = fc.integer({ min, max });
    const written = (value: number, named: boolean) => (named && names[value - min]) || `${value}`;
    const range = fc
      .tuple(number, number, fc.boolean())
      .map(([a, b, named]) => `${written(Math.min(a, b), named)}-${written(Math.max(a, b), named)}`);
    const single = fc.tuple(number, fc.boolean()).map(([value, named]) => written(value, named));
    const step = fc.option(fc.integer({ min: 1, max: 90 }));
    const item = fc
      .tuple(fc.oneof(fc.constantFrom('*', '?'), single, range), step)
      .map(([text, every]) => (every === null ? text : `${text}/${every}`));
    return fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => items.join(','));
  });

  test('accepts whatever is put together by the rules', () => {
    fc.assert(
      fc.property(fc.tuple(...fields), (texts) => {
        expect(cronProblem(texts.join(' '))).toBeUndefined();
      }),
    );
  });

  test('names the field that is wrong', () => {
    const wrong = fc.tuple(fc.tuple(...fields), fc.nat({ max: 4 }), fc.integer({ min: 1, max: 1000 }));
    fc.assert(
      fc.property(wrong, ([texts, index, excess]) => {
        const { name, max } = FIELDS[index];
        const schedule = texts.map((text, i) => (i === index ? `${text},${max + excess}` : text)).join(' ');
        expect(cronProblem(schedule)).toBe(`field ${index + 1} (${name}): ${max + excess} is above ${max}`);
      }),
    );
  });
});
