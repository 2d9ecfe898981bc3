import type { AlertCases } from './alert-case';

const messages = (service: string, status: string, pod = 'api-0') =>
  `stream_messages_total{namespace="shop",pod="${pod}",service="${service}",subject="orders",status="${status}"}`;
const bucket = (le: string, service = 'ingress', pod = 'api-0') =>
  `stream_latency_seconds_bucket{namespace="shop",pod="${pod}",service="${service}",operation="publish",le="${le}"}`;

/** Of 100 requests in a minute, how many take at most half a second; all take at most one. */
const latencies = (fast: number, service = 'ingress', pod = 'api-0', all = 100) => ({
  [bucket('0.25', service, pod)]: `0+${fast / 2}x20`,
  [bucket('0.5', service, pod)]: `0+${fast}x20`,
  [bucket('1', service, pod)]: `0+${all}x20`,
  [bucket('+Inf', service, pod)]: `0+${all}x20`,
});
const POD = 'api-5d9c7b8f64-x2x9k';
const scraped = (pod: string) => `up{namespace="shop",pod="${pod}",endpoint="metrics"}`;
const memory = (pod: string) => `container_memory_working_set_bytes{namespace="shop",pod="${pod}",container="api"}`;
const limit = (pod: string, resource = 'memory') =>
  `kube_pod_container_resource_limits{namespace="shop",pod="${pod}",container="api",resource="${resource}"}`;
const certificate = (name: string, label = 'exported_namespace', namespace = 'shop') =>
  `certmanager_certificate_expiration_timestamp_seconds{${label}="${namespace}",name="${name}"}`;
const FORTNIGHT = 14 * 24 * 3600;

