import type { IConstruct } from 'constructs';

/** What a bundle of credentials asks of a pod that uses it. */
export interface CredentialBinding {
  /** The name of the Secret in the namespace of the pod. */
  readonly secretName: string;

  /**
   * Whether its values change by themselves: what is read at start then needs a restart.
   *
   * @default false
   */
  readonly rotates?: boolean;

  /**
   * Annotations of the workload.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

/** A bundle of credentials under one name: keys without values. */
export interface ICredentialSource {
  /** The name of the Secret. */
  readonly secretName: string;

  /**
   * The keys it has; another one is an error.
   *
   * @default - they cannot be known, and any key may be used
   */
  readonly knownKeys?: string[];

  /** Binds the bundle to a workload that uses it. */
  bindToWorkload(workload: IConstruct): CredentialBinding;
}
