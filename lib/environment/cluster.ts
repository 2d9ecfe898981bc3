import type { IConstruct } from 'constructs';
import { Edge } from './edge';
import { environmentOf } from './environment-registry';
import { SecretSource } from './secret-source';

/** What carries and filters the traffic of pods. */
export enum DataPlane {
  /** The NetworkPolicy API alone. */
  NETWORK_POLICY = 'network-policy',

  /** Cilium: CiliumNetworkPolicy as well, which can name the API server. */
  CILIUM = 'cilium',
}

/** Where pods find DNS. */
export interface ClusterDns {
  /**
   * The namespace of the DNS pods.
   *
   * @default 'kube-system'
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace?: string;

  /**
   * The labels of the DNS pods.
   *
   * @default - `k8s-app: kube-dns`
   */
  readonly podLabels?: { [name: string]: string };

  /**
   * The address of the node-local cache, where the cluster has one.
   *
   * @default - none
   */
  readonly nodeLocalAddress?: string;
}

/** The Prometheus of a cluster. */
export interface ClusterPrometheus {
  /**
   * The namespace it runs in.
   *
   * @default 'monitoring'
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace?: string;

  /**
   * The labels of its pods.
   *
   * @default - `app.kubernetes.io/name: prometheus`
   */
  readonly podLabels?: { [name: string]: string };
}

/** What a cluster has. Nothing is emitted that leans on what is not declared here. */
export interface ClusterOptions {
  /**
   * The identity of the cluster: two environments with the same name share it, and so must not claim the same objects.
   *
   * @default - every environment has a cluster of its own
   */
  readonly name?: string;

  /**
   * The minor version, for example `1.34`.
   *
   * @default '1.30'
   */
  readonly kubernetesVersion?: string;

  /**
   * The number of zones that the nodes are spread over; below two there is nothing to spread over, and a hard spread
   * would leave every pod pending.
   *
   * @default 0
   */
  readonly zones?: number;

  /**
   * The registry of images that name none, for example `example.azurecr.io`.
   *
   * @default - none
   */
  readonly registry?: string;

  /**
   * Whether images are loaded into the nodes, so that an image without registry can run.
   *
   * @default false
   */
  readonly localImages?: boolean;

  /**
   * The Secret with the credentials of the registry, in every namespace.
   *
   * @default - the nodes may pull
   */
  readonly imagePullSecret?: string;

  /**
   * The PriorityClasses that exist. A pod that names another is refused by the API server.
   *
   * @default - none besides `system-cluster-critical` and `system-node-critical`
   */
  readonly priorityClasses?: string[];

  /**
   * What filters traffic.
   *
   * @default DataPlane.NETWORK_POLICY
   */
  readonly dataPlane?: DataPlane;

  /**
   * Whether Cilium may filter by host name (`toFQDNs`). On AKS that needs Advanced Container Networking Services.
   *
   * @default false
   */
  readonly hostnameFiltering?: boolean;

  /**
   * Where pods find DNS.
   *
   * @default - kube-dns in `kube-system`
   */
  readonly dns?: ClusterDns;

  /**
   * The address ranges of the API server, for pods that hold a token. Not needed with Cilium, which knows it by name.
   *
   * @default - unknown: a pod that needs the API server is then an error
   */
  readonly apiServerCidrs?: string[];

  /**
   * The port of the API server, behind its Service.
   *
   * @default 443
   */
  readonly apiServerPort?: number;

  /**
   * What takes traffic from outside to services.
   *
   * @default - none: a route is an error
   */
  readonly edge?: Edge;

  /**
   * Where Secrets come from.
   *
   * @default SecretSource.existing()
   */
  readonly secretSource?: SecretSource;

  /**
   * Whether Stakater Reloader restarts workloads when a Secret that they read at start changes.
   *
   * @default false
   */
  readonly reloader?: boolean;

  /**
   * The Prometheus that scrapes metrics ports.
   *
   * @default - none: nothing may reach metrics ports
   */
  readonly prometheus?: ClusterPrometheus;

  /**
   * The StorageClass of claims that name none.
   *
   * @default - the default class of the cluster
   */
  readonly storageClass?: string;
}

/** What an AKS cluster has beyond what any cluster has. */
export interface AksOptions extends ClusterOptions {
  /**
   * The Azure Key Vault that External Secrets reads through a ClusterSecretStore of the same name.
   *
   * @default - `secretSource`
   */
  readonly keyVault?: string;
}

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
      ...options,
    });
  }

  /** AKS: the Gateway API at the edge, `managed-csi` storage, the Cilium data plane; zones as declared. */
  public static aks(options: AksOptions = {}): Cluster {
    const { keyVault, ...others } = options;
    const secretSource = keyVault === undefined ? undefined : { secretSource: SecretSource.keyVault(keyVault) };
    return new Cluster({
      edge: Edge.applicationGateway(),
      storageClass: 'managed-csi',
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
  /** The minor version, for example `1.34`. */
  public readonly kubernetesVersion: string;
  /** The number of zones. */
  public readonly zones: number;
  /** The registry of images that name none. */
  public readonly registry?: string;
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
  /** What takes traffic from outside to services. */
  public readonly edge?: Edge;
  /** Where Secrets come from. */
  public readonly secretSource: SecretSource;
  /** Whether Reloader restarts workloads. */
  public readonly reloader: boolean;
  /** The Prometheus that scrapes. */
  public readonly prometheus?: ClusterPrometheus;
  /** The StorageClass of claims that name none; undefined: the cluster's default. */
  public readonly storageClass?: string;

  private constructor(options: ClusterOptions) {
    this.name = options.name;
    this.kubernetesVersion = options.kubernetesVersion ?? '1.30';
    this.zones = options.zones ?? 0;
    this.registry = options.registry;
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
    this.edge = options.edge;
    this.secretSource = options.secretSource ?? SecretSource.existing();
    this.reloader = options.reloader ?? false;
    this.prometheus = options.prometheus;
    this.storageClass = options.storageClass;
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
