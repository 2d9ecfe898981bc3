import type { AlertCase, AlertCases } from './alert-case';

const api = '{namespace="shop",deployment="api"}';
const store = '{namespace="shop",statefulset="store"}';
const agent = '{namespace="shop",daemonset="agent"}';
const revision = (which: string, name: string): string =>
  `kube_statefulset_status_${which}_revision{namespace="shop",statefulset="store",revision="${name}"}`;
const set = (wanted: number, updated: number): Readonly<Record<string, string>> => ({
  [`kube_statefulset_replicas${store}`]: `${wanted}x60`,
  [`kube_statefulset_status_replicas_updated${store}`]: `${updated}x60`,
});
const ofAgent = (what: string): string => `kube_daemonset_status_${what}${agent}`;

/** The cases of Deployments, StatefulSets and DaemonSets, whose pods are counted by other metrics. */
function ofReplicas(make: (component: string, wanted: string, ready: string) => AlertCase[]): AlertCase[] {
  return [
    ...make('api', `kube_deployment_spec_replicas${api}`, `kube_deployment_status_replicas_available${api}`),
    ...make('agent', ofAgent('desired_number_scheduled'), ofAgent('number_available')),
    ...make('store', `kube_statefulset_replicas${store}`, `kube_statefulset_status_replicas_ready${store}`),
  ];
}

/** At the threshold, below it, and without the series that is looked at. */
export const replicaCases: AlertCases = {
  PodsNotReady: ofReplicas((component, wanted, ready) => [
    { title: 'one is missing', component, series: { [wanted]: '3x20', [ready]: '2x20' }, at: '15m', fires: 1 },
    { title: 'not for long', component, series: { [wanted]: '3x20', [ready]: '2x20' }, at: '14m' },
    { title: 'all are ready', component, series: { [wanted]: '3x20', [ready]: '3x20' }, at: '20m' },
    {
      title: 'they come and go',
      component,
      series: { [wanted]: '3x30', [ready]: '2x13 3 2x13' },
      at: '20m',
    },
    {
      title: 'more than wanted, while scaling in',
      component,
      series: { [wanted]: '2x20', [ready]: '3x20' },
      at: '20m',
    },
    { title: 'nobody says how many are ready', component, series: { [wanted]: '3x20' }, at: '20m' },
    { title: 'nobody says how many are wanted', component, series: { [ready]: '2x20' }, at: '20m' },
    {
      title: 'another one',
      component,
      series: { [wanted.replace('shop', 'x')]: '3x20', [ready.replace('shop', 'x')]: '1x20' },
      at: '20m',
    },
  ]),

  NoPodReady: ofReplicas((component, wanted, ready) => [
    { title: 'none of two', component, series: { [wanted]: '2x10', [ready]: '0x10' }, at: '5m', fires: 1 },
    { title: 'not for long', component, series: { [wanted]: '2x10', [ready]: '0x10' }, at: '4m' },
    { title: 'one is left', component, series: { [wanted]: '2x10', [ready]: '1x10' }, at: '10m' },
    { title: 'none is wanted', component, series: { [wanted]: '0x10', [ready]: '0x10' }, at: '10m' },
    { title: 'nobody says how many are ready', component, series: { [wanted]: '2x10' }, at: '10m' },
    { title: 'nobody says how many are wanted', component, series: { [ready]: '0x10' }, at: '10m' },
  ]),

  RolloutStuck: [
    {
      title: 'its deadline is over',
      component: 'api',
      series: {
        [`kube_deployment_status_condition{namespace="shop",deployment="api",condition="Progressing",status="false",reason="ProgressDeadlineExceeded"}`]:
          '1x5',
      },
      at: '1m',
      fires: 1,
    },
    {
      title: 'it gets on',
      component: 'api',
      series: {
        [`kube_deployment_status_condition{namespace="shop",deployment="api",condition="Progressing",status="false"}`]:
          '0x5',
        [`kube_deployment_status_condition{namespace="shop",deployment="api",condition="Progressing",status="true"}`]:
          '1x5',
      },
      at: '5m',
    },
    { title: 'nothing is known', component: 'api', series: {}, at: '5m' },
    {
      title: 'on half of the nodes',
      component: 'agent',
      series: { [ofAgent('desired_number_scheduled')]: '4x40', [ofAgent('updated_number_scheduled')]: '2x40' },
      at: '30m',
      fires: 1,
    },
    {
      title: 'on all nodes',
      component: 'agent',
      series: { [ofAgent('desired_number_scheduled')]: '4x40', [ofAgent('updated_number_scheduled')]: '4x40' },
      at: '40m',
    },
    {
      title: 'a set is half way',
      component: 'store',
      series: {
        [`kube_statefulset_replicas${store}`]: '3x40',
        [`kube_statefulset_status_replicas_updated${store}`]: '1x40',
      },
      at: '30m',
      fires: 1,
    },
    {
      title: 'a set takes its time',
      component: 'store',
      series: {
        [`kube_statefulset_replicas${store}`]: '3x40',
        [`kube_statefulset_status_replicas_updated${store}`]: '1x40',
      },
      at: '29m',
    },
    {
      title: 'a set is through',
      component: 'store',
      series: {
        [`kube_statefulset_replicas${store}`]: '3x40',
        [`kube_statefulset_status_replicas_updated${store}`]: '3x40',
      },
      at: '40m',
    },
    {
      title: 'the only pod of a set is made anew and does not become ready: it counts as updated',
      component: 'store',
      series: { ...set(1, 1), [revision('current', 'store-old')]: '1x40', [revision('update', 'store-new')]: '1x40' },
      at: '30m',
      fires: 1,
    },
    {
      title: 'the only pod of a set takes its time',
      component: 'store',
      series: { ...set(1, 1), [revision('current', 'store-old')]: '1x40', [revision('update', 'store-new')]: '1x40' },
      at: '29m',
    },
    {
      title: 'the only pod of a set is through',
      component: 'store',
      series: {
        ...set(1, 1),
        [revision('current', 'store-old')]: '1x10 stale',
        [revision('current', 'store-new')]: '_x11 1x40',
        [revision('update', 'store-new')]: '1x60',
      },
      at: '50m',
    },
    {
      title: 'an old revision was applied again, and the pod of the broken one is left',
      component: 'store',
      series: { ...set(1, 0), [revision('current', 'store-old')]: '1x40', [revision('update', 'store-old')]: '1x40' },
      at: '30m',
      fires: 1,
    },
    {
      title: 'half way and known by its revisions is one alert',
      component: 'store',
      series: { ...set(3, 1), [revision('current', 'store-old')]: '1x40', [revision('update', 'store-new')]: '1x40' },
      at: '30m',
      fires: 1,
    },
    {
      title: 'a set of which half is known',
      component: 'store',
      series: { [`kube_statefulset_replicas${store}`]: '3x40' },
      at: '40m',
    },
  ],
};
