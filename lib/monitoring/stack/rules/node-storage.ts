import { Duration } from 'cdk8s';
import { type AlertRule, AlertSeverity } from '../../../observability/alert-rule';
import type { NodeAlertOptions } from '../cluster-alert-options';
import { Job } from '../jobs';
import { ofJob, share } from './expressions';

/** What node-exporter tells of disks and file systems. */
export function nodeStorageAlerts(options: NodeAlertOptions = {}): AlertRule[] {
  const { fileSystemFreePercent = 5, fileSystemHours = 24, inodesFreePercent = 5, diskQueue = 10 } = options;
  return [
    nearlyFull(fileSystemFreePercent),
    filling(fileSystemHours),
    inodesNearlyUsed(inodesFreePercent),
    saturated(diskQueue),
  ];
}

/** A file system that is written to. */
function ofFileSystem(metric: string): string {
  return `max by (node, mountpoint) (node_filesystem_${metric}${ofJob(Job.NODE_EXPORTER)})`;
}

/** A file system that nobody may write to cannot become full. */
const WRITABLE = `and\n${ofFileSystem('readonly')} == 0`;

const ROOM: readonly string[] = [
  'Images that nothing uses: `crictl rmi --prune` on the node. The kubelet removes them by itself above 85 %.',
  'A pod that writes much to its own disk: give it a limit of `ephemeral-storage`, or a claim.',
  'Larger disks: a new pool of nodes, and the old one drained.',
];

const WHAT_FILLS_IT: readonly string[] = [
  'What fills it, on the node: `du -xh --max-depth=2 MOUNTPOINT | sort -h | tail`.',
  'Logs and images, on the node: `du -sh /var/log/pods`, `crictl images`.',
  'What pods write: `kubectl get --raw /api/v1/nodes/NODE/proxy/stats/summary`, under `ephemeral-storage`.',
];

function nearlyFull(percent: number): AlertRule {
  return {
    name: 'NodeFileSystemNearlyFull',
    expression: `${ofFileSystem('avail_bytes')}\n/ (${ofFileSystem('size_bytes')} > 0)\n< ${share(percent)}\n${WRITABLE}`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.CRITICAL,
    summary:
      'the file system {{ $labels.mountpoint }} of node {{ $labels.node }} is nearly full: {{ $value | humanizePercentage }} of it is left',
    description:
      'The kubelet evicts pods to get room, and when it is full no container starts. See what fills it, and make room.',
    runbook: {
      meaning:
        'Nearly nothing is left of a file system of a node. The kubelet has begun to evict pods, or soon will; when it is full no container starts and no log is written.',
      checks: [...WHAT_FILLS_IT],
      remedies: [...ROOM],
    },
  };
}

function filling(hours: number): AlertRule {
  const free = `node_filesystem_avail_bytes${ofJob(Job.NODE_EXPORTER)}`;
  return {
    name: 'NodeFileSystemFilling',
    expression: [
      `max by (node, mountpoint) (predict_linear(${free}[6h], ${hours} * 3600)) < 0`,
      'and',
      `${ofFileSystem('avail_bytes')} / (${ofFileSystem('size_bytes')} > 0) < 0.4`,
      WRITABLE,
    ].join('\n'),
    duration: Duration.hours(1),
    severity: AlertSeverity.WARNING,
    summary: `the file system {{ $labels.mountpoint }} of node {{ $labels.node }} will be full within ${hours} hours`,
    description: 'If it goes on as in the last six hours. See what fills it, before pods are evicted.',
    runbook: {
      meaning:
        'A file system of a node loses room steadily, and will be full soon if that goes on. Nothing has happened yet.',
      checks: [...WHAT_FILLS_IT],
      remedies: [...ROOM],
    },
  };
}

function inodesNearlyUsed(percent: number): AlertRule {
  return {
    name: 'NodeInodesNearlyUsed',
    expression: `${ofFileSystem('files_free')}\n/ (${ofFileSystem('files')} > 0)\n< ${share(percent)}\n${WRITABLE}`,
    duration: Duration.minutes(15),
    severity: AlertSeverity.WARNING,
    summary:
      'the file system {{ $labels.mountpoint }} of node {{ $labels.node }} has room for few more files: {{ $value | humanizePercentage }} of its inodes are left',
    description: 'Without inodes no file can be made, however many bytes are free. See who makes so many files.',
    runbook: {
      meaning:
        'A file system can hold a certain number of files, and nearly does. Then no file can be made, however many bytes are free.',
      checks: [
        'Where the files are, on the node: `du -x --inodes --max-depth=3 MOUNTPOINT | sort -n | tail`.',
        'Whether a pod makes them: those with the most in `/var/lib/kubelet/pods`.',
      ],
      remedies: [
        'A program that never removes its small files: let it, and start it anew, which empties its scratch space.',
        'Many images: `crictl rmi --prune` on the node.',
      ],
    },
  };
}

function saturated(queue: number): AlertRule {
  return {
    name: 'NodeDiskSaturated',
    expression: `max by (node, device) (rate(node_disk_io_time_weighted_seconds_total${ofJob(Job.NODE_EXPORTER)}[5m]))\n> ${queue}`,
    duration: Duration.minutes(30),
    severity: AlertSeverity.WARNING,
    summary: '{{ $value | humanize }} requests wait for the disk {{ $labels.device }} of node {{ $labels.node }}',
    description:
      'Whatever reads or writes there is slow, its kubelet too. See who does: container_fs_writes_bytes_total.',
    runbook: {
      meaning: 'A disk of a node gets more to do than it does, and has for a while: everything on it waits.',
      checks: [
        'Who writes and reads: `topk(5, sum by (namespace, pod) (rate(container_fs_writes_bytes_total[5m])))`, and reads alike.',
        'Whether the cloud holds it back: disks have a bound of requests each second by their size.',
        'Whether the node reads memory from it: NodeMemoryThrashing.',
      ],
      remedies: [
        'Move what writes that much onto a claim of its own, of a faster class.',
        'A larger disk, which on most clouds is a faster one.',
      ],
    },
  };
}
