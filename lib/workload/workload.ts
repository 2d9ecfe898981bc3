import type {
  IPodSelector,
  IScalable,
  INetworkPolicyPeer as IPlusNetworkPolicyPeer,
  NetworkPolicyPeerConfig,
  PodSelectorConfig,
  ScalingTarget,
} from 'cdk8s-plus-28';
import { Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { defineObject, namespaceOf } from '../core/define-object';
import { diagnosticRegistry } from '../core/diagnostic-registry';
import { isLabelValue } from '../core/dns-name';
import { Label } from '../core/labels';
import type { INetworkPeer, NetworkPort, NetworkTarget } from '../contracts/network-peer';
import type { IScaleTarget } from '../contracts/scale-target';
import { demandCapacity } from '../environment/capacity';
import { Cluster } from '../environment/cluster';
import { edgeGraph } from '../network/edge-graph';
import { Peer } from '../network/peer';
import { type Port, PortRole } from '../network/port';
import { Service } from '../network/service';
import { defineWorkloadPolicy } from '../network/workload-policy';
import type { AlertRule } from '../observability/alert-rule';
import { MetricCatalogue } from '../observability/metric-catalogue';
import { type IMonitored, MonitoredKind, type MonitoringProfile } from '../observability/monitoring-profile';
import { defineAutoscaler } from '../scaling/define-autoscaler';
import { claimTarget } from '../scaling/scale-claims';
import { VerticalAutoscaler } from '../scaling/vertical-autoscaler';
import { capacityDemand } from './capacity-demand';
import { mountClaims } from './claim-users';
import { exceptionAnnotations } from '../core/checker-exceptions';
import { controllerSpec } from './controller-spec';
import { DisruptionBudget } from './disruption-budget';
import { joined } from './joined-annotations';
import { accountAnnotations, federatedSubject, podIdentity } from './pod-identity';
import { plusPodSelector } from './plus-selector';
import { podLabelsOf, podTemplate } from './pod-template';
import { defineAccount, usesApi } from './service-account';
import { WorkloadAlerts } from './workload-alerts';
import { checkWorkload } from './workload-checks';
import { workloadExceptions } from './workload-exceptions';
import { planWorkload, portsOf, runningContainers, type WorkloadPlan } from './workload-plan';
import { WorkloadPort } from './workload-port';
import type { WorkloadProps } from './workload-props';

/**
 * A program in pods, with everything that follows from it: the controller that keeps the pods, a hardened pod, an
 * account without rights, one network policy, a disruption budget, an autoscaler, its configuration. Every pattern of
 * the library is made of it, and it works inside other people's cdk8s-plus code as a scaling target, a pod selector
 * and a network peer.
 */
export class Workload
  extends Construct
  implements INetworkPeer, IScaleTarget, IMonitored, IScalable, IPodSelector, IPlusNetworkPolicyPeer
{
  /** The name of the workload and of what is around it. */
  public readonly name: string;

  /** The kind of what keeps the pods. */
  public readonly kind: string;

  /** The API version of what keeps the pods. */
  public readonly apiVersion: string;

  /**
   * The namespace; undefined in a chart that names none.
   *
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  public readonly namespace?: string;

  /** The labels that the pods are selected by. They never change. */
  public readonly selector: { [name: string]: string };

  /** The ports that it listens on, those of its sidecars too. */
  public readonly ports: Port[];

  /** The name of the account that the pods run under. */
  public readonly serviceAccountName: string;

  /** The subject of the federated credential that the cloud needs, for pods with a workload identity. */
  public readonly federatedSubject?: string;

  /** What each container of a pod requests: quantities by resource, by container. */
  public readonly containerRequests?: { [container: string]: { [resource: string]: string } };

  /** The limits of each container of a pod: quantities by resource, by container. */
  public readonly containerLimits?: { [container: string]: { [resource: string]: string } };

  /** Whether an autoscaler owns the number of pods. */
  public hasAutoscaler: boolean;

  /** The labels of what is around the workload. */
  protected readonly objectLabels: { [name: string]: string };

  private readonly plan: WorkloadPlan;
  private readonly workloadAlerts: WorkloadAlerts;
  private budget?: DisruptionBudget;
  private autoscalerName?: string;

  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const plan = planWorkload(this, id, props);
    this.plan = plan;
    this.name = plan.name;
    this.kind = plan.controller.kind;
    this.apiVersion = plan.controller.apiVersion;
    this.namespace = namespaceOf(this);
    this.ports = portsOf(plan);
    this.hasAutoscaler = plan.bounds !== undefined;
    this.containerRequests = Object.fromEntries(
      runningContainers(plan).map(({ name, resolvedResources }) => [name, { ...resolvedResources.requests }]),
    );
    this.containerLimits = Object.fromEntries(
      runningContainers(plan).map(({ name, resolvedResources }) => [name, { ...resolvedResources.limits }]),
    );
    this.selector = plan.selector;
    this.objectLabels = plan.labels;
    const identity = podIdentity(plan);
    const account = props.serviceAccount?.name ?? plan.name;
    this.federatedSubject = federatedSubject(this, identity, account);
    this.serviceAccountName = defineAccount(this, {
      name: plan.name,
      labels: plan.labels,
      phase: plan.phase,
      permissions: props.permissions ?? [],
      clusterPermissions: props.clusterPermissions,
      annotations: accountAnnotations(this, identity, account),
      existing: props.serviceAccount?.name,
    });
    MetricCatalogue.of(this).add(...(props.metrics ?? []));
    this.workloadAlerts = new WorkloadAlerts(this, plan.name, this.namespace, props.alerts);
    mountClaims(this, plan);
    this.defineController();
    this.workloadAlerts.onController(plan.controller);
    this.defineAround();
    this.connectTo(...Object.values(props.endpoints ?? {}).map((endpoint) => endpoint.peer));
    diagnosticRegistry
      .of(this)
      .defer(() =>
        checkWorkload(this, plan, this.hasForeignAutoscaler ? undefined : this.budget, this.hasForeignAutoscaler),
      );
  }

  /** Opens the way to others: out of here, and into them where they are in the same tree. */
  public connectTo(...peers: INetworkPeer[]): Workload {
    peers.forEach((peer) => edgeGraph.of(this).connect(this, peer));
    return this;
  }

  /** Opens the way from others to the service ports. */
  public allowFrom(...peers: INetworkPeer[]): Workload {
    const ports = this.networkPorts(PortRole.SERVICE);
    peers.forEach((peer) => edgeGraph.of(this).allow(this, peer, ports));
    return this;
  }

  /** One port by its name, as a peer. Throws where there is no such port. */
  public port(name: string): WorkloadPort {
    const found = this.ports.find((port) => port.name === name);
    if (!found) {
      const names = this.ports.map((port) => port.name).join(', ') || 'none';
      throw new Error(`${this.node.path}: no port ${JSON.stringify(name)}; it has: ${names}`);
    }
    return WorkloadPort._create(this, found, this.serviceHost);
  }

  /** The pods and their service ports, as the other end of an edge. */
  public toNetworkTarget(_workload: IConstruct): NetworkTarget {
    return {
      description: this.node.path,
      workload: this,
      pods: [{ namespace: this.namespace, podLabels: this.plan.instance }],
      ports: this.networkPorts(PortRole.SERVICE),
    };
  }

  /** Tells the workload that an autoscaler made elsewhere owns the number of its pods. */
  public markHasAutoscaler(): void {
    claimTarget(this, this, 'an autoscaler made elsewhere');
    this.hasAutoscaler = true;
    if (!this.budget) {
      this.defineBudget(DisruptionBudget.maxUnavailable('1'));
    }
  }

  /** What it tells of itself to whoever monitors it. */
  public toMonitoringProfile(): MonitoringProfile {
    const scraped = this.ports.filter(({ role }) => role === PortRole.METRICS);
    return {
      kind: this.plan.controller.isService ? MonitoredKind.SERVICE : MonitoredKind.BATCH,
      name: this.name,
      namespace: this.namespace,
      controllerKind: this.kind,
      podLabels: { ...this.selector },
      scrapedPorts: scraped.map(({ name }) => ({ name })),
      metrics: [...(this.plan.props.metrics ?? [])],
      autoscaler: this.autoscalerName,
      panels: [],
    };
  }

  /** The workload as a target of a cdk8s-plus autoscaler; give that autoscaler its metrics. */
  public toScalingTarget(): ScalingTarget {
    return { apiVersion: this.apiVersion, kind: this.kind, name: this.name, containers: [], replicas: undefined };
  }

  /** The pods, as cdk8s-plus selects them. */
  public toPodSelectorConfig(): PodSelectorConfig {
    return plusPodSelector({ ...this.selector }, this.namespace);
  }

  /** The pods, as policies of cdk8s-plus select them. */
  public toPodSelector(): IPodSelector | undefined {
    return this;
  }

  /** The pods, as an end of policies of cdk8s-plus. */
  public toNetworkPolicyPeerConfig(): NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** Opens the way from a peer to one port. */
  protected allowPort(peer: INetworkPeer, port: Port): void {
    edgeGraph.of(this).allow(this, peer, [port.toNetworkPort()]);
  }

  /** Has somebody told of more than is told of every workload; `alerts.without` may leave it out. */
  protected addAlerts(id: string, rules: AlertRule[]): void {
    this.workloadAlerts.offer(id, () => rules);
  }

  /** The name by which clients reach the service ports. */
  protected get serviceHost(): string {
    const name = this.kind === 'StatefulSet' ? headlessName(this.plan) : this.serviceName;
    return this.namespace === undefined ? name : `${name}.${this.namespace}.svc`;
  }

  /** The name of the Service for clients, where there is one. */
  protected get serviceName(): string {
    return this.plan.props.identity?.service ?? this.name;
  }

  /** Whether an autoscaler owns the number of pods whose bounds are not known here. */
  private get hasForeignAutoscaler(): boolean {
    return this.hasAutoscaler && !this.plan.bounds;
  }

  private networkPorts(role: PortRole): NetworkPort[] {
    return this.ports.filter((port) => port.role === role).map((port) => port.toNetworkPort());
  }

  private defineController(): void {
    const { plan } = this;
    const { controller, props } = plan;
    const cluster = Cluster.of(this);
    const chartLabels = Chart.of(this).labels;
    const version = props.image.versionFor(this)?.split('@')[0];
    const labels = {
      ...plan.labels,
      ...(version !== undefined && isLabelValue(version) ? { [Label.VERSION]: version } : {}),
      ...props.labels,
    };
    defineObject(this, 'Resource', {
      apiVersion: controller.apiVersion,
      kind: controller.kind,
      name: plan.name,
      phase: plan.phase,
      labels,
      annotations: joined([
        controller._options.scaledJobs?.annotations,
        ...plan.bundles.map(({ binding }) => binding.annotations),
      ]),
      namedByContent: controller.kind === 'Job',
      lateAnnotations: () => exceptionAnnotations(workloadExceptions(this, plan)),
      content: () => ({
        spec: controllerSpec(controller, {
          selector: plan.selector,
          replicas: this.hasAutoscaler ? undefined : plan.replicas,
          headlessService: headlessName(plan),
          claimTemplates: plan.claims.map((volume) => volume._claimTemplate(cluster) ?? {}),
          connectsToWorkloads: edgeGraph.of(this).targetsOf(this).size > 0,
          // cdk8s puts the labels of a chart on objects, not on the pods that they make.
          template: podTemplate(this, plan, { ...chartLabels, ...labels }, this.serviceAccountName),
        }),
      }),
    });
  }

  private defineAround(): void {
    const { plan } = this;
    const { props, phase, labels, controller } = plan;
    if (controller.kind === 'StatefulSet') {
      new Service(this, 'headless-service', {
        name: headlessName(plan),
        selector: plan.selector,
        ports: this.ports,
        labels,
        headless: true,
        publishNotReady: true,
        phase,
      });
    }
    const isScalable = controller.isService && controller._nodes === undefined;
    if (isScalable && props.scaling) {
      const autoscaler = defineAutoscaler(this, 'autoscaler', { target: this, scaling: props.scaling, labels });
      this.autoscalerName = autoscaler.name;
      this.workloadAlerts.onAutoscaler(autoscaler);
    }
    if (controller.isService && props.verticalScaling) {
      new VerticalAutoscaler(this, 'vertical-autoscaler', { target: this, scaling: props.verticalScaling, labels });
    }
    if (isScalable && (plan.bounds || plan.replicas > 1 || props.disruptions)) {
      this.defineBudget(props.disruptions ?? DisruptionBudget.maxUnavailable('1'));
    }
    const usesApiServer = usesApi(props);
    defineWorkloadPolicy(
      this,
      {
        construct: this,
        namespace: this.namespace,
        podLabels: plan.instance,
        allPodLabels: podLabelsOf(plan, labels),
        usesHostNetwork: Boolean(props.hostNetwork?.trim()),
      },
      { name: plan.name, labels, phase, usesApiServer },
    );
    if (usesApiServer) {
      this.connectTo(Peer.kubernetesApi());
    }
    if (props.workloadIdentity && Cluster.of(this).workloadIdentity) {
      this.connectTo(Peer.azureLogin());
    }
    const metrics = this.networkPorts(PortRole.METRICS);
    if (metrics.length > 0 && Cluster.of(this).prometheus) {
      edgeGraph.of(this).allow(this, Peer.prometheus(), metrics);
    }
    demandCapacity(this, this.namespace, () => capacityDemand(plan, Cluster.of(this)));
  }

  private defineBudget(budget: DisruptionBudget): void {
    const { plan } = this;
    this.budget = budget;
    if (budget.kind === 'none') {
      return;
    }
    this.workloadAlerts.onBudget(budgetName(plan));
    defineObject(this, 'disruption-budget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      name: budgetName(plan),
      labels: plan.labels,
      phase: plan.phase,
      content: () => ({
        spec: {
          ...budget._render(),
          // A pod that never becomes ready must not keep a node from being drained.
          unhealthyPodEvictionPolicy: 'AlwaysAllow',
          selector: { matchLabels: { ...plan.selector } },
        },
      }),
    });
  }
}

function budgetName(plan: WorkloadPlan): string {
  return `${plan.name}-pdb`;
}

function headlessName(plan: WorkloadPlan): string {
  return `${plan.name}-headless`;
}
