import type { IConstruct } from 'constructs';
import { cidrProblem, isOpenRange } from '../core/cidr';
import { reportError } from '../core/diagnostic-registry';
import { isDnsLabel, isLabelValue, isQualifiedName } from '../core/dns-name';
import { RootState } from '../core/root-state';
import { clusterIdentityOf } from '../core/cluster-identity';
import type { INetworkPeer, NetworkPort, NetworkTarget, PodGroup, ServiceReference } from '../contracts/network-peer';
import { environmentOf } from '../environment/environment-registry';
import { nodesTarget } from '../environment/nodes';
import { isPortNumber } from './port-checks';
import { findService, podPort } from './service-registry';

/** A workload as an end of edges. */
export interface NetworkNode {
  readonly construct: IConstruct;
  readonly namespace: string | undefined;
  /** The labels that its policy selects its pods by. */
  readonly podLabels: Record<string, string>;
  /** All labels of its pods; undefined: those that its policy selects. */
  readonly allPodLabels?: Readonly<Record<string, string>>;
  /** Whether its pods have the addresses of their nodes, so that no policy selects them. */
  readonly usesHostNetwork?: boolean;
  /** The construct below which the objects of the pods are; undefined: the construct itself. */
  readonly owner?: IConstruct;
  /** Makes what opens the way to an API server and to nodes that are known by name, unless it is there. */
  readonly openEntities?: () => void;
}

/** One half of an edge, as the policy of one workload writes it. */
export interface HalfEdge {
  readonly other: NetworkTarget;
  readonly ports: readonly NetworkPort[];
}

/** Both halves of every edge, and the workloads of the tree that each workload talks to. */
interface Halves {
  readonly ingress: Map<IConstruct, HalfEdge[]>;
  readonly egress: Map<IConstruct, HalfEdge[]>;
  readonly targets: Map<IConstruct, Set<IConstruct>>;
}

interface Connection {
  readonly workload: IConstruct;
  readonly peer: INetworkPeer;
  /** The ports of the workload that the peer may use; undefined when it is the workload that talks to the peer. */
  readonly ports?: readonly NetworkPort[];
}

/** The ports of pods that a Service opens past the edge. */
export interface OpenedPorts {
  readonly construct: IConstruct;
  readonly namespace: string | undefined;
  readonly selector: Readonly<Record<string, string>>;
  readonly caller: INetworkPeer;
  readonly ports: readonly NetworkPort[];
}

/** Every edge of a tree. The order in which constructs are made and connected does not matter. */
export class EdgeGraph {
  private readonly nodes = new Map<IConstruct, NetworkNode>();
  /** Workloads by the pods that their policies select. */
  private readonly selected = new Map<string, IConstruct>();
  private readonly connections: Connection[] = [];
  /** Workloads by each label of their pods, so that a Service finds its own at once. */
  private readonly byLabel = new Map<string, NetworkNode[]>();
  private readonly opened: OpenedPorts[] = [];
  private readonly peers = new Map<IConstruct, INetworkPeer[]>();
  private readonly owners = new Map<IConstruct, IConstruct>();
  private halves?: Halves;

  addNode(node: NetworkNode): void {
    const { construct, namespace, podLabels } = node;
    const cluster = clusterIdentityOf(construct);
    this.nodes.set(construct, node);
    this.owners.set(node.owner ?? construct, construct);
    for (const label of Object.entries(node.allPodLabels ?? podLabels)) {
      push(this.byLabel, placeOf(cluster, namespace, label), node);
    }
    const pods = JSON.stringify([cluster, namespace, Object.entries(podLabels).sort()]);
    const twin = this.selected.get(pods);
    this.selected.set(pods, construct);
    if (twin && namespace !== undefined) {
      reportError(construct, {
        property: 'identity.selector',
        value: `${Object.entries(podLabels)
          .map(([name, value]) => `${name}: ${value}`)
          .join(', ')}, which ${twin.node.path} has, too`,
        rule: 'the policy of a workload selects its pods by this label: it would open to one what only the other may',
        fix: 'give each a value of its own for this label',
      });
    }
  }

  /** A workload talks to a peer. */
  connect(workload: IConstruct, peer: INetworkPeer): void {
    this.add({ workload, peer });
    push(this.peers, workload, peer);
    this.openEntities(workload, peer);
  }

  /** A peer talks to ports of a workload. */
  allow(workload: IConstruct, peer: INetworkPeer, ports: readonly NetworkPort[]): void {
    this.add({ workload, peer, ports });
    this.openEntities(workload, peer);
  }

  /** Makes what names nodes and API servers, where an edge has one of these at an end. */
  private openEntities(workload: IConstruct, peer: INetworkPeer): void {
    const node = this.nodes.get(workload);
    const other = this.located(workload, node, peer.toNetworkTarget(workload));
    if (other.apiServer === true || other.nodes === true) {
      node?.openEntities?.();
    }
    if (node?.usesHostNetwork && nodesTarget(workload).nodes === true) {
      const server = other.workload && this.nodes.get(other.workload);
      server?.openEntities?.();
    }
  }

