import type { Duration } from 'cdk8s';
import { type DataPlane } from './data-plane';
import type { Edge } from './edge';
import type { MessageRate } from './message-rate';
import type { SecretSource } from './secret-source';
import type { ClusterWorkloadIdentity } from './workload-identity';

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

  /**
   * The name of its Service, in its namespace.
   *
   * @default 'prometheus-operated', as prometheus-operator makes it
   */
  readonly serviceName?: string;

  /**
   * The port of its Service.
   *
   * @default 9090
   */
  readonly port?: number;
}

/** The prometheus-adapter of a cluster, which answers autoscalers with what Prometheus knows. */
export interface ClusterPrometheusAdapter {
  /**
   * The namespace it runs in, and in which it reads its rules.
   *
   * @default 'monitoring'
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace?: string;

  /**
   * The labels of its pods.
   *
   * @default - `app.kubernetes.io/name: prometheus-adapter`
   */
  readonly podLabels?: { [name: string]: string };

  /**
   * The rates that it serves. The adapter of a cluster reads one file of rules, which belongs to no system:
   * `PrometheusAdapterRules` of the cluster-wide app writes it from these, and a workload that scales on a rate which
   * is not among them is an error.
   *
   * @default - those of the workloads in the tree of `PrometheusAdapterRules`
   */
  readonly rates?: MessageRate[];
}

/** The KEDA of a cluster. */
export interface ClusterKeda {
  /**
   * The namespace of its operator; the AKS add-on lives in `kube-system`.
   *
   * @default 'keda'
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace?: string;

  /**
   * The labels of the pods of its operator, which asks the brokers.
   *
   * @default - `app: keda-operator`
   */
  readonly podLabels?: { [name: string]: string };

  /**
   * Its version, for example `2.20`. The AKS add-on follows the version of Kubernetes.
   *
   * @default '2.20'
   */
  readonly version?: string;
}

/** The prometheus-operator of a cluster. */
export interface ClusterPrometheusOperator {
  /**
   * The labels by which Prometheus selects rules and monitors.
   *
   * @default - none: it selects all
   */
  readonly labels?: { [name: string]: string };

  /**
   * Where the pages of runbooks are, such as those of `docs/runbooks/`, without a slash at the end: an alert links to
   * `<base URL>/<alert>.md`.
   *
   * @default - alerts link to no page
   */
  readonly runbookBaseUrl?: string;

  /**
   * Whether somebody else has installed it, so that a `MonitoringStack` must not bring a second one along: two would
   * fight about every object.
   *
   * @default false: a `MonitoringStack` of the cluster brings it along
   */
  readonly preinstalled?: boolean;
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
   * The context of kubectl that `deploy.sh` uses: letters, digits, `.`, `_`, `-`, `:`, `/` and `@`. With it an environment
   * cannot be deployed to the cluster of another one by mistake. `TRADEWIND_CONTEXT` chooses another context for one run.
   *
   * @default - the current context
   */
  readonly context?: string;

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
   * What the images of other registries are pulled from instead, by the name of the registry, for example
   * `{ 'docker.io': 'example.azurecr.io/docker.io' }`.
   *
   * @default - none: every image comes from where its name says
   */
  readonly registryMirrors?: { [registry: string]: string };

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
   * The address ranges of the nodes, for what reads the metrics of the kubelets. Not needed with Cilium, which knows
   * nodes by name.
   *
   * @default - unknown: a pod that needs the nodes is then an error
   */
  readonly nodeCidrs?: string[];

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
   * The prometheus-operator, which turns rules and monitors into configuration.
   *
   * @default - none: no alerts are emitted
   */
  readonly prometheusOperator?: ClusterPrometheusOperator;

  /**
   * The prometheus-adapter, by which a HorizontalPodAutoscaler asks for metrics of pods.
   *
   * @default - none: what scales on a metric of its pods does so by KEDA
   */
  readonly prometheusAdapter?: ClusterPrometheusAdapter;

  /**
   * Whether the VerticalPodAutoscaler runs.
   *
   * @default false
   */
  readonly verticalPodAutoscaler?: boolean;

  /**
   * The KEDA that scales on events.
   *
   * @default - none: a workload that scales on events is an error
   */
  readonly keda?: ClusterKeda;

  /**
   * How pods speak to the cloud as an identity of it. On AKS: the OIDC issuer and the workload identity webhook.
   *
   * @default - they cannot: a workload with an identity is an error
   */
  readonly workloadIdentity?: ClusterWorkloadIdentity;

  /**
   * How long the cluster autoscaler waits for the pods of a node that it removes, before it kills them: its flag
   * `--max-graceful-termination-sec`, on AKS the setting `max-graceful-termination-sec` of its profile.
   *
   * @default Duration.minutes(10)
   */
  readonly autoscalerPatience?: Duration;

  /**
   * The StorageClass of claims that name none.
   *
   * @default - the default class of the cluster
   */
  readonly storageClass?: string;

  /**
   * The StorageClass of claims that pods on several nodes write to (`AccessMode.READ_WRITE_MANY`) and that name none: a
   * network file system, not a disk.
   *
   * @default - none: such a claim has to name its class; `azurefile-csi` on AKS
   */
  readonly sharedStorageClass?: string;
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
