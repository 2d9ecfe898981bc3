/** When somebody is told of the API server. */
export interface ApiServerAlertOptions {
  /**
   * The share of requests, in percent, that it has to answer without an error of its own: `ApiServerErrorsFast`,
   * `ApiServerErrorsSlow`.
   *
   * @default 99
   */
  readonly availabilityPercent?: number;

  /**
   * The seconds within which it answers 99 of 100 requests: `ApiServerSlow`.
   *
   * @default 1
   */
  readonly slowSeconds?: number;

  /**
   * How many days the certificate of a client that still calls is valid: `ApiServerClientCertificateExpiring`.
   *
   * @default 7
   */
  readonly certificateDays?: number;
}

/** When somebody is told of nodes and their kubelets. */
export interface KubeletAlertOptions {
  /**
   * The share of its pods, in percent, that a node may run: `NodeNearlyFullOfPods`.
   *
   * @default 95
   */
  readonly podPercent?: number;

  /**
   * The seconds within which a kubelet looks at all of its containers: `KubeletRelistSlow`.
   *
   * @default 10
   */
  readonly relistSeconds?: number;

  /**
   * The seconds within which a kubelet works on a pod that changed: `KubeletPodsSlow`.
   *
   * @default 60
   */
  readonly podSeconds?: number;

  /**
   * How many days the certificate of a kubelet is valid: `KubeletCertificateExpiring`.
   *
   * @default 7
   */
  readonly certificateDays?: number;

  /**
   * The share of any claim, in percent, that is free: `PersistentVolumeNearlyFull`.
   *
   * @default 5
   */
  readonly claimFreePercent?: number;
}

/** When somebody is told of what kube-state-metrics itself lacks. */
export interface ClusterStateAlertOptions {
  /**
   * The share of its requests to the API server, in percent, that may fail: `KubeStateMetricsBlind`.
   *
   * @default 1
   */
  readonly errorPercent?: number;
}

/** When somebody is told of what Prometheus scrapes. */
export interface TargetAlertOptions {
  /**
   * The share of the targets of a job, in percent, that may be down: `TargetsDown`.
   *
   * @default 10
   */
  readonly downPercent?: number;
}

/** When somebody is told of the machines. */
export interface NodeAlertOptions {
  /**
   * The share of a file system, in percent, that is free: `NodeFileSystemNearlyFull`.
   *
   * @default 5
   */
  readonly fileSystemFreePercent?: number;

  /**
   * The hours within which a file system will be full if it goes on like this: `NodeFileSystemFilling`.
   *
   * @default 24
   */
  readonly fileSystemHours?: number;

  /**
   * The share of the inodes of a file system, in percent, that is free: `NodeInodesNearlyUsed`.
   *
   * @default 5
   */
  readonly inodesFreePercent?: number;

  /**
   * The share of the memory, in percent, that is used: `NodeMemoryNearlyFull`.
   *
   * @default 90
   */
  readonly memoryPercent?: number;

  /**
   * Reads of memory from a disk each second: `NodeMemoryThrashing`.
   *
   * @default 500
   */
  readonly majorFaultsPerSecond?: number;

  /**
   * The share of the processor, in percent, that the hypervisor gives to others: `NodeCpuStolen`.
   *
   * @default 10
   */
  readonly stealPercent?: number;

  /**
   * How many processes want each core: `NodeOverloaded`.
   *
   * @default 2
   */
  readonly loadPerCore?: number;

  /**
   * How many requests wait for a disk: `NodeDiskSaturated`.
   *
   * @default 10
   */
  readonly diskQueue?: number;

  /**
   * The share of packets, in percent, that are broken: `NodeNetworkErrors`.
   *
   * @default 1
   */
  readonly networkErrorPercent?: number;

  /**
   * The share of its table of connections, in percent, that a node uses: `NodeConnectionsNearlyFull`.
   *
   * @default 75
   */
  readonly conntrackPercent?: number;

  /**
   * The share of its open files, in percent, that a node uses: `NodeFilesNearlyUsed`.
   *
   * @default 80
   */
  readonly openFilesPercent?: number;

  /**
   * How many seconds its clock is off: `NodeClockSkewed`.
   *
   * @default 0.05
   */
  readonly clockSeconds?: number;
}
