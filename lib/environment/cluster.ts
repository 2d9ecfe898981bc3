import { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type {
  AksOptions,
  ClusterKeda,
  ClusterOptions,
  ClusterPrometheus,
  ClusterPrometheusAdapter,
  ClusterPrometheusOperator,
} from './cluster-options';
import { DataPlane } from './data-plane';
import { Edge } from './edge';
import { environmentOf } from './environment-registry';
import { SecretSource } from './secret-source';
import type { ClusterWorkloadIdentity } from './workload-identity';

/** A cluster as its declared facts. Constructs ask `Cluster.of(this)` what they may lean on. */
export class Cluster {
  /** The cluster that a construct goes to; `Cluster.generic()` where none was declared. */
  public static of(scope: IConstruct): Cluster {
    return (environmentOf(scope)?.cluster as Cluster | undefined) ?? GENERIC;
  }

  /** k3d: Traefik at the edge, `local-path` storage, images loaded by hand, no zones, no cloud. */
  public static k3d(options: ClusterOptions = {}): Cluster {
    return new Cluster({
      edge: Edge.traefik(),
      storageClass: 'local-path',
      localImages: true,
      // The API server is a node, and Docker takes the addresses of nodes from this range by default.
      apiServerCidrs: ['172.16.0.0/12'],
      apiServerPort: 6443,
      nodeCidrs: ['172.16.0.0/12'],
      ...options,
    });
  }

  /** AKS: the Gateway API at the edge, `managed-csi` and `azurefile-csi` storage, the Cilium data plane; zones as declared. */
  public static aks(options: AksOptions = {}): Cluster {
    const { keyVault, ...others } = options;
    const secretSource = keyVault === undefined ? undefined : { secretSource: SecretSource.keyVault(keyVault) };
    return new Cluster({
      edge: Edge.applicationGateway(),
      storageClass: 'managed-csi',
      sharedStorageClass: 'azurefile-csi',
      dataPlane: DataPlane.CILIUM,
      ...secretSource,
      ...others,
    });
  }

  /** Any cluster: nothing but what is declared. */
  public static generic(options: ClusterOptions = {}): Cluster {
    return new Cluster(options);
  }

  /** The identity of the cluster; undefined where each environment has its own. */
  public readonly name?: string;
  /** The context of kubectl that `deploy.sh` uses; undefined: the current one. */
  public readonly context?: string;
  /** The minor version, for example `1.34`. */
  public readonly kubernetesVersion: string;
  /** The number of zones. */
  public readonly zones: number;
  /** The registry of images that name none. */
  public readonly registry?: string;
  /** What the images of other registries are pulled from instead. */
  public readonly registryMirrors: { [registry: string]: string };
  /** Whether images without registry can run. */
  public readonly localImages: boolean;
  /** The Secret with the credentials of the registry. */
  public readonly imagePullSecret?: string;
  /** The PriorityClasses that exist. */
  public readonly priorityClasses: string[];
  /** What filters traffic. */
  public readonly dataPlane: DataPlane;
  /** Whether traffic can be filtered by host name. */
  public readonly hostnameFiltering: boolean;
  /** The namespace of the DNS pods. */
  public readonly dnsNamespace: string;
  /** The labels of the DNS pods. */
  public readonly dnsPodLabels: { [name: string]: string };
  /** The address of the node-local DNS cache, if there is one. */
  public readonly dnsNodeLocalAddress?: string;
  /** The address ranges of the API server. */
  public readonly apiServerCidrs: string[];
  /** The port of the API server. */
  public readonly apiServerPort: number;
  /** The address ranges of the nodes. */
  public readonly nodeCidrs: string[];
  /** What takes traffic from outside to services. */
  public readonly edge?: Edge;
  /** Where Secrets come from. */
  public readonly secretSource: SecretSource;
  /** Whether Reloader restarts workloads. */
  public readonly reloader: boolean;
  /** The Prometheus that scrapes. */
  public readonly prometheus?: ClusterPrometheus;
  /** The prometheus-operator. */
  public readonly prometheusOperator?: ClusterPrometheusOperator;
  /** The prometheus-adapter. */
  public readonly prometheusAdapter?: ClusterPrometheusAdapter;
  /** Whether the VerticalPodAutoscaler runs. */
  public readonly verticalPodAutoscaler: boolean;
  /** The KEDA that scales on events. */
  public readonly keda?: ClusterKeda;
  /** How pods speak to the cloud as an identity of it. */
  public readonly workloadIdentity?: ClusterWorkloadIdentity;
  /** How long the cluster autoscaler waits for the pods of a node that it removes. */
  public readonly autoscalerPatience: Duration;
  /** The StorageClass of claims that name none; undefined: the cluster's default. */
  public readonly storageClass?: string;
  /** The StorageClass of claims that pods on several nodes write to; undefined where none is declared. */
  public readonly sharedStorageClass?: string;

  private constructor(options: ClusterOptions) {
    this.name = options.name;
    this.context = options.context;
    this.kubernetesVersion = options.kubernetesVersion ?? '1.30';
    this.zones = options.zones ?? 0;
    this.registry = options.registry;
    this.registryMirrors = { ...options.registryMirrors };
    this.localImages = options.localImages ?? false;
    this.imagePullSecret = options.imagePullSecret;
    this.priorityClasses = [...SYSTEM_PRIORITY_CLASSES, ...(options.priorityClasses ?? [])];
    this.dataPlane = options.dataPlane ?? DataPlane.NETWORK_POLICY;
    this.hostnameFiltering = options.hostnameFiltering ?? false;
    this.dnsNamespace = options.dns?.namespace ?? 'kube-system';
    this.dnsPodLabels = { ...(options.dns?.podLabels ?? { 'k8s-app': 'kube-dns' }) };
    this.dnsNodeLocalAddress = options.dns?.nodeLocalAddress;
    this.apiServerCidrs = [...(options.apiServerCidrs ?? [])];
    this.apiServerPort = options.apiServerPort ?? 443;
    this.nodeCidrs = [...(options.nodeCidrs ?? [])];
    this.edge = options.edge;
    this.secretSource = options.secretSource ?? SecretSource.existing();
    this.reloader = options.reloader ?? false;
    this.prometheus = options.prometheus;
    this.prometheusOperator = options.prometheusOperator;
    this.prometheusAdapter = options.prometheusAdapter;
    this.verticalPodAutoscaler = options.verticalPodAutoscaler ?? false;
    this.keda = options.keda;
    this.workloadIdentity = options.workloadIdentity;
    this.autoscalerPatience = options.autoscalerPatience ?? Duration.minutes(10);
    this.storageClass = options.storageClass;
    this.sharedStorageClass = options.sharedStorageClass;
  }

  /**
   * The same cluster with another registry.
   *
   * @internal
   */
  public _withRegistry(registry: string): Cluster {
    return Object.assign(Object.create(Cluster.prototype) as Cluster, this, { registry });
  }

  /** Whether the cluster runs at least a minor version, for example `1.30`. */
  public runsAtLeast(minor: string): boolean {
    return minorNumber(this.kubernetesVersion) >= minorNumber(minor);
  }
}

const SYSTEM_PRIORITY_CLASSES = ['system-cluster-critical', 'system-node-critical'];

function minorNumber(version: string): number {
  const match = /^v?1\.(\d+)/.exec(version);
  return match ? Number(match[1]) : 0;
}

const GENERIC = Cluster.generic();
