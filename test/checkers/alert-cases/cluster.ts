import type { AlertCase, AlertCases } from './alert-case';

const apiServer = (name: string, labels = ''): string => `${name}{job="apiserver"${labels && `,${labels}`}}`;
const kubelet = (name: string, labels = ''): string => `${name}{job="kubelet",node="a"${labels && `,${labels}`}}`;
const ok = apiServer('apiserver_request_total', 'code="200"');
const broken = apiServer('apiserver_request_total', 'code="503"');

/** What is missing altogether: one `up` that is 1 is enough. */
function missing(component: string, labels: string): AlertCase[] {
  const up = `up{${labels}}`;
  return [
    { title: 'nothing is known of it', component, series: {}, at: '10m', fires: 1 },
    { title: 'it is down', component, series: { [up]: '0x20' }, at: '10m', fires: 1 },
    { title: 'not for long', component, series: { [up]: '0x20' }, at: '9m' },
    { title: 'it is up', component, series: { [up]: '1x20' }, at: '20m' },
  ];
}

/** Errors that were a share of all for long enough, or were over before. */
function errors(percent: number, duration: number): AlertCase[] {
  const component = 'api-server';
  const rising = (perMinute: number): string => `0+${perMinute}x100`;
  const at = `${duration + 10}m`;
  return [
    {
      title: 'more than the budget allows',
      component,
      series: { [ok]: rising(1000), [broken]: rising(13 * percent) },
      at,
      fires: 1,
    },
    {
      title: 'less than the budget allows',
      component,
      series: { [ok]: rising(1000), [broken]: rising(5 * percent) },
      at,
    },
    {
      title: 'it is over',
      component,
      series: { [ok]: rising(1000), [broken]: `0+1000x40 40000x60` },
      at: '80m',
    },
    { title: 'no errors at all', component, series: { [ok]: rising(1000) }, at },
    { title: 'nobody counts', component, series: {}, at },
  ];
}

/** A histogram of which all is in one bucket. */
const histogram = (
  series: (bound: string) => string,
  bounds: readonly string[],
  from: string,
): Record<string, string> =>
  Object.fromEntries(
    bounds.map((bound) => [series(bound), bounds.indexOf(bound) >= bounds.indexOf(from) ? '0+60x60' : '0x60']),
  );

const requests = (bound: string, verb = 'GET'): string =>
  apiServer('apiserver_request_duration_seconds_bucket', `verb="${verb}",le="${bound}"`);
const certificates = (bound: string): string =>
  apiServer('apiserver_client_certificate_expiration_seconds_bucket', `le="${bound}"`);
const relists = (bound: string): string => kubelet('kubelet_pleg_relist_duration_seconds_bucket', `le="${bound}"`);
const pods = (bound: string): string => kubelet('kubelet_pod_worker_duration_seconds_bucket', `le="${bound}"`);
const DURATIONS = ['0.5', '1', '5', '60', '120', '+Inf'];
const VALIDITIES = ['0', '86400', '604800', '2592000', '+Inf'];
const state = 'kube-state-metrics';
const calls = (what: string, result: string): string =>
  `kube_state_metrics_${what}_total{job="${state}",resource="*v1.Pod",result="${result}"}`;
const claim = (what: string): string =>
  kubelet(`kubelet_volume_stats_${what}_bytes`, 'namespace="shop",persistentvolumeclaim="data"');
const target = (pod: string): string => `up{namespace="shop",job="api",pod="${pod}"}`;

