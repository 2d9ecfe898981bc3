import { type Panel, PanelUnit } from '../../../observability/panel';
import type { DashboardRow } from '../../dashboard-props';
import { Job } from '../jobs';
import { ofJob } from '../rules/expressions';

/** The nodes that whoever looks has chosen. */
const CHOSEN = 'node=~"$node"';

const ofNodes = (...matchers: string[]): string => ofJob(Job.NODE_EXPORTER, CHOSEN, ...matchers);
const one = (metric: string): string => `max by (node) (${metric}${ofNodes()})`;
const byDevice = (metric: string): string => `max by (node, device) (rate(${metric}${ofNodes()}[5m]))`;
const byMount = (metric: string): string => `max by (node, mountpoint) (${metric}${ofNodes()})`;

/** Machines as they see themselves: processor, memory, disks, network, clock. */
export function nodeRows(): DashboardRow[] {
  return [
    { title: 'Processor and memory', panels: [...processorPanels(), ...memoryPanels()] },
    { title: 'Disks', panels: diskPanels() },
    { title: 'Network', panels: networkPanels() },
    { title: 'Kernel', panels: kernelPanels(), collapsed: true },
  ];
}

function processorPanels(): Panel[] {
  const cores = `count by (node) (count by (node, cpu) (node_cpu_seconds_total${ofNodes('mode="idle"')}))`;
  return [
    {
      title: 'Processor',
      unit: PanelUnit.SHARE,
      description: 'All that is not idle, and the part that waits for disks or is kept by the hypervisor.',
      queries: [
        {
          expression: `1 - avg by (node) (rate(node_cpu_seconds_total${ofNodes('mode="idle"')}[5m]))`,
          legend: '{{node}}',
        },
        {
          expression: `avg by (node, mode) (rate(node_cpu_seconds_total${ofNodes('mode=~"iowait|steal"')}[5m]))`,
          legend: '{{node}} {{mode}}',
        },
      ],
    },
    {
      title: 'Processes that want each core',
      limit: 2,
      queries: [{ expression: `${one('node_load5')} / ${cores}`, legend: '{{node}}' }],
    },
  ];
}

function memoryPanels(): Panel[] {
  return [
    {
      title: 'Memory that is used',
      unit: PanelUnit.SHARE,
      limit: 0.9,
      queries: [
        {
          expression: `1 - ${one('node_memory_MemAvailable_bytes')} / ${one('node_memory_MemTotal_bytes')}`,
          legend: '{{node}}',
        },
      ],
    },
    {
      title: 'Memory that is read from a disk',
      unit: PanelUnit.PER_SECOND,
      limit: 500,
      queries: [{ expression: `max by (node) (rate(node_vmstat_pgmajfault${ofNodes()}[5m]))`, legend: '{{node}}' }],
    },
  ];
}

function diskPanels(): Panel[] {
  const used = (free: string, all: string): string =>
    `1 - ${byMount(`node_filesystem_${free}`)} / (${byMount(`node_filesystem_${all}`)} > 0)`;
  return [
    {
      title: 'File systems that are used',
      unit: PanelUnit.SHARE,
      limit: 0.95,
      queries: [{ expression: used('avail_bytes', 'size_bytes'), legend: '{{node}} {{mountpoint}}' }],
    },
    {
      title: 'Inodes that are used',
      unit: PanelUnit.SHARE,
      limit: 0.95,
      queries: [{ expression: used('files_free', 'files'), legend: '{{node}} {{mountpoint}}' }],
    },
    {
      title: 'Read and written',
      unit: PanelUnit.BYTES_PER_SECOND,
      queries: [
        { expression: byDevice('node_disk_read_bytes_total'), legend: '{{node}} {{device}} read' },
        { expression: byDevice('node_disk_written_bytes_total'), legend: '{{node}} {{device}} written' },
      ],
    },
    {
      title: 'Requests that wait for a disk',
      limit: 10,
      queries: [{ expression: byDevice('node_disk_io_time_weighted_seconds_total'), legend: '{{node}} {{device}}' }],
    },
  ];
}

function networkPanels(): Panel[] {
  return [
    {
      title: 'Received and sent',
      unit: PanelUnit.BYTES_PER_SECOND,
      queries: [
        { expression: byDevice('node_network_receive_bytes_total'), legend: '{{node}} {{device}} received' },
        { expression: byDevice('node_network_transmit_bytes_total'), legend: '{{node}} {{device}} sent' },
      ],
    },
    {
      title: 'Packets that are broken or dropped',
      unit: PanelUnit.PER_SECOND,
      queries: ['receive_errs', 'receive_drop', 'transmit_errs', 'transmit_drop'].map((what) => ({
        expression: `${byDevice(`node_network_${what}_total`)} > 0`,
        legend: `{{node}} {{device}} ${what}`,
      })),
    },
  ];
}

function kernelPanels(): Panel[] {
  return [
    {
      title: 'Table of connections that is used',
      unit: PanelUnit.SHARE,
      limit: 0.75,
      queries: [
        {
          expression: `${one('node_nf_conntrack_entries')} / (${one('node_nf_conntrack_entries_limit')} > 0)`,
          legend: '{{node}}',
        },
      ],
    },
    {
      title: 'Open files that are used',
      unit: PanelUnit.SHARE,
      limit: 0.8,
      queries: [
        { expression: `${one('node_filefd_allocated')} / (${one('node_filefd_maximum')} > 0)`, legend: '{{node}}' },
      ],
    },
    {
      title: 'How far the clock is off',
      unit: PanelUnit.SECONDS,
      limit: 0.05,
      queries: [{ expression: `max by (node) (abs(node_timex_offset_seconds${ofNodes()}))`, legend: '{{node}}' }],
    },
    {
      title: 'Pods that run',
      queries: [
        {
          expression: `sum by (node) (max by (namespace, pod, node) (kube_pod_info{${CHOSEN}}) * on (namespace, pod) group_left () max by (namespace, pod) (kube_pod_status_phase{phase="Running"} == 1))`,
          legend: '{{node}}',
        },
      ],
    },
  ];
}
