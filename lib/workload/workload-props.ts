import type { IServiceAccount } from 'cdk8s-plus-28';
import type { Phase } from '../core/phase';
import type { ICredentialSource } from '../contracts/credential-source';
import type { WorkloadIdentity } from '../environment/workload-identity';
import type { Endpoint } from '../network/endpoint';
import type { Port } from '../network/port';
import type { Metric } from '../observability/metric';
import type { PodBounds, Scaling } from '../scaling/scaling';
import type { VerticalScaling } from '../scaling/vertical-scaling';
import type { CredentialKey } from '../secrets/credential-key';
import type { Volume } from '../storage/volume';
import type { ClusterPermission } from './cluster-permission';
import type { Container } from './container';
import type { Controller } from './controller';
import type { DisruptionBudget } from './disruption-budget';
import type { Identity } from './identity';
import type { Image } from './image';
import type { ImagePullPolicy } from './image-pull-policy';
import type { Permission } from './permission';
import type { Probe } from './probe';
import type { Resources } from './resources';
import type { Scheduling } from './scheduling';
import type { Shutdown } from './shutdown';
import type { User } from './user';
import type { WorkloadAlertOptions } from './workload-alert-options';

/** What an operator turns, environment by environment: plain data, as it stands in a settings file. */
export interface WorkloadSettings {
  /**
   * What the container asks for and never gets more than.
   *
   * @default - as `Resources` says
   */
  readonly resources?: Resources;

  /**
   * When a node pulls the image.
   *
   * @default - ImagePullPolicy.ALWAYS; IF_NOT_PRESENT for an image without registry where images are loaded into nodes
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * The number of pods where nothing scales them.
   *
   * @default - what the author gave
   */
  readonly replicas?: number;
}

/** What every pattern has in common. */
export interface WorkloadOptions {
  /** The image. */
  readonly image: Image;

  /**
   * Names, selector and labels where they are not by convention.
   *
   * @default - named like the id
   */
  readonly identity?: Identity;

  /**
   * Labels of the workload and its pods, beside the recommended ones.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };

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
   * Plain variables. They stand in an immutable ConfigMap named by its content, so that a change is a rollout and
   * `rollout undo` brings back the old values. `$(NAME)` in a value is the value of another variable of the container,
   * wherever that one stands; `$$(NAME)` is the text `$(NAME)`.
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
   * Bundles of credentials as files, by the folder they are mounted at.
   *
   * @default - none
   */
  readonly credentialFiles?: { [path: string]: ICredentialSource };

  /**
   * Volumes, by the path they are mounted at.
   *
   * @default - a scratch space of 64Mi at /tmp, for the root is read-only
   */
  readonly volumes?: { [path: string]: Volume };

  /**
   * The question whether a pod can serve.
   *
   * @default - none
   */
  readonly readiness?: Probe;

  /**
   * The question whether a container has to be started anew.
   *
   * @default - none
   */
  readonly liveness?: Probe;

  /**
   * The question whether a slow program has started; until then the others are not asked.
   *
   * @default - none
   */
  readonly startup?: Probe;

  /**
   * How a pod ends.
   *
   * @default - SIGTERM after 5 seconds in which a service goes on serving (Kubernetes 1.30), then 30 to drain
   */
  readonly shutdown?: Shutdown;

  /**
   * The user that the containers run as.
   *
   * @default - 65532
   */
  readonly user?: User;

  /**
   * The written reason why the program writes to places of its image that cannot be volumes.
   *
   * @default - the root of the container is read-only
   */
  readonly writableRoot?: string;

  /**
   * On which nodes pods run.
   *
   * @default - spread over zones and nodes
   */
  readonly scheduling?: Scheduling;

  /**
   * Containers that run to their end before the main one starts.
   *
   * @default - none
   */
  readonly initContainers?: Container[];

  /**
   * Containers that run beside the main one.
   *
   * @default - none
   */
  readonly sidecars?: Container[];

  /**
   * What the program may do through the Kubernetes API. A token is mounted only with permissions.
   *
   * @default - nothing
   */
  readonly permissions?: Permission[];

  /**
   * What the program may do through the Kubernetes API in the whole cluster: for what a cluster has once. The name of the
   * ClusterRole begins with the namespace.
   *
   * @default - nothing
   */
  readonly clusterPermissions?: ClusterPermission[];

  /**
   * The service account, for example one of cdk8s-plus.
   *
   * @default - one of its own, without a token
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * As whom the program speaks to the cloud, without a credential: its token is exchanged at the login of the cloud, and
   * the way there is open. The cluster must declare `workloadIdentity`.
   *
   * @default - as nobody
   */
  readonly workloadIdentity?: WorkloadIdentity;

  /**
   * How the requests of its containers follow what they use, where the cluster has a VerticalPodAutoscaler. Never of what
   * `scaling` follows.
   *
   * @default - they stay as they are
   */
  readonly verticalScaling?: VerticalScaling;

  /**
   * The metrics that the program exposes: expressions about them are checked, and panels made of them.
   *
   * @default - none that are known
   */
  readonly metrics?: Metric[];

  /**
   * When somebody is told that it does not run as it should.
   *
   * @default - as `WorkloadAlertOptions` says
   */
  readonly alerts?: WorkloadAlertOptions;

  /**
   * What an operator turns.
   *
   * @default - every default
   */
  readonly settings?: WorkloadSettings;
}

/** What a workload is made of. */
export interface WorkloadProps extends WorkloadOptions {
  /**
   * What keeps its pods.
   *
   * @default Controller.deployment()
   */
  readonly controller?: Controller;

  /**
   * The ports that it listens on.
   *
   * @default - none
   */
  readonly ports?: Port[];

  /**
   * How many pods run, and what decides; not together with `replicas`.
   *
   * @default - `replicas`
   */
  readonly scaling?: Scaling;

  /**
   * The bounds of an autoscaler that is made elsewhere, for example KEDA's: quota, disruption budget and checks count with
   * them, and the workload states no number of its own. Not together with `scaling`.
   *
   * @default - nobody else scales it
   */
  readonly scaledElsewhere?: PodBounds;

  /**
   * The number of pods where nothing scales them.
   *
   * @default - 2 for a Deployment that is rolled, 1 for others
   */
  readonly replicas?: number;

  /**
   * How many pods may be missing while nodes are drained.
   *
   * @default DisruptionBudget.maxUnavailable('1')
   */
  readonly disruptions?: DisruptionBudget;

  /**
   * The written reason why the pods have the network of their node instead of one of their own: their ports are ports of
   * the node, and no policy holds for them.
   *
   * @default - they have a network of their own
   */
  readonly hostNetwork?: string;

  /**
   * When it is applied.
   *
   * @default Phase.MAIN
   */
  readonly phase?: Phase;
}
