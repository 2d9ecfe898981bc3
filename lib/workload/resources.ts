/** Amounts of resources, written as in manifests. */
export interface ResourceAmounts {
  /**
   * Cores, for example `'250m'` or `'2'`.
   *
   * @default - request: `'100m'`; limit: `'500m'`
   */
  readonly cpu?: string;

  /**
   * Bytes, for example `'128Mi'`.
   *
   * @default - request: `'128Mi'`; limit: `'256Mi'`
   */
  readonly memory?: string;

  /**
   * Bytes of the node's disk: logs, the writable layer and emptyDir volumes.
   *
   * @default - request: `'256Mi'`; limit: 1Gi, or what the emptyDir volumes and the logs need where that is more
   */
  readonly ephemeralStorage?: string;
}

/** What a container asks for, and what it never gets more than. */
export interface Resources {
  /**
   * What is kept free for it.
   *
   * @default - `100m` and `128Mi`
   */
  readonly requests?: ResourceAmounts;

  /**
   * What it never gets more than.
   *
   * @default - `500m` and `256Mi`
   */
  readonly limits?: ResourceAmounts;

  /**
   * The written reason why there is no limit of the CPU, where throttling costs more than a noisy neighbour.
   *
   * @default - the CPU is limited
   */
  readonly withoutCpuLimit?: string;
}
