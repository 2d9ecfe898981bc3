import { Chart, Testing } from 'cdk8s';
import {
  type BackupTimes,
  checkBackupTimes,
  defaultSchedule,
  minutesBetweenRuns,
  staleAfterHours,
} from '../../lib/data/backup-times';
import { problems, warnings } from '../support/findings';

const TIMES: BackupTimes = {
  schedule: '15 2 * * *',
  timeZone: 'Etc/UTC',
  startingDeadlineSeconds: 3600,
  deadlineSeconds: 3600,
  keep: 14,
};

test.each<[string, Partial<BackupTimes>, number]>([
  ['once a day', {}, 26],
  ['a day of 25 hours', { schedule: '15 4 * * *', timeZone: 'Europe/Berlin' }, 27],
  ['every six hours', { schedule: '0 */6 * * *' }, 8],
  ['on weekdays', { schedule: '15 2 * * 1-5' }, 74],
  ['once a week', { schedule: '0 3 * * 0' }, 170],
  ['a run of three hours', { deadlineSeconds: 3 * 3600 }, 28],
  ['a schedule with a finding of its own', { schedule: '61 2 * * *' }, 26],
])('when a backup is missing follows from the schedule: %s', (_, times, hours) => {
  expect(staleAfterHours({ ...TIMES, ...times }, undefined)).toBe(hours);
});

test('the default schedule is never in the hour of a clock change', () => {
  expect(
    [undefined, 'Etc/UTC', 'Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'No/Zone'].map((timeZone) =>
      defaultSchedule({ timeZone }),
    ),
  ).toEqual(['15 2 * * *', '15 2 * * *', '15 2 * * *', '15 4 * * *', '15 4 * * *', '15 2 * * *']);
});

test('a backup ends before the next one is due', () => {
  expect(['0 */6 * * *', '0 3,5 * * *', '@weekly', 'nonsense'].map(minutesBetweenRuns)).toEqual([
    360,
    120,
    10_080,
    Infinity,
  ]);
});

test('an alert that fires although all is well', () => {
  const chart = new Chart(Testing.app(), 'store');
  checkBackupTimes(chart, { ...TIMES, schedule: '0 3 * * 0' }, { staleAfterHours: 169 });
  expect(problems(chart)).toEqual([
    [
      'store  settings.backup.staleAfterHours',
      'got 169, for the schedule "0 3 * * 0"',
      'the newest backup may be 170 h old although all is well: the alert would fire each time',
      '→ give at least 170, or leave it out: it follows from the schedule',
    ],
  ]);
});

test('backups that are all younger than what went wrong', () => {
  const chart = new Chart(Testing.app(), 'store');
  checkBackupTimes(chart, { ...TIMES, schedule: '@hourly' }, {});
  expect(warnings(chart)).toEqual([
    [
      'store  settings.backup.keep  [backups-cover-less-than-a-day]',
      'got 14, for a backup every 1 h',
      'the oldest backup is 14 h old: what went wrong a day ago is in all of them',
      '→ keep at least 24, or make fewer; or acknowledge it with the reason',
    ],
  ]);
  const enough = new Chart(Testing.app(), 'store');
  checkBackupTimes(enough, { ...TIMES, schedule: '@hourly', keep: 24 }, { staleAfterHours: 3 });
  expect([problems(enough), warnings(enough)]).toEqual([[], []]);
});
