import type { AlertCases } from './alert-case';

/** A series of KEDA, as it is where the scrape honors its labels, and where it does not. */
const keda = (metric: string, scaled: string, labels = '') =>
  `keda_${metric}{namespace="shop",scaledObject="${scaled}"${labels}}`;
const renamed = (metric: string, scaled: string, labels = '') =>
  `keda_${metric}{namespace="keda",exported_namespace="shop",scaledObject="${scaled}"${labels}}`;
const FIRST = ',triggerIndex="0"';
const job = (name: string) => `kube_job_status_active{namespace="shop",job_name="${name}"}`;
const tenJobs = (running: string) =>
  Object.fromEntries([...'bcdfghjklm'].map((letter) => [job(`batch-bcdf${letter}`), running]));

/** At the threshold, below it, and of others. The worker has 10 pods at most, each for 50 messages. */
export const eventCases: AlertCases = {
  ScalerFailing: [
    {
      title: 'an error at each question',
      component: 'worker',
      series: { [keda('scaler_detail_errors_total', 'worker', FIRST)]: '0+2x30' },
      at: '20m',
      fires: 1,
    },
    {
      title: 'an error at each question, under the other name of the namespace',
      component: 'worker',
      series: { [renamed('scaler_detail_errors_total', 'worker', FIRST)]: '0+2x30' },
      at: '20m',
      fires: 1,
    },
    {
      title: 'errors that are over',
      component: 'worker',
      series: { [keda('scaler_detail_errors_total', 'worker', FIRST)]: '0+2x5 10x30' },
      at: '20m',
    },
    {
      title: 'errors of another',
      component: 'worker',
      series: { [keda('scaler_detail_errors_total', 'other', FIRST)]: '0+2x30' },
      at: '20m',
    },
  ],
  QueueNotDraining: [
    {
      title: 'more waits than all pods are meant for, and ever more',
      component: 'worker',
      series: { [keda('scaler_metrics_value', 'worker', FIRST)]: '501+1x60' },
      at: '40m',
      fires: 1,
    },
    {
      title: 'under the other name of the namespace',
      component: 'worker',
      series: { [renamed('scaler_metrics_value', 'worker', FIRST)]: '501+1x60' },
      at: '40m',
      fires: 1,
    },
    {
      title: 'much waits, and gets less',
      component: 'worker',
      series: { [keda('scaler_metrics_value', 'worker', FIRST)]: '900-5x60' },
      at: '40m',
    },
    {
      title: 'little waits, more or less of it',
      component: 'worker',
      series: { [keda('scaler_metrics_value', 'worker', FIRST)]: '10 20 10 20 10 20 10 20 10 20 10 20 10 20x60' },
      at: '12m',
    },
    {
      title: 'a little that does not move at all',
      component: 'worker',
      series: { [keda('scaler_metrics_value', 'worker', FIRST)]: '3x60' },
      at: '40m',
      fires: 1,
    },
    {
      title: 'nothing waits',
      component: 'worker',
      series: { [keda('scaler_metrics_value', 'worker', FIRST)]: '0x60' },
      at: '40m',
    },
    {
      title: 'a queue that is new',
      component: 'worker',
      series: { [keda('scaler_metrics_value', 'worker', FIRST)]: '_x30 900x30' },
      at: '40m',
    },
  ],
  JobsAtMaximum: [
    { title: 'as many as may', component: 'batch', series: tenJobs('1x60'), at: '40m', fires: 1 },
    { title: 'not for long', component: 'batch', series: tenJobs('1x60'), at: '20m' },
    {
      title: 'one less',
      component: 'batch',
      series: { ...tenJobs('1x60'), [job('batch-bcdfb')]: '0x60' },
      at: '40m',
    },
    {
      title: 'and one of another',
      component: 'batch',
      series: { ...tenJobs('1x60'), [job('batch-bcdfb')]: '0x60', [job('batch-two-bcdfb')]: '1x60' },
      at: '40m',
    },
  ],
};
