import type { ICredentialSource } from '../contracts/credential-source';
import type { Port } from '../network/port';
import type { CredentialKey } from '../secrets/credential-key';
import type { Volume } from '../storage/volume';
import type { Image } from './image';
import type { Probe } from './probe';
import type { Resources } from './resources';

/** What a container beside the main one is made of. */
export interface ContainerOptions {
  /** The image. */
  readonly image: Image;

  /**
   * What runs, instead of the image's entry point.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * The arguments.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Plain variables, which may refer to each other as those of a workload.
   *
   * @default - none
   */
  readonly variables?: { [name: string]: string };

  /**
   * Variables filled from credentials.
   *
   * @default - none
   */
  readonly credentials?: { [name: string]: CredentialKey };

  /**
   * Bundles of credentials as files, by the folder they are mounted at.
   *
   * @default - none
   */
  readonly credentialFiles?: { [path: string]: ICredentialSource };

  /**
   * Volumes, by the path they are mounted at.
   *
   * @default - a scratch space at /tmp
   */
  readonly volumes?: { [path: string]: Volume };

  /**
   * Whether this container holds the token of the pod's account. As soon as one container says so, only those that do
   * hold it, and the main container does not: for a sidecar that reads the API beside a program that others reach.
   *
   * @default - every container holds it where the workload has permissions, and none where it has none
   */
  readonly apiToken?: boolean;

  /**
   * What it asks for and never gets more than.
   *
   * @default - as `Resources` says
   */
  readonly resources?: Resources;

  /**
   * The ports that a sidecar listens on. They are ports of the workload.
   *
   * @default - none
   */
  readonly ports?: Port[];

  /**
   * Whether a sidecar is a sidecar container of Kubernetes: an init container with `restartPolicy: Always`. It starts
   * before the init containers and the main container, and stops after the main container. A task completes although it
   * still runs. It needs Kubernetes 1.29. With `false` a task completes only when the sidecar has ended by itself.
   *
   * @default - true in a task, false in a service
   */
  readonly nativeSidecar?: boolean;

  /**
   * Whether an init container runs before the native sidecars start.
   *
   * @default false - it runs after they have started, and can use them
   */
  readonly beforeSidecars?: boolean;

  /**
   * The question whether a sidecar has started. The containers after a native sidecar start only then.
   *
   * @default - none: they start as soon as the process of the sidecar runs
   */
  readonly startup?: Probe;

  /**
   * The question whether a sidecar is ready.
   *
   * @default - none
   */
  readonly readiness?: Probe;

  /**
   * The question whether a sidecar has to be started anew.
   *
   * @default - none
   */
  readonly liveness?: Probe;
}

/** A container beside the main one: it prepares the pod, or serves the program. */
export class Container {
  /** A container by its name in the pod. */
  public static of(name: string, options: ContainerOptions): Container {
    return new Container(name, options);
  }

  private constructor(
    /** The name. */
    public readonly name: string,
    /**
     * What the author said.
     *
     * @internal
     */
    public readonly _options: ContainerOptions,
  ) {}
}
