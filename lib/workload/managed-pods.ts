import { Construct, type IConstruct } from 'constructs';
import type { k8s } from 'cdk8s-plus-28';
import { defineObject, namespaceOf } from '../core/define-object';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { Label, MANAGER } from '../core/labels';
import { MAX_PODS } from '../core/numbers';
import { Phase } from '../core/phase';
import type { Wire } from '../core/wire';
import type { INetworkPeer, NetworkPort, NetworkTarget } from '../contracts/network-peer';
import { demandCapacity } from '../environment/capacity';
import { Cluster } from '../environment/cluster';
import { edgeGraph } from '../network/edge-graph';
import { Peer } from '../network/peer';
import { type Port, PortRole } from '../network/port';
import { Service } from '../network/service';
import { defineWorkloadPolicy } from '../network/workload-policy';
import type { ClusterPermission } from './cluster-permission';
import type { ImageContract } from './image-contract';
import type { Permission } from './permission';
import { checkResources, podCapacity, type ResolvedResources } from './resolved-resources';
import type { Scheduling } from './scheduling';
import { checkScheduling, schedulingSpec, type SchedulingSpec } from './scheduling-spec';
import { exceptionAnnotations } from '../core/checker-exceptions';
import { defineAccount, usesApi } from './service-account';

/** Pods that an operator makes of a custom resource, as whoever writes that resource knows them. */
export interface ManagedPodsParts {
  /** The name of the custom resource, and of what is around the pods. */
  readonly name: string;
  /** The labels that the operator puts on each of the pods; the instance is theirs alone. */
  readonly podLabels: Record<string, string>;
  readonly image: ImageContract;
  readonly ports: readonly Port[];
  readonly replicas: number;
  /** What the containers of a pod take, by their names. */
  readonly containers: Readonly<Record<string, ResolvedResources>>;
  readonly initContainers?: Readonly<Record<string, ResolvedResources>>;
  /** What each pod claims. */
  readonly claimedBytes: number;
  readonly scheduling?: Scheduling;
  readonly permissions?: readonly Permission[];
  readonly clusterPermissions?: readonly ClusterPermission[];
  /** Whether the pods may go to any port of any pod, whose own policy then says who is let in. */
  readonly reachesEveryPod?: boolean;
}

/** The part of a pod that a custom resource says in the words of pods. */
export type ManagedPodSpec = Pick<Wire<k8s.PodSpec>, 'securityContext' | 'serviceAccountName' | 'imagePullSecrets'> &
  SchedulingSpec & { readonly containers: Wire<k8s.Container>[]; readonly initContainers?: Wire<k8s.Container>[] };

/**
 * What is around pods that an operator makes: an account, one network policy from the edges, a Service, a disruption
 * budget, their share of the quota. The pods themselves come of the custom resource that the owner writes.
 */
export class ManagedPods extends Construct implements INetworkPeer {
  readonly name: string;
  readonly namespace: string | undefined;
  /** The labels of what is around the pods. */
  readonly labels: Record<string, string>;
  readonly serviceAccountName: string;
  readonly service: Service;
  /** The one label that every pod has and no other. */
  readonly instance: Record<string, string>;

  constructor(
    scope: Construct,
    id: string,
    private readonly parts: ManagedPodsParts,
  ) {
    super(scope, id);
    const { name, podLabels } = parts;
    this.name = name;
    this.namespace = namespaceOf(this);
    this.labels = { ...podLabels, [Label.MANAGED_BY]: MANAGER };
    this.instance = { [Label.INSTANCE]: podLabels[Label.INSTANCE] ?? name };
    const usesApiServer = usesApi({
      permissions: [...(parts.permissions ?? [])],
      clusterPermissions: [...(parts.clusterPermissions ?? [])],
    });
    this.serviceAccountName = defineAccount(this, {
      name,
      labels: this.labels,
      phase: Phase.MAIN,
      permissions: parts.permissions ?? [],
      clusterPermissions: parts.clusterPermissions,
      annotations: {},
    });
    this.service = new Service(this, 'service', {
      name,
      selector: this.instance,
      ports: parts.ports.filter(({ protocol }) => protocol === 'TCP'),
      labels: this.labels,
      annotations: podsUnseen('service-targets-pod'),
    });
    defineWorkloadPolicy(
      this,
      // The custom resource that the operator reads is beside this construct, not below it.
      { construct: this, owner: scope, namespace: this.namespace, podLabels: this.instance },
      {
        name,
        labels: this.labels,
        annotations: podsUnseen('networkpolicy-targets-pod'),
        phase: Phase.MAIN,
        usesApiServer,
        reachesEveryPod: parts.reachesEveryPod,
      },
    );
    if (usesApiServer) {
      this.connectTo(Peer.kubernetesApi());
    }
    this.defineBudget();
    demandCapacity(this, this.namespace, () => this.capacity());
    diagnosticRegistry.of(this).defer(() => this.check());
  }