/** At the threshold, below it, and without the series that is looked at. */
export const monitoringCases: AlertCases = {
  HighErrorRate: [
    {
      title: 'more than the share of one service',
      component: 'shop',
      series: {
        [messages('ingress', 'error')]: '0+6x20',
        [messages('ingress', 'success')]: '0+94x20',
        [messages('egress', 'error')]: '0+4x20',
        [messages('egress', 'success')]: '0+96x20',
      },
      at: '7m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'shop',
      series: { [messages('ingress', 'error')]: '0+6x20', [messages('ingress', 'success')]: '0+94x20' },
      at: '5m',
    },
    {
      title: 'exactly the share',
      component: 'shop',
      series: { [messages('ingress', 'error')]: '0+5x20', [messages('ingress', 'success')]: '0+95x20' },
      at: '15m',
    },
    {
      title: 'many errors, and few of all: a rate is no share',
      component: 'shop',
      series: { [messages('ingress', 'error')]: '0+1000x20', [messages('ingress', 'success')]: '0+99000x20' },
      at: '15m',
    },
    {
      title: 'few messages, and all fail',
      component: 'shop',
      series: { [messages('ingress', 'error')]: '0+1x20' },
      at: '15m',
      fires: 1,
    },
    {
      title: 'two services are two alerts, whatever the pods',
      component: 'shop',
      series: {
        [messages('ingress', 'error', 'api-0')]: '0+6x20',
        [messages('ingress', 'success', 'api-1')]: '0+94x20',
        [messages('egress', 'error', 'api-2')]: '0+6x20',
        [messages('egress', 'success', 'api-3')]: '0+94x20',
      },
      at: '15m',
      fires: 2,
    },
    {
      title: 'no messages at all: nothing is divided by nothing',
      component: 'shop',
      series: { [messages('ingress', 'error')]: '7x20', [messages('ingress', 'success')]: '9x20' },
      at: '15m',
    },
    {
      title: 'nothing has failed yet',
      component: 'shop',
      series: { [messages('ingress', 'success')]: '0+100x20' },
      at: '15m',
    },
    { title: 'nothing is counted', component: 'shop', series: {}, at: '15m' },
  ],

  HighLatency: [
    { title: 'the slowest take longer', component: 'shop', series: latencies(90), at: '7m', fires: 1 },
    { title: 'not for long', component: 'shop', series: latencies(90), at: '5m' },
    { title: 'exactly as long as is borne', component: 'shop', series: latencies(95), at: '15m' },
    { title: 'fast enough', component: 'shop', series: latencies(99), at: '15m' },
    {
      title: 'a slow pod with few requests among fast ones',
      component: 'shop',
      series: { ...latencies(100), ...latencies(0, 'ingress', 'api-1', 2) },
      at: '15m',
    },
    {
      title: 'two services are two alerts',
      component: 'shop',
      series: { ...latencies(90), ...latencies(90, 'egress') },
      at: '15m',
      fires: 2,
    },
    { title: 'nothing was asked', component: 'shop', series: latencies(0, 'ingress', 'api-0', 0), at: '15m' },
    {
      title: 'no bucket for what takes longer',
      component: 'shop',
      series: { [bucket('0.5')]: '0+90x20' },
      at: '15m',
    },
    { title: 'nothing is measured', component: 'shop', series: {}, at: '15m' },
  ],

  ScrapeFailing: [
    { title: 'no answer', component: 'api', series: { [scraped(POD)]: '0x20' }, at: '10m', fires: 1 },
    { title: 'not for long', component: 'api', series: { [scraped(POD)]: '0x20' }, at: '9m' },
    { title: 'it answers', component: 'api', series: { [scraped(POD)]: '1x20' }, at: '20m' },
    {
      title: 'another workload',
      component: 'api',
      series: { [scraped('api-v2-5d9c7b8f64-x2x9k')]: '0x20' },
      at: '20m',
    },
    { title: 'Prometheus knows of no pod', component: 'api', series: {}, at: '20m' },
  ],

  MemoryNearLimit: [
    {
      title: 'nearly all is used',
      component: 'api',
      series: { [memory(POD)]: '91x30', [limit(POD)]: '100x30' },
      at: '15m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'api',
      series: { [memory(POD)]: '91x30', [limit(POD)]: '100x30' },
      at: '14m',
    },
    {
      title: 'exactly the share',
      component: 'api',
      series: { [memory(POD)]: '90x30', [limit(POD)]: '100x30' },
      at: '30m',
    },
    {
      title: 'two pods are two alerts',
      component: 'api',
      series: {
        [memory(POD)]: '99x30',
        [limit(POD)]: '100x30',
        [memory('api-5d9c7b8f64-bcdfg')]: '99x30',
        [limit('api-5d9c7b8f64-bcdfg')]: '100x30',
      },
      at: '30m',
      fires: 2,
    },
    {
      title: 'there is no limit of memory',
      component: 'api',
      series: { [memory(POD)]: '99x30', [limit(POD, 'cpu')]: '1x30' },
      at: '30m',
    },
    { title: 'nobody says what is used', component: 'api', series: { [limit(POD)]: '100x30' }, at: '30m' },
  ],

  CertificateExpiring: [
    {
      title: 'less than a fortnight is left',
      component: 'api',
      series: { [certificate('api-tls')]: `${FORTNIGHT + 3599}x70` },
      at: '60m',
      fires: 1,
    },
    {
      title: 'exactly a fortnight is left',
      component: 'api',
      series: { [certificate('api-tls')]: `${FORTNIGHT + 3600}x70` },
      at: '60m',
    },
    {
      title: 'a scrape that honors labels',
      component: 'api',
      series: { [certificate('api-tls', 'namespace')]: `${FORTNIGHT}x70` },
      at: '60m',
      fires: 1,
    },
    { title: 'it has ended', component: 'api', series: { [certificate('api-tls')]: '60x70' }, at: '60m', fires: 1 },
    {
      title: 'of another, and of another namespace',
      component: 'api',
      series: { [certificate('web-tls')]: '60x70', [certificate('api-tls', 'exported_namespace', 'other')]: '60x70' },
      at: '60m',
    },
    { title: 'nobody knows of it', component: 'api', series: {}, at: '60m' },
  ],
};
