import type { AlertCases } from './alert-case';

const phase = (is: string, pod = 'api-5d9c7b8f64-x2x9k', namespace = 'shop') =>
  `kube_pod_status_phase{namespace="${namespace}",pod="${pod}",phase="${is}"}`;
const ready = (condition: string, pod = 'api-5d9c7b8f64-x2x9k') =>
  `kube_pod_status_ready{namespace="shop",pod="${pod}",condition="${condition}"}`;
const deleted = (pod = 'api-5d9c7b8f64-x2x9k') => `kube_pod_deletion_timestamp{namespace="shop",pod="${pod}"}`;
const unschedulable = (pod = 'api-5d9c7b8f64-x2x9k') => `kube_pod_status_unschedulable{namespace="shop",pod="${pod}"}`;
const owner = (kind: string, isController: boolean, pod = 'api-5d9c7b8f64-x2x9k') =>
  `kube_pod_owner{namespace="shop",pod="${pod}",owner_kind="${kind}",owner_is_controller="${isController}"}`;
const scaler = (what: string, name = 'api-hpa', namespace = 'shop') =>
  `kube_horizontalpodautoscaler_${what}{namespace="${namespace}",horizontalpodautoscaler="${name}"}`;

/** What kube-state-metrics says of a pod in a phase. */
const phases = (is: string, pod?: string, minutes = 10) =>
  Object.fromEntries(
    ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'].map((each) => [
      phase(each, pod),
      `${each === is ? 1 : 0}x${minutes}`,
    ]),
  );
const isReady = { [ready('true')]: '1x10', [ready('false')]: '0x10', [ready('unknown')]: '0x10' };
const notReady = { [ready('true')]: '0x10', [ready('false')]: '1x10', [ready('unknown')]: '0x10' };

/** At the threshold, below it, and without the series that is looked at. */
export const namespaceCases: AlertCases = {
  PodDown: [
    ...['Pending', 'Unknown', 'Failed'].map((is) => ({
      title: `a pod is ${is}`,
      component: 'shop',
      series: { ...phases(is), ...notReady },
      at: '2m',
      fires: 1,
    })),
    { title: 'not for long', component: 'shop', series: { ...phases('Pending'), ...notReady }, at: '1m' },
    { title: 'it runs and is ready', component: 'shop', series: { ...phases('Running'), ...isReady }, at: '10m' },
    {
      title: 'a crash loop stays Running',
      component: 'shop',
      series: { ...phases('Running'), ...notReady },
      at: '2m',
      fires: 1,
    },
    {
      title: 'nobody knows whether it is ready: its node is silent',
      component: 'shop',
      series: { ...phases('Running'), [ready('true')]: '0x10', [ready('unknown')]: '1x10' },
      at: '2m',
      fires: 1,
    },
    {
      title: 'it is ready in between',
      component: 'shop',
      series: { ...phases('Running'), [ready('true')]: '0 1 0 1 0 1 0', [ready('false')]: '1 0 1 0 1 0 1' },
      at: '6m',
    },
    {
      title: 'a Job that has succeeded is not ready either',
      component: 'shop',
      series: { ...phases('Succeeded'), ...notReady },
      at: '10m',
    },
    {
      title: 'it was told to go, and lets its streams end',
      component: 'shop',
      series: { ...phases('Running'), ...notReady, [deleted()]: '600x10' },
      at: '10m',
    },
    {
      title: 'it waits for a node that is provisioned',
      component: 'shop',
      series: { ...phases('Pending', undefined, 30), [unschedulable()]: '1x30' },
      at: '14m',
    },
    {
      title: 'no node came for longer than it takes to provision one',
      component: 'shop',
      series: { ...phases('Pending', undefined, 30), [unschedulable()]: '1x30' },
      at: '15m',
      fires: 1,
    },
    {
      title: 'the node came, and the pod has not started two minutes later',
      component: 'shop',
      series: { ...phases('Pending', undefined, 30), [unschedulable()]: '1x4 stale' },
      at: '7m',
      fires: 1,
    },
    {
      title: 'the node came a minute ago',
      component: 'shop',
      series: { ...phases('Pending', undefined, 30), [unschedulable()]: '1x4 stale' },
      at: '6m',
    },
    ...['ReplicaSet', 'StatefulSet', 'Job'].map((kind) => ({
      title: `an evicted pod, or a failed try, which its ${kind} has replaced`,
      component: 'shop',
      series: { ...phases('Failed'), ...notReady, [owner(kind, true)]: '1x10' },
      at: '10m',
    })),
    {
      title: 'a failed pod lies about, and its replacement does not start',
      component: 'shop',
      series: {
        ...phases('Failed'),
        [owner('ReplicaSet', true)]: '1x10',
        ...phases('Pending', 'api-5d9c7b8f64-zzzzz'),
        [owner('ReplicaSet', true, 'api-5d9c7b8f64-zzzzz')]: '1x10',
      },
      at: '2m',
      fires: 1,
    },
    {
      title: 'nothing replaces a failed pod that no controller owns',
      component: 'shop',
      series: { ...phases('Failed'), [owner('<none>', false)]: '1x10' },
      at: '2m',
      fires: 1,
    },
    {
      title: 'it is deleted before it has started',
      component: 'shop',
      series: { ...phases('Pending'), [deleted()]: '600x10' },
      at: '10m',
    },
    {
      title: 'two pods are two alerts',
      component: 'shop',
      series: { ...phases('Pending'), ...phases('Failed', 'store-0') },
      at: '2m',
      fires: 2,
    },
    {
      title: 'a pod of another namespace',
      component: 'shop',
      series: { [phase('Pending', 'api-0', 'other')]: '1x10' },
      at: '10m',
    },
    { title: 'nobody knows of a pod', component: 'shop', series: {}, at: '10m' },
  ],

  HPAMaxedOut: [
    {
      title: 'at its maximum',
      component: 'shop',
      series: {
        [scaler('status_current_replicas')]: '6x20',
        [scaler('spec_max_replicas')]: '6x20',
        [scaler('status_current_replicas', 'web-hpa')]: '5x20',
        [scaler('spec_max_replicas', 'web-hpa')]: '6x20',
      },
      at: '10m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'shop',
      series: { [scaler('status_current_replicas')]: '6x20', [scaler('spec_max_replicas')]: '6x20' },
      at: '9m',
    },
    {
      title: 'one is left',
      component: 'shop',
      series: { [scaler('status_current_replicas')]: '5x20', [scaler('spec_max_replicas')]: '6x20' },
      at: '20m',
    },
    {
      title: 'of another namespace',
      component: 'shop',
      series: {
        [scaler('status_current_replicas', 'api-hpa', 'other')]: '6x20',
        [scaler('spec_max_replicas', 'api-hpa', 'other')]: '6x20',
      },
      at: '20m',
    },
    {
      title: 'nobody says how many there may be',
      component: 'shop',
      series: { [scaler('status_current_replicas')]: '6x20' },
      at: '20m',
    },
  ],
};
