/** Where a node-exporter finds what is of its node. */
export const NodeFolder = { PROC: '/host/proc', SYS: '/host/sys', ROOT: '/host/root' } as const;

/** File systems that hold nothing, hold memory, or are a view of another. */
const VIRTUAL_FILE_SYSTEMS =
  'autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|efivarfs|erofs|fusectl|hugetlbfs|iso9660|mqueue|' +
  'nsfs|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|sysfs|tmpfs|tracefs';

/** Where pods have theirs: there are many, they come and go, and the kubelet tells of the claims among them. */
const FOLDERS_OF_PODS = 'dev|proc|sys|run/(?:containerd|k3s)/.+|var/lib/(?:containerd|docker|kubelet|rancher)/.+';

/** The ends of the networks of pods. */
const DEVICES_OF_PODS = 'azv.*|cali.*|cilium_.*|flannel.*|lo|lxc.*|veth.*|cni[0-9]+|[a-f0-9]{15}';

/** What a node-exporter is told: where its node is, and what not to tell of. */
export function nodeExporterArguments(port: number): string[] {
  return [
    `--web.listen-address=:${port}`,
    `--path.procfs=${NodeFolder.PROC}`,
    `--path.sysfs=${NodeFolder.SYS}`,
    `--path.rootfs=${NodeFolder.ROOT}`,
    `--path.udev.data=${NodeFolder.ROOT}/run/udev/data`,
    `--collector.filesystem.fs-types-exclude=^(?:${VIRTUAL_FILE_SYSTEMS})$`,
    `--collector.filesystem.mount-points-exclude=^/(?:${FOLDERS_OF_PODS})(?:$|/)`,
    `--collector.netclass.ignored-devices=^(?:${DEVICES_OF_PODS})$`,
    `--collector.netdev.device-exclude=^(?:${DEVICES_OF_PODS})$`,
  ];
}
