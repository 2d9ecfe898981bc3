/** How many nodes or pods can mount a claim at the same time, in the words of Kubernetes. */
export enum AccessMode {
  /**
   * The pods of one node. A disk of one zone is mounted like this: a pod on another node waits until the first node has
   * detached it. Two pods on one node can both write.
   */
  READ_WRITE_ONCE = 'ReadWriteOnce',

  /** One pod, whatever the node. A second pod stays Pending until the first one has ended. Needs a CSI driver. */
  READ_WRITE_ONCE_POD = 'ReadWriteOncePod',

  /** Any number of pods on any nodes, as a network file system does. Needs a class such as `sharedStorageClass`. */
  READ_WRITE_MANY = 'ReadWriteMany',

  /** Any number of pods on any nodes, which only read. For a claim that exists and was filled before. */
  READ_ONLY_MANY = 'ReadOnlyMany',
}
