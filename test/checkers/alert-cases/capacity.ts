import type { AlertCases } from './alert-case';

const quota = (resource: string, type: string) =>
  `kube_resourcequota{namespace="shop",resourcequota="quota",resource="${resource}",type="${type}"}`;
const budget = (what: string) =>
  `kube_poddisruptionbudget_status_${what}{namespace="shop",poddisruptionbudget="api-pdb"}`;
const scaler = (what: string) =>
  `kube_horizontalpodautoscaler_${what}{namespace="shop",horizontalpodautoscaler="api-hpa"}`;
const scaling = (status: string) =>
  `kube_horizontalpodautoscaler_status_condition{namespace="shop",horizontalpodautoscaler="api-hpa",condition="ScalingActive",status="${status}"}`;

/** At the threshold, below it, and without the series that is looked at. */
export const capacityCases: AlertCases = {
  DisruptionBudgetExhausted: [
    {
      title: 'none may go',
      component: 'api',
      series: { [budget('pod_disruptions_allowed')]: '0x40', [budget('expected_pods')]: '2x40' },
      at: '30m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'api',
      series: { [budget('pod_disruptions_allowed')]: '0x40', [budget('expected_pods')]: '2x40' },
      at: '29m',
    },
    {
      title: 'one may go',
      component: 'api',
      series: { [budget('pod_disruptions_allowed')]: '1x40', [budget('expected_pods')]: '2x40' },
      at: '40m',
    },
    {
      title: 'it is scaled to zero',
      component: 'api',
      series: { [budget('pod_disruptions_allowed')]: '0x40', [budget('expected_pods')]: '0x40' },
      at: '40m',
    },
    {
      title: 'nobody says how many may go',
      component: 'api',
      series: { [budget('expected_pods')]: '2x40' },
      at: '40m',
    },
  ],

  AutoscalerAtMaximum: [
    {
      title: 'at its maximum',
      component: 'api',
      series: { [scaler('status_current_replicas')]: '6x40', [scaler('spec_max_replicas')]: '6x40' },
      at: '30m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'api',
      series: { [scaler('status_current_replicas')]: '6x40', [scaler('spec_max_replicas')]: '6x40' },
      at: '29m',
    },
    {
      title: 'one is left',
      component: 'api',
      series: { [scaler('status_current_replicas')]: '5x40', [scaler('spec_max_replicas')]: '6x40' },
      at: '40m',
    },
    {
      title: 'nobody says how many there are',
      component: 'api',
      series: { [scaler('spec_max_replicas')]: '6x40' },
      at: '40m',
    },
  ],

  AutoscalerWithoutMetrics: [
    {
      title: 'it cannot read its metrics',
      component: 'api',
      series: { [scaling('false')]: '1x20', [scaling('true')]: '0x20', [scaler('status_current_replicas')]: '2x20' },
      at: '15m',
      fires: 1,
    },
    {
      title: 'that of KEDA cannot',
      component: 'worker',
      series: {
        [scaling('false').replace('api-hpa', 'keda-hpa-worker')]: '1x20',
        [scaler('status_current_replicas').replace('api-hpa', 'keda-hpa-worker')]: '2x20',
      },
      at: '15m',
      fires: 1,
    },
    {
      title: 'not for long, as while new pods have no metrics yet',
      component: 'api',
      series: { [scaling('false')]: '1x20', [scaler('status_current_replicas')]: '2x20' },
      at: '14m',
    },
    {
      title: 'it can',
      component: 'api',
      series: { [scaling('false')]: '0x20', [scaling('true')]: '1x20', [scaler('status_current_replicas')]: '2x20' },
      at: '20m',
    },
    {
      title: 'it rests at zero pods',
      component: 'worker',
      series: {
        [scaling('false').replace('api-hpa', 'keda-hpa-worker')]: '1x20',
        [scaler('status_current_replicas').replace('api-hpa', 'keda-hpa-worker')]: '0x20',
      },
      at: '20m',
    },
    {
      title: 'it may not go further, which is another condition',
      component: 'api',
      series: {
        [scaling('false').replace('ScalingActive', 'ScalingLimited')]: '1x20',
        [scaler('status_current_replicas')]: '2x20',
      },
      at: '20m',
    },
    { title: 'nobody says how many there are', component: 'api', series: { [scaling('false')]: '1x20' }, at: '20m' },
  ],

  QuotaNearlyUsed: [
    {
      title: 'more than the share',
      component: 'namespace',
      series: { [quota('pods', 'used')]: '86x20', [quota('pods', 'hard')]: '100x20' },
      at: '15m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'namespace',
      series: { [quota('pods', 'used')]: '86x20', [quota('pods', 'hard')]: '100x20' },
      at: '14m',
    },
    {
      title: 'exactly the share',
      component: 'namespace',
      series: { [quota('pods', 'used')]: '85x20', [quota('pods', 'hard')]: '100x20' },
      at: '20m',
    },
    {
      title: 'two of three resources',
      component: 'namespace',
      series: {
        [quota('pods', 'used')]: '9x20',
        [quota('pods', 'hard')]: '10x20',
        [quota('limits.cpu', 'used')]: '10x20',
        [quota('limits.cpu', 'hard')]: '10x20',
        [quota('limits.memory', 'used')]: '1x20',
        [quota('limits.memory', 'hard')]: '10x20',
      },
      at: '15m',
      fires: 2,
    },
    {
      title: 'what is not allowed at all',
      component: 'namespace',
      series: { [quota('services.nodeports', 'used')]: '0x20', [quota('services.nodeports', 'hard')]: '0x20' },
      at: '20m',
    },
    {
      title: 'nobody says how much there is',
      component: 'namespace',
      series: { [quota('pods', 'used')]: '86x20' },
      at: '20m',
    },
    {
      title: 'nobody says how much is used',
      component: 'namespace',
      series: { [quota('pods', 'hard')]: '100x20' },
      at: '20m',
    },
  ],
};
