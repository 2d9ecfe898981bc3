import type { AlertCase, AlertCases } from './alert-case';

const node = (name: string, labels = ''): string => `${name}{job="node-exporter",node="a"${labels && `,${labels}`}}`;
const condition = (type: string, status: string): string =>
  `kube_node_status_condition{node="a",condition="${type}",status="${status}"}`;
const disk = (name: string): string => node(`node_filesystem_${name}`, 'mountpoint="/",device="/dev/sda1"');
const GIB = 2 ** 30;

/** Something that is wrong for a time, and something that is right, each said by some series. */
function cases(
  component: string,
  minutes: number,
  wrong: Readonly<Record<string, string>>,
  right: Readonly<Record<string, string>>,
  more: readonly Omit<AlertCase, 'component'>[] = [],
): AlertCase[] {
  return [
    { title: 'for long enough', component, series: wrong, at: `${minutes}m`, fires: 1 },
    { title: 'not for long', component, series: wrong, at: `${minutes - 1}m` },
    { title: 'all is well', component, series: right, at: `${minutes + 10}m` },
    { title: 'nobody says', component, series: {}, at: `${minutes + 10}m` },
    // Without any one of the series nothing can be said.
    ...Object.keys(wrong)
      .filter((name) => Object.keys(wrong).length > 1 && !name.startsWith('kube_node_spec_unschedulable'))
      .map((left) => ({
        title: `nobody says ${left}`,
        component,
        series: Object.fromEntries(Object.entries(wrong).filter(([name]) => name !== left)),
        at: `${minutes + 10}m`,
      })),
    ...more.map((each) => ({ ...each, component })),
  ];
}

/** A gauge for hours. */
const steady = (value: number): string => `${value}x100`;
/** A counter for hours, by what it gains each second. */
const rising = (perSecond: number): string => `0+${perSecond * 60}x100`;

const running = (pod: number): Record<string, string> => ({
  [`kube_pod_info{namespace="shop",pod="p${pod}",node="a"}`]: steady(1),
  [`kube_pod_status_phase{namespace="shop",pod="p${pod}",phase="Running"}`]: steady(1),
});
const allocatable = 'kube_node_status_allocatable{node="a",resource="pods"}';
const manyPods = Object.assign({}, ...Array.from({ length: 20 }, (_, index) => running(index))) as Record<
  string,
  string
>;
const cpu = (mode: string, core = '0'): string => node('node_cpu_seconds_total', `cpu="${core}",mode="${mode}"`);
const network = (what: string): string => node(`node_network_${what}_total`, 'device="eth0"');