  /** A Service lets a caller in to the pods that it selects. Their workload may be made later. */
  open(opened: OpenedPorts): void {
    this.opened.push(opened);
  }

  /** The workloads whose pods a Service selects, in a namespace of its cluster. */
  selectedBy(
    service: IConstruct,
    namespace: string | undefined,
    selector: Readonly<Record<string, string>>,
  ): IConstruct[] {
    const cluster = clusterIdentityOf(service);
    const labels = Object.entries(selector);
    const [fewest = []] = labels
      .map((label) => this.byLabel.get(placeOf(cluster, namespace, label)) ?? [])
      .sort((a, b) => a.length - b.length);
    return fewest
      .filter(({ podLabels, allPodLabels = podLabels }) =>
        labels.every(([name, value]) => allPodLabels[name] === value),
      )
      .map(({ construct }) => construct);
  }

  /** Whom a workload was connected to, whether the edge can be written or not. */
  peersOf(workload: IConstruct): readonly INetworkPeer[] {
    return this.peers.get(workload) ?? [];
  }

  /** Whom a workload talks to. */
  egressOf(workload: IConstruct): readonly HalfEdge[] {
    return this.resolve().egress.get(workload) ?? [];
  }

  /** Who talks to a workload. */
  ingressOf(workload: IConstruct): readonly HalfEdge[] {
    return this.resolve().ingress.get(workload) ?? [];
  }

  /** The workloads of the same environment that a workload talks to. */
  targetsOf(workload: IConstruct): ReadonlySet<IConstruct> {
    return this.resolve().targets.get(workload) ?? new Set();
  }

  /** The workload that a construct is part of: the nearest one around it. */
  workloadAround(construct: IConstruct): IConstruct | undefined {
    for (let at: IConstruct | undefined = construct; at; at = at.node.scope) {
      const workload = this.owners.get(at);
      if (workload) {
        return workload;
      }
    }
    return undefined;
  }

  private add(connection: Connection): void {
    if (this.halves) {
      throw new Error(
        `${connection.workload.node.path}: an edge came after network policies were rendered; connect before synthesis`,
      );
    }
    this.connections.push(connection);
  }

  private resolve(): Halves {
    if (this.halves) {
      return this.halves;
    }
    const ingress = new Map<IConstruct, HalfEdge[]>();
    const egress = new Map<IConstruct, HalfEdge[]>();
    const targets = new Map<IConstruct, Set<IConstruct>>();
    this.halves = { ingress, egress, targets };
    const connections = [...this.connections, ...this.opened.flatMap((opened) => this.connectionsOf(opened))];
    for (const { workload, peer, ports } of connections) {
      const node = this.nodes.get(workload);
      const other = this.located(workload, node, peer.toNetworkTarget(workload));
      const used = ports ?? other.ports ?? [];
      if (!checkEdge(workload, other, used, ports !== undefined) || !this.checkNamespaces(node, other)) {
        continue;
      }
      const mirrored = node && { description: node.construct.node.path, ...asPeer(node) };
      if (other.workload && mirrored?.problem) {
        const property = ports ? `allowFrom ${other.description}` : `connectTo ${other.description}`;
        reportError(workload, { property, value: 'a workload in the network of its node', ...mirrored.problem });
        continue;
      }
      push(ports ? ingress : egress, workload, { other, ports: used });
      if (other.workload && mirrored) {
        push(ports ? egress : ingress, other.workload, { other: mirrored, ports: used });
        const [client, server] = ports ? [other.workload, workload] : [workload, other.workload];
        targets.set(client, (targets.get(client) ?? new Set()).add(server));
      }
    }
    return this.halves;
  }

  private connectionsOf({ construct, namespace, selector, caller, ports }: OpenedPorts): Connection[] {
    return this.selectedBy(construct, namespace, selector).map((workload) => ({ workload, peer: caller, ports }));
  }

  /** A target that is named like a Service of the same environment is the workload behind it. */
  private located(workload: IConstruct, node: NetworkNode | undefined, target: NetworkTarget): NetworkTarget {
    const direct = target.workload && this.nodes.get(target.workload);
    if (direct?.usesHostNetwork) {
      return { ...target, pods: undefined, ...asPeer(direct) };
    }
    const { service } = target;
    const found = service && findService(workload, { namespace: node?.namespace, ...defined(service) });
    const owner = found?.construct.node.scopes.reverse().find((scope) => this.nodes.has(scope));
    const behind = owner && this.nodes.get(owner);
    return found && behind
      ? {
          ...target,
          workload: behind.construct,
          pods: undefined,
          ...asPeer(behind),
          ports: target.ports?.map((port) => podPort(found, port)),
        }
      : target;
  }

  /** A policy names the namespace of the other end, or means its own: it cannot name one that is not known. */
  private checkNamespaces(node: NetworkNode | undefined, other: NetworkTarget): boolean {
    const otherNode = other.workload && this.nodes.get(other.workload);
    if (!node || !otherNode || (node.namespace === undefined) === (otherNode.namespace === undefined)) {
      return true;
    }
    const homeless = node.namespace === undefined ? node : otherNode;
    reportError(node.construct, {
      property: `connectTo ${other.description}`,
      value: `${homeless.construct.node.path}, in a chart without a namespace`,
      rule: 'a policy cannot name the namespace of a workload whose chart names none',
      fix: 'give that chart its namespace',
    });
    return false;
  }
}

