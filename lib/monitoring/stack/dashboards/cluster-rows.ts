import { PanelKind, PanelUnit } from '../../../observability/panel';
import type { DashboardRow } from '../../dashboard-props';
import { Job } from '../jobs';
import { ofJob } from '../rules/expressions';

const CONTAINERS = ofJob(Job.KUBELET, 'metrics_path="/metrics/cadvisor"', 'container!=""');
const PODS = ofJob(Job.KUBELET, 'metrics_path="/metrics/cadvisor"', 'pod!=""');
const NODES = 'max by (node) (kube_node_status_allocatable{resource="RESOURCE"})';
const allocatable = (resource: string): string => `sum(${NODES.replace('RESOURCE', resource)})`;

/** What containers asked for, of pods that still run. */
function requested(resource: string, by: string): string {
  return [
    `sum ${by} (max by (namespace, pod, container) (kube_pod_container_resource_requests{resource="${resource}"})`,
    '* on (namespace, pod) group_left () max by (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"} == 1))',
  ].join(' ');
}

/** What containers use of the processor and of memory; two copies of a series are one. */
const USED_CPU = `max by (namespace, pod, container) (rate(container_cpu_usage_seconds_total${CONTAINERS}[5m]))`;
const USED_MEMORY = `max by (namespace, pod, container) (container_memory_working_set_bytes${CONTAINERS})`;

/** A cluster as a whole: is there room, does it run, who uses it. */
export function clusterRows(): DashboardRow[] {
  return [
    {
      title: 'At a glance',
      panels: [
        {
          title: 'Nodes that are ready',
          kind: PanelKind.STAT,
          queries: [
            {
              expression: 'sum(max by (node) (kube_node_status_condition{condition="Ready",status="true"}))',
              legend: 'ready',
            },
          ],
        },
        {
          title: 'Pods that are not ready',
          kind: PanelKind.STAT,
          limit: 1,
          queries: [
            {
              expression:
                'sum(max by (namespace, pod) (kube_pod_status_ready{condition="false"}) * on (namespace, pod) group_left () max by (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running|Unknown"} == 1)) or vector(0)',
              legend: 'not ready',
            },
          ],
        },
        {
          title: 'Processor that is requested',
          kind: PanelKind.STAT,
          unit: PanelUnit.SHARE,
          limit: 0.9,
          queries: [{ expression: `${requested('cpu', '')} / ${allocatable('cpu')}`, legend: 'requested' }],
        },
        {
          title: 'Memory that is requested',
          kind: PanelKind.STAT,
          unit: PanelUnit.SHARE,
          limit: 0.9,
          queries: [{ expression: `${requested('memory', '')} / ${allocatable('memory')}`, legend: 'requested' }],
        },
      ],
    },
    {
      title: 'Room',
      panels: [
        {
          title: 'Processor',
          unit: PanelUnit.CORES,
          queries: [
            { expression: `sum(${USED_CPU})`, legend: 'used' },
            { expression: requested('cpu', ''), legend: 'requested' },
            { expression: allocatable('cpu'), legend: 'there is' },
          ],
        },
        {
          title: 'Memory',
          unit: PanelUnit.BYTES,
          queries: [
            { expression: `sum(${USED_MEMORY})`, legend: 'used' },
            { expression: requested('memory', ''), legend: 'requested' },
            { expression: allocatable('memory'), legend: 'there is' },
          ],
        },
        {
          title: 'Pods by phase',
          queries: [
            {
              expression: 'sum by (phase) (max by (namespace, pod, phase) (kube_pod_status_phase))',
              legend: '{{phase}}',
            },
          ],
        },
        {
          title: 'Claims that are fullest',
          unit: PanelUnit.SHARE,
          limit: 0.95,
          queries: [
            {
              expression: `topk(10, 1 - max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes${ofJob(Job.KUBELET)}) / max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes${ofJob(Job.KUBELET)}))`,
              legend: '{{namespace}}/{{persistentvolumeclaim}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Namespaces',
      panels: [
        {
          title: 'Processor by namespace',
          unit: PanelUnit.CORES,
          queries: [{ expression: `topk(10, sum by (namespace) (${USED_CPU}))`, legend: '{{namespace}}' }],
        },
        {
          title: 'Memory by namespace',
          unit: PanelUnit.BYTES,
          queries: [{ expression: `topk(10, sum by (namespace) (${USED_MEMORY}))`, legend: '{{namespace}}' }],
        },
        {
          title: 'Network by namespace',
          unit: PanelUnit.BYTES_PER_SECOND,
          description: 'Received and sent together.',
          queries: [
            {
              expression: `topk(10, sum by (namespace) (max by (namespace, pod, interface) (rate(container_network_receive_bytes_total${PODS}[5m])) + max by (namespace, pod, interface) (rate(container_network_transmit_bytes_total${PODS}[5m]))))`,
              legend: '{{namespace}}',
            },
          ],
        },
        {
          title: 'Restarts within an hour',
          queries: [
            {
              expression:
                'topk(10, sum by (namespace, pod) (max by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total[1h]))) > 0)',
              legend: '{{namespace}}/{{pod}}',
            },
          ],
        },
      ],
    },
    { title: 'API server', panels: apiServerPanels() },
  ];
}

function apiServerPanels(): DashboardRow['panels'] {
  const requests = (...matchers: string[]): string =>
    `rate(apiserver_request_total${ofJob(Job.API_SERVER, ...matchers)}[5m])`;
  const lasting = ofJob(Job.API_SERVER, 'verb!~"CONNECT|WATCH|WATCHLIST"');
  return [
    {
      title: 'Requests by verb',
      unit: PanelUnit.PER_SECOND,
      queries: [{ expression: `sum by (verb) (${requests()})`, legend: '{{verb}}' }],
    },
    {
      title: 'Requests that fail',
      unit: PanelUnit.SHARE,
      limit: 0.01,
      queries: [
        {
          expression: `sum(${requests('code=~"5.."')}) / sum(${requests()})`,
          legend: 'of all',
        },
      ],
    },
    {
      title: 'Time of 99 of 100 requests',
      unit: PanelUnit.SECONDS,
      limit: 1,
      queries: [
        {
          expression: `histogram_quantile(0.99, sum by (le, verb) (rate(apiserver_request_duration_seconds_bucket${lasting}[5m])))`,
          legend: '{{verb}}',
        },
      ],
    },
    {
      title: 'Requests in flight',
      queries: [
        {
          expression: `sum by (request_kind) (apiserver_current_inflight_requests${ofJob(Job.API_SERVER)})`,
          legend: '{{request_kind}}',
        },
      ],
    },
  ];
}
