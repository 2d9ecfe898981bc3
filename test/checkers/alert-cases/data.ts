import type { AlertCases } from './alert-case';

const POD = '{namespace="shop",pod="postgres-0"}';
const CLAIM = '{namespace="shop",persistentvolumeclaim="data-postgres-0"}';
const BACKUP = '{namespace="shop",cronjob="postgres-backup"}';
const component = 'postgres';

/** What can go wrong with stores. */
export const dataCases: AlertCases = {
  PostgreSqlDown: [
    { title: 'nobody can log in', component, series: { [`pg_up${POD}`]: '0x5' }, at: '3m', fires: 1 },
    { title: 'it answers', component, series: { [`pg_up${POD}`]: '1x5' }, at: '3m' },
    { title: 'it was away for a moment', component, series: { [`pg_up${POD}`]: '1 0 1 1 1 1' }, at: '4m' },
    {
      title: 'another server',
      component,
      series: { 'pg_up{namespace="shop",pod="postgres-reports-0"}': '0x5' },
      at: '3m',
    },
  ],
  PostgreSqlConnectionsNearMaximum: [
    {
      title: 'over four fifths of all databases together',
      component,
      series: {
        'pg_stat_activity_count{namespace="shop",pod="postgres-0",datname="app",state="active"}': '41x10',
        'pg_stat_activity_count{namespace="shop",pod="postgres-0",datname="app",state="idle"}': '40x10',
        [`pg_settings_max_connections${POD}`]: '100x10',
      },
      at: '6m',
      fires: 1,
    },
    {
      title: 'just four fifths',
      component,
      series: {
        'pg_stat_activity_count{namespace="shop",pod="postgres-0",datname="app",state="active"}': '80x10',
        [`pg_settings_max_connections${POD}`]: '100x10',
      },
      at: '6m',
    },
  ],
  VolumeFilling: [
    {
      title: 'little is left',
      component,
      series: {
        [`kubelet_volume_stats_available_bytes${CLAIM}`]: '14x20',
        [`kubelet_volume_stats_capacity_bytes${CLAIM}`]: '100x20',
      },
      at: '16m',
      fires: 1,
    },
    {
      title: 'enough is left',
      component,
      series: {
        [`kubelet_volume_stats_available_bytes${CLAIM}`]: '15x20',
        [`kubelet_volume_stats_capacity_bytes${CLAIM}`]: '100x20',
      },
      at: '16m',
    },
  ],
  BackupTooOld: [
    {
      title: 'the last one is older than a day and what a run may be late and take',
      component,
      series: {
        [`kube_cronjob_status_last_successful_time${BACKUP}`]: '0x2000',
        [`kube_cronjob_created${BACKUP}`]: '0x2000',
      },
      at: '1621m',
      fires: 1,
    },
    {
      title: 'the last one is young enough',
      component,
      series: {
        [`kube_cronjob_status_last_successful_time${BACKUP}`]: '0x2000',
        [`kube_cronjob_created${BACKUP}`]: '0x2000',
      },
      at: '1620m',
    },
    {
      title: 'there was one since the schedule was made',
      component,
      series: {
        [`kube_cronjob_status_last_successful_time${BACKUP}`]: '90000x2000',
        [`kube_cronjob_created${BACKUP}`]: '0x2000',
      },
      at: '1660m',
    },
    {
      title: 'there was never one',
      component,
      series: { [`kube_cronjob_created${BACKUP}`]: '0x2000' },
      at: '1621m',
      fires: 1,
    },
  ],
};
