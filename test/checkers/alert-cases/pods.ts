import type { AlertCases } from './alert-case';

const node = (name: string, status: string) =>
  `kube_node_status_condition{node="${name}",condition="Ready",status="${status}"}`;
const waiting = (pod: string, reason = 'CrashLoopBackOff', kind = 'pod_container') =>
  `kube_${kind}_status_waiting_reason{namespace="shop",pod="${pod}",container="main",reason="${reason}"}`;

/** At the threshold, below it, and without the series that is looked at. */
export const podCases: AlertCases = {
  PodCrashLooping: [
    {
      title: 'it waits, starts and waits again',
      component: 'api',
      series: { [waiting('api-5d9c7b8f64-x2x9k')]: '1 _ _ _ 1 _ _ _ 1 _ _ _ 1 _ _ _ 1' },
      at: '10m',
      fires: 1,
    },
    { title: 'not for long', component: 'api', series: { [waiting('api-5d9c7b8f64-x2x9k')]: '1x9' }, at: '9m' },
    {
      title: 'two pods are two alerts',
      component: 'api',
      series: { [waiting('api-5d9c7b8f64-x2x9k')]: '1x15', [waiting('api-5d9c7b8f64-bcdfg')]: '1x15' },
      at: '15m',
      fires: 2,
    },
    {
      title: 'an init container',
      component: 'api',
      series: { [waiting('api-5d9c7b8f64-x2x9k', 'CrashLoopBackOff', 'pod_init_container')]: '1x15' },
      at: '10m',
      fires: 1,
    },
    {
      title: 'a pod of a StatefulSet',
      component: 'store',
      series: { [waiting('store-0')]: '1x15' },
      at: '10m',
      fires: 1,
    },
    {
      title: 'it waits for something else',
      component: 'api',
      series: { [waiting('api-5d9c7b8f64-x2x9k', 'ContainerCreating')]: '1x15' },
      at: '15m',
    },
    {
      title: 'it has ended long ago',
      component: 'api',
      series: { [waiting('api-5d9c7b8f64-x2x9k')]: '1x3 0x30' },
      at: '15m',
    },
    {
      title: 'a workload with a longer name',
      component: 'api',
      series: { [waiting('api-gateway-5d9c7b8f64-x2x9k')]: '1x15' },
      at: '15m',
    },
    {
      title: 'the migration of the same',
      component: 'api',
      series: { [waiting('api-migrate-bcdfghjklm-x2x9k')]: '1x15' },
      at: '15m',
    },
    { title: 'nothing is known', component: 'api', series: {}, at: '15m' },
  ],

  PodOnDeadNode: [
    {
      title: 'its node is silent',
      component: 'store',
      series: {
        'kube_pod_info{namespace="shop",pod="store-0",node="n1"}': '1x10',
        [node('n1', 'unknown')]: '1x10',
        [node('n1', 'true')]: '0x10',
      },
      at: '5m',
      fires: 1,
    },
    {
      title: 'its node says that it is not ready',
      component: 'store',
      series: {
        'kube_pod_info{namespace="shop",pod="store-0",node="n1"}': '1x10',
        [node('n1', 'false')]: '1x10',
        [node('n1', 'unknown')]: '0x10',
      },
      at: '5m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'store',
      series: { 'kube_pod_info{namespace="shop",pod="store-0",node="n1"}': '1x10', [node('n1', 'unknown')]: '1x10' },
      at: '4m',
    },
    {
      title: 'another node is silent',
      component: 'store',
      series: {
        'kube_pod_info{namespace="shop",pod="store-0",node="n1"}': '1x10',
        [node('n1', 'unknown')]: '0x10',
        [node('n1', 'false')]: '0x10',
        [node('n2', 'unknown')]: '1x10',
      },
      at: '10m',
    },
    {
      title: 'a pod of another',
      component: 'store',
      series: {
        'kube_pod_info{namespace="shop",pod="store-web-0",node="n1"}': '1x10',
        [node('n1', 'unknown')]: '1x10',
      },
      at: '10m',
    },
    {
      title: 'nobody knows the node',
      component: 'store',
      series: { 'kube_pod_info{namespace="shop",pod="store-0",node="n1"}': '1x10' },
      at: '10m',
    },
    { title: 'nobody knows the pod', component: 'store', series: { [node('n1', 'unknown')]: '1x10' }, at: '10m' },
  ],
};
