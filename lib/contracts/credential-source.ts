import type { IConstruct } from 'constructs';

/** How a pod uses a bundle of credentials. */
export interface CredentialUse {
  /**
   * The keys that are read as variables, at the start of a container.
   *
   * @default - none: the bundle is files
   */
  readonly variables?: string[];

  /**
   * Whether the pod runs until it is told to end. A task ends by itself, and its next run reads the values anew.
   *
   * @default true
   */
  readonly longRunning?: boolean;
}

/** A volume that a CSI driver fills when a pod starts. */
export interface CredentialVolume {
  /** The name of the driver. */
  readonly driver: string;

  /** What the driver is told. */
  readonly attributes: { [name: string]: string };
}

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
   * Whether a changed value reaches the files of running pods, and who restarts pods. Otherwise values are read once,
   * when a pod starts, files too.
   *
   * @default true
   */
  readonly noticesChanges?: boolean;

  /**
   * Annotations of the workload. Where two bundles ask for the same one, their values are joined by commas.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Annotations of the pods: one that changes is a rollout.
   *
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };

  /**
   * Labels of the pods.
   *
   * @default - none
   */
  readonly podLabels?: { [name: string]: string };

  /**
   * Annotations of the account that the pods run under.
   *
   * @default - none
   */
  readonly accountAnnotations?: { [name: string]: string };

  /**
   * The volume that holds the keys as files. Every pod that uses the bundle mounts it, also for variables: what fills
   * the Secret is the mount.
   *
   * @default - the Secret itself
   */
  readonly volume?: CredentialVolume;
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

  /**
   * Whether the Secret is there only while some pod mounts the bundle. Nobody else can count on it: no autoscaler that
   * starts from zero pods, and no other reader.
   *
   * @default false
   */
  readonly existsOnlyWhileMounted?: boolean;

  /** Binds the bundle to a workload that uses it. */
  bindToWorkload(workload: IConstruct, use?: CredentialUse): CredentialBinding;
}
