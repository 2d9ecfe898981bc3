import type { AlertCases } from './alert-case';

const POD = 'namespace="shop",pod="minio-0",server="127.0.0.1:9000"';
const OTHER = 'namespace="shop",pod="minio-reports-0",server="127.0.0.1:9000"';
const component = 'minio';

const health = (values: string, labels = POD) => ({ [`minio_cluster_health_status{${labels}}`]: values });
const offline = (values: string) => ({ [`minio_cluster_drive_offline_total{${POD}}`]: values });
const waiting = (values: string) => ({ [`minio_s3_requests_waiting_total{${POD}}`]: values });
const room = (free: number) => ({
  [`minio_cluster_capacity_usable_free_bytes{${POD}}`]: `${free}x30`,
  [`minio_cluster_capacity_usable_total_bytes{${POD}}`]: '100x30',
});
const requests = (all: string, failed?: string) => ({
  [`minio_s3_requests_total{${POD},api="putobject"}`]: all,
  ...(failed === undefined ? {} : { [`minio_s3_requests_5xx_errors_total{${POD},api="putobject"}`]: failed }),
});

/** What can go wrong with object stores. */
export const objectStoreCases: AlertCases = {
  ObjectStoreUnavailable: [
    { title: 'nothing can be written', component, series: { ...health('0x5'), ...offline('0x5') }, at: '3m', fires: 1 },
    { title: 'the disk was given up', component, series: { ...health('1x5'), ...offline('1x5') }, at: '3m', fires: 1 },
    {
      title: 'both of it is one thing',
      component,
      series: { ...health('0x5'), ...offline('1x5') },
      at: '3m',
      fires: 1,
    },
    { title: 'all is well', component, series: { ...health('1x5'), ...offline('0x5') }, at: '3m' },
    { title: 'it was away for a moment', component, series: health('1 0 1 1 1 1'), at: '4m' },
    { title: 'another store', component, series: health('0x5', OTHER), at: '3m' },
  ],
  ObjectStoreRequestsFailing: [
    { title: 'more than one of twenty fails', component, series: requests('0+100x30', '0+6x30'), at: '15m', fires: 1 },
    { title: 'just one of twenty fails', component, series: requests('0+100x30', '0+5x30'), at: '15m' },
    { title: 'none has failed yet', component, series: requests('0+100x30'), at: '15m' },
    { title: 'nobody asks for anything', component, series: requests('100x30', '50x30'), at: '15m' },
    { title: 'for a moment all failed', component, series: requests('0+100x30', '0 100 100x28'), at: '15m' },
  ],
  ObjectStoreRequestsWaiting: [
    { title: 'some wait all the time', component, series: waiting('1x20'), at: '11m', fires: 1 },
    { title: 'none waits', component, series: waiting('0x20'), at: '11m' },
    { title: 'some wait now and then', component, series: waiting('5 5 5 5 0 5 5 5 5 5 5 5'), at: '11m' },
  ],
  ObjectStoreCapacityLow: [
    { title: 'less than a quarter is left', component, series: room(24), at: '16m', fires: 1 },
    { title: 'a quarter is left', component, series: room(25), at: '16m' },
  ],
};