/** At the threshold, below it, and without the series that is looked at. */
export const nodeCases: AlertCases = {
  NodeNotReady: cases(
    'kubelet',
    10,
    { [condition('Ready', 'unknown')]: steady(1) },
    { [condition('Ready', 'unknown')]: steady(0), [condition('Ready', 'true')]: steady(1) },
    [
      {
        title: 'somebody has cordoned it',
        series: { [condition('Ready', 'false')]: steady(1), 'kube_node_spec_unschedulable{node="a"}': steady(1) },
        at: '20m',
      },
      {
        title: 'another one is cordoned',
        series: { [condition('Ready', 'false')]: steady(1), 'kube_node_spec_unschedulable{node="b"}': steady(1) },
        at: '10m',
        fires: 1,
      },
    ],
  ),
  NodeFlapping: [
    {
      title: 'again and again',
      component: 'kubelet',
      series: { [condition('Ready', 'true')]: Array.from({ length: 20 }, () => '1 1 1 0').join(' ') },
      at: '30m',
      fires: 1,
    },
    {
      title: 'not for long',
      component: 'kubelet',
      series: { [condition('Ready', 'true')]: Array.from({ length: 20 }, () => '1 1 1 0').join(' ') },
      at: '15m',
    },
    { title: 'once', component: 'kubelet', series: { [condition('Ready', 'true')]: '1x20 0x5 1x40' }, at: '40m' },
    { title: 'nobody says', component: 'kubelet', series: {}, at: '30m' },
  ],
  NodeUnderPressure: cases(
    'kubelet',
    10,
    { [condition('DiskPressure', 'true')]: steady(1) },
    { [condition('DiskPressure', 'true')]: steady(0), [condition('DiskPressure', 'false')]: steady(1) },
  ),
  NodeNearlyFullOfPods: [
    {
      title: 'all that it may',
      component: 'kubelet',
      series: { ...manyPods, [allocatable]: steady(20) },
      at: '15m',
      fires: 1,
    },
    { title: 'not for long', component: 'kubelet', series: { ...manyPods, [allocatable]: steady(20) }, at: '14m' },
    { title: 'there is room', component: 'kubelet', series: { ...manyPods, [allocatable]: steady(22) }, at: '30m' },
    {
      title: 'pods that have ended count for nothing',
      component: 'kubelet',
      series: {
        ...Object.fromEntries(
          Object.entries(manyPods).map(([name, value]) => [name.replace('Running', 'Succeeded'), value]),
        ),
        [allocatable]: steady(20),
      },
      at: '30m',
    },
    { title: 'nobody says how many it may', component: 'kubelet', series: manyPods, at: '30m' },
  ],

  NodeFileSystemNearlyFull: cases(
    'node',
    15,
    { [disk('avail_bytes')]: steady(4), [disk('size_bytes')]: steady(100), [disk('readonly')]: steady(0) },
    { [disk('avail_bytes')]: steady(5), [disk('size_bytes')]: steady(100), [disk('readonly')]: steady(0) },
    [
      {
        title: 'nobody may write to it',
        series: { [disk('avail_bytes')]: steady(0), [disk('size_bytes')]: steady(100), [disk('readonly')]: steady(1) },
        at: '30m',
      },
      {
        title: 'one without a size',
        series: { [disk('avail_bytes')]: steady(0), [disk('size_bytes')]: steady(0), [disk('readonly')]: steady(0) },
        at: '30m',
      },
    ],
  ),
  NodeFileSystemFilling: cases(
    'node',
    61,
    {
      [disk('avail_bytes')]: `${30 * GIB}-${GIB / 32}x100`,
      [disk('size_bytes')]: steady(100 * GIB),
      [disk('readonly')]: steady(0),
    },
    {
      [disk('avail_bytes')]: `${30 * GIB}-${GIB / 128}x100`,
      [disk('size_bytes')]: steady(100 * GIB),
      [disk('readonly')]: steady(0),
    },
    [
      {
        title: 'there is plenty yet',
        series: {
          [disk('avail_bytes')]: `${60 * GIB}-${GIB / 8}x100`,
          [disk('size_bytes')]: steady(100 * GIB),
          [disk('readonly')]: steady(0),
        },
        at: '90m',
      },
    ],
  ),
  NodeInodesNearlyUsed: cases(
    'node',
    15,
    { [disk('files_free')]: steady(4), [disk('files')]: steady(100), [disk('readonly')]: steady(0) },
    { [disk('files_free')]: steady(5), [disk('files')]: steady(100), [disk('readonly')]: steady(0) },
    [
      {
        title: 'a file system that counts none',
        series: { [disk('files_free')]: steady(0), [disk('files')]: steady(0), [disk('readonly')]: steady(0) },
        at: '30m',
      },
    ],
  ),
  NodeDiskSaturated: cases(
    'node',
    35,
    { [node('node_disk_io_time_weighted_seconds_total', 'device="sda"')]: rising(11) },
    { [node('node_disk_io_time_weighted_seconds_total', 'device="sda"')]: rising(10) },
  ),

  NodeMemoryNearlyFull: cases(
    'node',
    15,
    { [node('node_memory_MemAvailable_bytes')]: steady(9), [node('node_memory_MemTotal_bytes')]: steady(100) },
    { [node('node_memory_MemAvailable_bytes')]: steady(11), [node('node_memory_MemTotal_bytes')]: steady(100) },
  ),
  NodeMemoryThrashing: cases(
    'node',
    20,
    { [node('node_vmstat_pgmajfault')]: rising(501) },
    { [node('node_vmstat_pgmajfault')]: rising(500) },
  ),
  NodeCpuStolen: cases(
    'node',
    39,
    { [cpu('steal')]: rising(0.12) },
    {
      [cpu('steal')]: rising(0.3),
      [cpu('steal', '1')]: rising(0),
      [cpu('steal', '2')]: rising(0),
      [cpu('steal', '3')]: rising(0),
    },
  ),
  NodeOverloaded: cases(
    'node',
    15,
    { [node('node_load5')]: steady(4.5), [cpu('idle')]: rising(1), [cpu('idle', '1')]: rising(1) },
    { [node('node_load5')]: steady(4), [cpu('idle')]: rising(1), [cpu('idle', '1')]: rising(1) },
  ).filter(({ title }) => !title.startsWith('nobody says node_cpu')),

  NodeNetworkErrors: [
    ...cases(
      'node',
      61,
      { [network('receive_errs')]: rising(2), [network('receive_packets')]: rising(100) },
      { [network('receive_errs')]: rising(1), [network('receive_packets')]: rising(200) },
    ),
    {
      title: 'those that are sent',
      component: 'node',
      series: { [network('transmit_errs')]: rising(2), [network('transmit_packets')]: rising(100) },
      at: '61m',
      fires: 1,
    },
    {
      title: 'a device that nobody uses',
      component: 'node',
      series: { [network('transmit_errs')]: rising(0), [network('transmit_packets')]: rising(0) },
      at: '90m',
    },
  ],
  NodeConnectionsNearlyFull: cases(
    'node',
    10,
    { [node('node_nf_conntrack_entries')]: steady(76), [node('node_nf_conntrack_entries_limit')]: steady(100) },
    { [node('node_nf_conntrack_entries')]: steady(75), [node('node_nf_conntrack_entries_limit')]: steady(100) },
  ),
  NodeFilesNearlyUsed: cases(
    'node',
    15,
    { [node('node_filefd_allocated')]: steady(81), [node('node_filefd_maximum')]: steady(100) },
    { [node('node_filefd_allocated')]: steady(80), [node('node_filefd_maximum')]: steady(100) },
  ),
  NodeClockSkewed: cases(
    'node',
    10,
    { [node('node_timex_offset_seconds')]: steady(-0.06) },
    { [node('node_timex_offset_seconds')]: steady(0.05) },
  ),
  NodeClockNotSynchronized: cases(
    'node',
    10,
    { [node('node_timex_sync_status')]: steady(0), [node('node_timex_maxerror_seconds')]: steady(16) },
    { [node('node_timex_sync_status')]: steady(1), [node('node_timex_maxerror_seconds')]: steady(0.1) },
    [
      {
        title: 'it was a moment ago',
        series: {
          [node('node_timex_sync_status')]: '1 0x8 1 0x8 1 0x8',
          [node('node_timex_maxerror_seconds')]: steady(16),
        },
        at: '20m',
      },
    ],
  ),
};
