import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Phase } from '../core/phase';
import type { INetworkPeer } from '../contracts/network-peer';
import type { WorkloadIdentity } from '../environment/workload-identity';
import type { Endpoint } from '../network/endpoint';
import type { CredentialKey } from '../secrets/credential-key';
import type { Container } from './container';
import { Controller } from './controller';
import { Identity } from './identity';
import type { Image } from './image';
import type { MigrationOwner } from './migration-owner';
import type { Resources } from './resources';
import { Workload } from './workload';

/** What a migration needs. */
export interface MigrationOptions {
  /**
   * The name of the Job, before the hash of its content.
   *
   * @default - the name of the workload, followed by `-migrate`
   */
  readonly name?: string;

  /**
   * The image.
   *
   * @default - the image of the workload
   */
  readonly image?: Image;

  /**
   * Plain variables, which may refer to each other as those of a workload.
   *
   * @default - none
   */
  readonly variables?: { [name: string]: string };

  /**
   * Variables with the addresses of others, and the ways there.
   *
   * @default - none
   */
  readonly endpoints?: { [name: string]: Endpoint };

  /**
   * Variables filled from credentials.
   *
   * @default - none
   */
  readonly credentials?: { [name: string]: CredentialKey };

  /**
   * As whom it speaks to the cloud. Its account is its own, and so is the subject of its federated credential.
   *
   * @default - as nobody
   */
  readonly workloadIdentity?: WorkloadIdentity;

  /**
   * Whom it talks to. It reaches these and DNS, nothing else.
   *
   * @default - those of its endpoints
   */
  readonly connectTo?: INetworkPeer[];

  /**
   * After how long it has failed, however often it was tried.
   *
   * @default Duration.minutes(10)
   */
  readonly deadline?: Duration;

  /**
   * How often a failure is tried again.
   *
   * @default - 5 times if it connects to workloads of its environment, which may still start, and 3 times otherwise
   */
  readonly retries?: number;

  /**
   * Whether a failed try starts again in its pod (`restartPolicy: OnFailure`), instead of in a new pod (`Never`). When
   * such a migration has failed for good, Kubernetes deletes its pod and the log with it.
   *
   * @default false - the pods of failed tries stay, with their logs
   */
  readonly restartInPlace?: boolean;

  /**
   * Containers that run beside it, such as the proxy of a database: native sidecars, which need Kubernetes 1.29.
   *
   * @default - none
   */
  readonly sidecars?: Container[];

  /**
   * Containers that run to their end before it starts.
   *
   * @default - none
   */
  readonly initContainers?: Container[];

  /**
   * What it asks for and never gets more than.
   *
   * @default - the resources of the workload
   */
  readonly resources?: Resources;
}

/**
 * What has to run once before a new version starts, such as a change of a database schema: a Job in a phase of its own,
 * named by its content, without a time to live. While it has not completed, the deploy command starts no pod of the new
 * version. The program itself must not migrate at its start: two pods would race, and no manifest can prevent that.
 */
export class Migration {
  /** A migration by its command, in the image of the workload. */
  public static run(command: string[], options: MigrationOptions = {}): Migration {
    return new Migration([...command], options);
  }

  private constructor(
    /** The command. */
    public readonly command: string[],
    private readonly options: MigrationOptions,
  ) {}

  /**
   * Makes the Job.
   *
   * @internal
   */
  public _bind(scope: Construct, owner: MigrationOwner): Workload {
    const { options } = this;
    return new Workload(scope, 'migration', {
      identity: Identity.of({ name: options.name ?? `${owner.name}-migrate`, container: 'migrate' }),
      controller: Controller.job({
        deadline: options.deadline ?? Duration.minutes(10),
        retries: options.retries,
        restartInPlace: options.restartInPlace,
      }),
      phase: Phase.BEFORE,
      image: options.image ?? owner.image,
      command: this.command,
      variables: options.variables,
      endpoints: options.endpoints,
      credentials: options.credentials,
      workloadIdentity: options.workloadIdentity,
      user: owner.user,
      initContainers: options.initContainers,
      sidecars: options.sidecars,
      settings: {
        imagePullPolicy: owner.settings?.imagePullPolicy,
        resources: options.resources ?? owner.settings?.resources,
      },
    }).connectTo(...(options.connectTo ?? []));
  }
}