  /** Opens the way to others. */
  connectTo(...peers: INetworkPeer[]): void {
    peers.forEach((peer) => edgeGraph.of(this).connect(this, peer));
  }

  /** Opens the way from others to some ports. */
  allowFrom(peer: INetworkPeer, ports: readonly Port[]): void {
    edgeGraph.of(this).allow(
      this,
      peer,
      ports.map((port) => port.toNetworkPort()),
    );
  }

  toNetworkTarget(_workload: IConstruct): NetworkTarget {
    return {
      description: this.node.path,
      workload: this,
      pods: [{ namespace: this.namespace, podLabels: this.instance }],
      ports: this.servicePorts,
    };
  }

  /** What hardens the pods and says where they run. */
  podSpec(): ManagedPodSpec {
    const { parts } = this;
    const cluster = Cluster.of(this);
    const { user } = parts.image;
    return {
      serviceAccountName: this.serviceAccountName,
      imagePullSecrets: cluster.imagePullSecret === undefined ? undefined : [{ name: cluster.imagePullSecret }],
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user.id,
        runAsGroup: user.group,
        fsGroup: user.volumeGroup,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      ...schedulingSpec(cluster, parts.scheduling ?? {}, this.instance, { spreads: true, isDeployment: false }),
      containers: Object.entries(parts.containers).map(hardened),
      initContainers: parts.initContainers && Object.entries(parts.initContainers).map(hardened),
    };
  }

  private get servicePorts(): NetworkPort[] {
    return this.parts.ports.filter(({ role }) => role === PortRole.SERVICE).map((port) => port.toNetworkPort());
  }

  private capacity() {
    const { replicas, containers, initContainers, claimedBytes } = this.parts;
    const most = Math.min(Math.max(replicas, 1), MAX_PODS);
    return {
      // What runs, and a whole generation that is still terminating.
      pods: 2 * most,
      pod: podCapacity(Object.values(containers), Object.values(initContainers ?? {})),
      claims: most,
      claimedBytes: most * claimedBytes,
    };
  }

  private defineBudget(): void {
    if (this.parts.replicas > 1) {
      defineObject(this, 'disruption-budget', {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        name: `${this.name}-pdb`,
        labels: this.labels,
        content: () => ({
          spec: {
            maxUnavailable: 1,
            unhealthyPodEvictionPolicy: 'AlwaysAllow',
            selector: { matchLabels: { ...this.instance } },
          },
        }),
      });
    }
  }

  private check(): void {
    const { parts } = this;
    parts.image.image._check(this, 'image');
    parts.image.user._check(this);
    checkScheduling(this, parts.scheduling ?? {});
    (parts.permissions ?? []).forEach((permission, index) => permission._check(this, `permissions[${index}]`));
    (parts.clusterPermissions ?? []).forEach((permission, index) =>
      permission._check(this, `clusterPermissions[${index}]`),
    );
    Object.values(parts.containers).forEach((resources) => checkResources(this, 'settings.resources', resources, 0));
    if (!Number.isInteger(parts.replicas) || parts.replicas < 1 || parts.replicas > MAX_PODS) {
      reportError(this, {
        property: 'settings.replicas',
        value: String(parts.replicas),
        rule: 'the operator runs a whole number of pods, one at the least',
        fix: 'give 1, or 2 to outlive a node',
      });
    }
  }
}

/** A checker that reads files alone looks for the pods in vain. */
function podsUnseen(kubeScore: string): Record<string, string> {
  return exceptionAnnotations([
    { id: 'pods-of-an-operator', reason: 'an operator makes the pods, with these labels', kubeScore: [kubeScore] },
  ]);
}

/** A container by its name, which the operator joins with what it writes of it itself. */
function hardened([name, resources]: [string, ResolvedResources]): Wire<k8s.Container> {
  return {
    name,
    resources: { requests: { ...resources.requests }, limits: { ...resources.limits } },
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}