/** The edges of a tree. */
export const edgeGraph = new RootState(() => new EdgeGraph());

function defined({ name, namespace }: ServiceReference): ServiceReference {
  return namespace === undefined ? { name } : { name, namespace };
}

/** A workload as the policy of another writes it: pods in the network of their nodes are the nodes. */
function asPeer(node: NetworkNode): Omit<NetworkTarget, 'description'> {
  return node.usesHostNetwork ? nodesTarget(node.construct) : { pods: [groupOf(node)] };
}

function groupOf(node: NetworkNode): { namespace?: string; podLabels: Record<string, string> } {
  return { namespace: node.namespace, podLabels: node.podLabels };
}

function placeOf(cluster: string, namespace: string | undefined, [name, value]: readonly [string, string]): string {
  return JSON.stringify([cluster, namespace, name, value]);
}

function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const values = map.get(key);
  if (values) {
    values.push(value);
  } else {
    map.set(key, [value]);
  }
}

const PROTOCOLS = new Set(['TCP', 'UDP', 'SCTP']);

/** Reports namespaces and labels that the API server would refuse in a selector. */
function checkGroups(workload: IConstruct, property: string, groups: readonly PodGroup[]): boolean {
  let fits = true;
  for (const { namespace, namespaceLabels, podLabels } of groups) {
    if (namespace !== undefined && !isDnsLabel(namespace)) {
      fits = false;
      reportError(workload, {
        property,
        value: `namespace ${JSON.stringify(namespace)}`,
        rule: 'the name of a namespace is a DNS label',
        fix: 'use a-z, 0-9 and -, at most 63 characters, no - at the ends',
      });
    }
    for (const [name, value] of Object.entries({ ...namespaceLabels, ...podLabels })) {
      if (!isQualifiedName(name) || !isLabelValue(value)) {
        fits = false;
        reportError(workload, {
          property,
          value: `label ${name}: ${value}`,
          rule: 'a label is a qualified name with a value of at most 63 letters, digits, -, _ and .',
          fix: 'correct the label of the peer',
        });
      }
    }
  }
  return fits;
}

function checkEdge(
  workload: IConstruct,
  other: NetworkTarget,
  ports: readonly NetworkPort[],
  incoming: boolean,
): boolean {
  const property = incoming ? `allowFrom ${other.description}` : `connectTo ${other.description}`;
  if (other.problem) {
    reportError(workload, { property, ...other.problem });
    return false;
  }
  if (incoming && !other.pods?.length && !other.cidrs?.length && !other.nodes) {
    reportError(workload, {
      property,
      value: 'a peer without pods and addresses',
      rule: 'incoming traffic is told by pods or addresses: nothing would be opened',
      fix: 'name the caller by Peer.namespace, Peer.namespacesLabeled or Peer.cidr',
    });
    return false;
  }
  if (ports.length === 0) {
    reportError(workload, {
      property,
      value: incoming ? 'no ports of this workload' : 'a target without ports',
      rule: 'an edge leads to ports: without one nothing could be opened',
      fix: incoming ? 'give this workload a service port' : 'give the target ports, or name a port of it',
    });
    return false;
  }
  if (other.workload && environmentOf(other.workload) !== environmentOf(workload)) {
    reportError(workload, {
      property,
      value: `${other.workload.node.path}, in another environment`,
      rule: 'environments are apart: no policy can let one reach the workloads of another',
      fix: 'connect to the workload of the same environment, or to a Peer that names the address',
    });
    return false;
  }
  let fits = checkGroups(workload, property, other.pods ?? []);
  for (const { port, protocol = 'TCP' } of ports) {
    if (!PROTOCOLS.has(protocol)) {
      fits = false;
      reportError(workload, {
        property,
        value: `protocol ${JSON.stringify(protocol)}`,
        rule: 'a policy knows the protocols TCP, UDP and SCTP',
        fix: 'give one of these, or leave it out for TCP',
      });
    }
    if (!isPortNumber(port)) {
      fits = false;
      reportError(workload, {
        property,
        value: `port ${port}`,
        rule: 'a port is a whole number from 1 to 65535',
        fix: 'give the port that the target listens on',
      });
    }
  }
  for (const cidr of other.cidrs ?? []) {
    const problem = cidrProblem(cidr);
    if (problem !== undefined) {
      fits = false;
      reportError(workload, {
        property,
        value: JSON.stringify(cidr),
        rule: problem,
        fix: 'write the range in its canonical form, such as 10.1.0.0/16',
      });
    } else if (isOpenRange(cidr) && !other.reason?.trim()) {
      fits = false;
      reportError(workload, {
        property,
        value: JSON.stringify(cidr),
        rule: incoming
          ? 'a range of half of all addresses or more admits every caller'
          : 'a range of half of all addresses or more lets a broken-into pod send data anywhere',
        fix: "name the range of the target, or give the reason why any address may be reached: { anyAddress: '…' }",
      });
    }
  }
  return fits;
}
