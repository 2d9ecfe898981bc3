import type { AlertCases } from './alert-case';

const job = (name: string, condition = 'true') =>
  `kube_job_failed{namespace="shop",job_name="${name}",condition="${condition}"}`;
const created = (name: string) => `kube_job_created{namespace="shop",job_name="${name}"}`;
const succeeded = 'kube_cronjob_status_last_successful_time{namespace="shop",cronjob="backup"}';

/** At the threshold, below it, and without the series that is looked at. */
export const taskCases: AlertCases = {
  JobFailed: [
    {
      title: 'a migration',
      component: 'api-migrate',
      series: { [job('api-migrate-bcdfghjklm')]: '1x5', [created('api-migrate-bcdfghjklm')]: '100x5' },
      at: '1m',
      fires: 1,
    },
    {
      title: 'the newest did it',
      component: 'api-migrate',
      series: {
        [job('api-migrate-bcdfghjklm')]: '1x5',
        [created('api-migrate-bcdfghjklm')]: '100x5',
        [created('api-migrate-zzzzzzzzzz')]: '200x5',
      },
      at: '5m',
    },
    {
      title: 'the newest failed, too',
      component: 'api-migrate',
      series: {
        [job('api-migrate-bcdfghjklm')]: '1x5',
        [created('api-migrate-bcdfghjklm')]: '100x5',
        [job('api-migrate-zzzzzzzzzz')]: '1x5',
        [created('api-migrate-zzzzzzzzzz')]: '200x5',
      },
      at: '5m',
      fires: 1,
    },
    {
      title: 'it did not fail',
      component: 'api-migrate',
      series: {
        [job('api-migrate-bcdfghjklm')]: '0x5',
        [job('api-migrate-bcdfghjklm', 'false')]: '1x5',
        [created('api-migrate-bcdfghjklm')]: '100x5',
      },
      at: '5m',
    },
    {
      title: 'a run of a schedule',
      component: 'backup',
      series: { [job('backup-29312345')]: '1x5', [created('backup-29312345')]: '100x5' },
      at: '1m',
      fires: 1,
    },
    {
      title: 'the run after it did it',
      component: 'backup',
      series: {
        [job('backup-29312345')]: '1x5',
        [created('backup-29312345')]: '100x5',
        [created('backup-29313785')]: '200x5',
      },
      at: '5m',
    },
    {
      title: 'it was made up for by hand',
      component: 'backup',
      series: { [job('backup-29312345')]: '1x5', [created('backup-29312345')]: '100x5', [succeeded]: '150x5' },
      at: '5m',
    },
    {
      title: 'the run before it succeeded',
      component: 'backup',
      series: { [job('backup-29312345')]: '1x5', [created('backup-29312345')]: '100x5', [succeeded]: '50x5' },
      at: '5m',
      fires: 1,
    },
    {
      title: 'a task with a longer name',
      component: 'backup',
      series: { [job('backup-check-29312345')]: '1x5', [created('backup-check-29312345')]: '100x5' },
      at: '5m',
    },
    {
      title: 'nobody knows when it was made',
      component: 'backup',
      series: { [job('backup-29312345')]: '1x5' },
      at: '5m',
    },
    { title: 'nothing is known', component: 'backup', series: {}, at: '5m' },
  ],

  ScheduleMissed: [
    {
      title: 'it was due, and later than it may be',
      component: 'backup',
      series: { 'kube_cronjob_next_schedule_time{namespace="shop",cronjob="backup"}': '0x20' },
      at: '16m',
      fires: 1,
    },
    {
      title: 'it may still begin',
      component: 'backup',
      series: { 'kube_cronjob_next_schedule_time{namespace="shop",cronjob="backup"}': '0x20' },
      at: '15m',
    },
    {
      title: 'it is due tomorrow',
      component: 'backup',
      series: { 'kube_cronjob_next_schedule_time{namespace="shop",cronjob="backup"}': '86400x20' },
      at: '20m',
    },
    {
      title: 'it is suspended: nobody says when it is due',
      component: 'backup',
      series: { 'kube_cronjob_spec_suspend{namespace="shop",cronjob="backup"}': '1x20' },
      at: '20m',
    },
  ],
};