/** At the threshold, below it, and without the series that is looked at. */
export const clusterCases: AlertCases = {
  ApiServerNotScraped: missing('api-server', 'job="apiserver"'),
  ApiServerErrorsFast: errors(14.4, 2),
  ApiServerErrorsSlow: errors(6, 15),

  ApiServerSlow: [
    {
      title: 'slower than it should be',
      component: 'api-server',
      series: histogram(requests, DURATIONS, '5'),
      at: '20m',
      fires: 1,
    },
    { title: 'not for long', component: 'api-server', series: histogram(requests, DURATIONS, '5'), at: '14m' },
    {
      title: 'as fast as it should be',
      component: 'api-server',
      series: histogram(requests, DURATIONS, '1'),
      at: '30m',
    },
    {
      title: 'a watch lasts',
      component: 'api-server',
      series: histogram((bound) => requests(bound, 'WATCH'), DURATIONS, '60'),
      at: '30m',
    },
    { title: 'nobody measures', component: 'api-server', series: {}, at: '30m' },
  ],

  ApiServerClientCertificateExpiring: [
    {
      title: 'within the week',
      component: 'api-server',
      series: histogram(certificates, VALIDITIES, '604800'),
      at: '20m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'api-server',
      series: histogram(certificates, VALIDITIES, '604800'),
      at: '14m',
    },
    { title: 'later', component: 'api-server', series: histogram(certificates, VALIDITIES, '2592000'), at: '30m' },
    {
      title: 'nobody calls with a certificate',
      component: 'api-server',
      series: Object.fromEntries(VALIDITIES.map((bound) => [certificates(bound), '0x60'])),
      at: '30m',
    },
    { title: 'nobody measures', component: 'api-server', series: {}, at: '30m' },
  ],

  AggregatedApiUnavailable: [
    {
      title: 'one of two',
      component: 'api-server',
      series: {
        [apiServer('aggregator_unavailable_apiservice', 'name="v1beta1.metrics.k8s.io"')]: '1x20',
        [apiServer('aggregator_unavailable_apiservice', 'name="v1.apps"')]: '0x20',
      },
      at: '10m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'api-server',
      series: { [apiServer('aggregator_unavailable_apiservice', 'name="v1beta1.metrics.k8s.io"')]: '1x20' },
      at: '9m',
    },
    { title: 'nothing is known', component: 'api-server', series: {}, at: '20m' },
  ],

  KubeStateMetricsMissing: missing('cluster-state', `job="${state}"`),

  KubeStateMetricsBlind: [
    {
      title: 'lists fail',
      component: 'cluster-state',
      series: { [calls('list', 'success')]: '0+50x40', [calls('list', 'error')]: '0+50x40' },
      at: '20m',
      fires: 1,
    },
    {
      title: 'watches fail',
      component: 'cluster-state',
      series: { [calls('watch', 'success')]: '0+95x40', [calls('watch', 'error')]: '0+5x40' },
      at: '20m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'cluster-state',
      series: { [calls('list', 'success')]: '0+50x40', [calls('list', 'error')]: '0+50x40' },
      at: '14m',
    },
    {
      title: 'one of a thousand',
      component: 'cluster-state',
      series: { [calls('list', 'success')]: '0+999x40', [calls('list', 'error')]: '0+1x40' },
      at: '30m',
    },
    { title: 'no errors', component: 'cluster-state', series: { [calls('list', 'success')]: '0+50x40' }, at: '30m' },
    { title: 'nobody counts', component: 'cluster-state', series: {}, at: '30m' },
  ],

  KubeletsNotScraped: missing('kubelet', 'job="kubelet",metrics_path="/metrics"'),

  KubeletRelistSlow: [
    { title: 'slow', component: 'kubelet', series: histogram(relists, DURATIONS, '60'), at: '15m', fires: 1 },
    { title: 'not for long', component: 'kubelet', series: histogram(relists, DURATIONS, '60'), at: '9m' },
    { title: 'fast', component: 'kubelet', series: histogram(relists, DURATIONS, '1'), at: '30m' },
    { title: 'nobody measures', component: 'kubelet', series: {}, at: '30m' },
  ],

  KubeletPodsSlow: [
    { title: 'slow', component: 'kubelet', series: histogram(pods, DURATIONS, '120'), at: '20m', fires: 1 },
    { title: 'not for long', component: 'kubelet', series: histogram(pods, DURATIONS, '120'), at: '14m' },
    { title: 'fast', component: 'kubelet', series: histogram(pods, DURATIONS, '5'), at: '30m' },
    { title: 'nobody measures', component: 'kubelet', series: {}, at: '30m' },
  ],

  KubeletCertificateExpiring: [
    {
      title: 'within the week',
      component: 'kubelet',
      series: { [kubelet('kubelet_certificate_manager_client_ttl_seconds')]: '604799x20' },
      at: '15m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'kubelet',
      series: { [kubelet('kubelet_certificate_manager_client_ttl_seconds')]: '604799x20' },
      at: '14m',
    },
    {
      title: 'later',
      component: 'kubelet',
      series: { [kubelet('kubelet_certificate_manager_client_ttl_seconds')]: '604800x20' },
      at: '20m',
    },
    { title: 'nobody measures', component: 'kubelet', series: {}, at: '20m' },
  ],

  PersistentVolumeNearlyFull: [
    {
      title: 'nearly full',
      component: 'kubelet',
      series: { [claim('available')]: '4x20', [claim('capacity')]: '100x20' },
      at: '10m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'kubelet',
      series: { [claim('available')]: '4x20', [claim('capacity')]: '100x20' },
      at: '9m',
    },
    {
      title: 'exactly the share',
      component: 'kubelet',
      series: { [claim('available')]: '5x20', [claim('capacity')]: '100x20' },
      at: '20m',
    },
    {
      title: 'a volume without a size',
      component: 'kubelet',
      series: { [claim('available')]: '0x20', [claim('capacity')]: '0x20' },
      at: '20m',
    },
    {
      title: 'nobody says how much is left',
      component: 'kubelet',
      series: { [claim('capacity')]: '100x20' },
      at: '20m',
    },
  ],

  TargetsDown: [
    {
      title: 'one of two',
      component: 'targets',
      series: { [target('a')]: '0x20', [target('b')]: '1x20' },
      at: '10m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'targets',
      series: { [target('a')]: '0x20', [target('b')]: '1x20' },
      at: '9m',
    },
    {
      title: 'one of ten',
      component: 'targets',
      series: Object.fromEntries([...'abcdefghij'].map((pod) => [target(pod), pod === 'a' ? '0x20' : '1x20'])),
      at: '20m',
    },
    { title: 'all are up', component: 'targets', series: { [target('a')]: '1x20' }, at: '20m' },
    { title: 'nothing is scraped', component: 'targets', series: {}, at: '20m' },
  ],
};
