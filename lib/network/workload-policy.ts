import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { CiliumNetworkPolicySpec } from '../../imports/cilium.io';
import { defineObject } from '../core/define-object';
import { ANNOTATION_PREFIX, Label } from '../core/labels';
import type { Phase } from '../core/phase';
import type { Wire } from '../core/wire';
import type { NetworkPort, NetworkTarget, PodGroup } from '../contracts/network-peer';
import { Cluster } from '../environment/cluster';
import { DataPlane } from '../environment/data-plane';
import { dnsEgress } from '../environment/dns';
import { edgeGraph, type HalfEdge, type NetworkNode } from './edge-graph';

/** What the policy of a workload is made of, besides its edges. */
export interface WorkloadPolicyOptions {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly phase: Phase;
  /** Whether the workload talks to the API server. */
  readonly usesApiServer: boolean;
  readonly annotations?: Record<string, string>;
  /** Whether it may go to any port of any pod, whose own policy then says who is let in. */
  readonly reachesEveryPod?: boolean;
}

type Rule<Side extends 'from' | 'to'> = { readonly ports: Wire<k8s.NetworkPolicyPort>[] } & {
  readonly [key in Side]: Wire<k8s.NetworkPolicyPeer>[];
};

/**
 * The one policy of a workload: both directions, from the edge graph, with the way to DNS. What the NetworkPolicy API
 * cannot say (host names, the API server behind Cilium) stands in a CiliumNetworkPolicy next to it.
 */
export function defineWorkloadPolicy(scope: Construct, node: NetworkNode, options: WorkloadPolicyOptions): void {
  const cluster = Cluster.of(scope);
  const graph = edgeGraph.of(scope);
  const { name, labels, phase } = options;
  const defineCiliumPolicy = (): void => {
    if (!scope.node.tryFindChild('cilium-network-policy')) {
      defineObject(scope, 'cilium-network-policy', {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        name,
        phase,
        labels,
        annotations: ofCilium(options.annotations),
        content: () => ({
          spec: ciliumSpec(cluster, node, graph.egressOf(node.construct), graph.ingressOf(node.construct)),
        }),
      });
    }
  };
  graph.addNode({ ...node, openEntities: defineCiliumPolicy });
  defineObject(scope, 'network-policy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    name,
    phase,
    labels,
    annotations: options.annotations,
    lateAnnotations: () => openings(graph.egressOf(node.construct)),
    content: () => {
      const ingress = rules(graph.ingressOf(node.construct), node, 'from');
      const egress = rules(graph.egressOf(node.construct), node, 'to');
      return {
        spec: {
          podSelector: { matchLabels: { ...node.podLabels } },
          policyTypes: ['Ingress', 'Egress'],
          // The server does not keep an empty list, and would count every apply of one as a change.
          ingress: ingress.length > 0 ? ingress : undefined,
          egress: [
            dnsEgress(cluster),
            ...(options.reachesEveryPod ? [{ to: [{ namespaceSelector: {}, podSelector: {} }] }] : []),
            ...egress,
          ],
        } satisfies Wire<k8s.NetworkPolicySpec>,
      };
    },
  });
  const isNamed = cluster.hostnameFiltering || cluster.dnsNodeLocalAddress !== undefined;
  if (cluster.dataPlane === DataPlane.CILIUM && (options.usesApiServer || isNamed)) {
    defineCiliumPolicy();
  }
}

/** kube-score looks at a NetworkPolicy alone. */
function ofCilium(annotations: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => name !== 'kube-score/ignore'));
}

function openings(halves: readonly HalfEdge[]): Record<string, string> {
  const reasons = halves.flatMap(({ other }) =>
    other.reason === undefined ? [] : [`${other.description}: ${other.reason}`],
  );
  return reasons.length > 0 ? { [`${ANNOTATION_PREFIX}/open-egress`]: [...new Set(reasons)].sort().join('; ') } : {};
}

/**
 * The rules of one direction. What goes to the same pods is one rule. What goes to addresses is one rule a set of ports,
 * in the order of the ports: another address changes that address alone, and neither joins rules nor moves them.
 */
function rules<Side extends 'from' | 'to'>(halves: readonly HalfEdge[], node: NetworkNode, side: Side): Rule<Side>[] {
  const byPeers = new Map<string, { peers: Wire<k8s.NetworkPolicyPeer>[]; ports: Map<string, NetworkPort> }>();
  for (const { other, ports } of halves) {
    const peers = peersOf(other, node);
    if (peers.length === 0) {
      continue;
    }
    const key = peers.every(({ ipBlock }) => ipBlock) ? addressKey(peers, ports) : JSON.stringify(peers);
    const rule = byPeers.get(key) ?? { peers, ports: new Map<string, NetworkPort>() };
    for (const port of ports) {
      rule.ports.set(portKey(port), port);
    }
    byPeers.set(key, rule);
  }
  return [...byPeers.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { peers, ports }]) => ({
      [side]: peers,
      ports: [...ports.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, port]) => ({ port: port.port, protocol: port.protocol ?? 'TCP' })),
    })) as unknown as Rule<Side>[];
}

function addressKey(peers: readonly Wire<k8s.NetworkPolicyPeer>[], ports: readonly NetworkPort[]): string {
  return `[{"ipBlock":${ports.map(portKey).sort().join()}${JSON.stringify(peers)}`;
}

function portKey({ port, protocol }: NetworkPort): string {
  return `${String(port).padStart(5, '0')}${protocol ?? 'TCP'}`;
}

function peersOf(target: NetworkTarget, node: NetworkNode): Wire<k8s.NetworkPolicyPeer>[] {
  return [
    ...(target.pods ?? []).map((group) => podPeer(group, node.namespace)),
    ...(target.cidrs ?? []).map((cidr) => ({ ipBlock: { cidr } })),
  ];
}

function podPeer(group: PodGroup, ownNamespace: string | undefined): Wire<k8s.NetworkPolicyPeer> {
  const podSelector = group.podLabels ? { matchLabels: sorted(group.podLabels) } : {};
  if (group.namespaceLabels) {
    return { namespaceSelector: { matchLabels: sorted(group.namespaceLabels) }, podSelector };
  }
  return group.namespace === undefined || group.namespace === ownNamespace
    ? { podSelector }
    : { namespaceSelector: { matchLabels: { [Label.NAMESPACE]: group.namespace } }, podSelector };
}

function ciliumSpec(
  cluster: Cluster,
  node: NetworkNode,
  halves: readonly HalfEdge[],
  callers: readonly HalfEdge[],
): Wire<CiliumNetworkPolicySpec> {
  const egress: NonNullable<Wire<CiliumNetworkPolicySpec>['egress']> = [];
  if (cluster.hostnameFiltering) {
    // Cilium learns the addresses of a name from the answers that pass its DNS proxy: without this rule no name matches.
    const dns = Object.entries(cluster.dnsPodLabels).map(([key, value]) => [`k8s:${key}`, value] as const);
    egress.push({
      toEndpoints: [
        { matchLabels: { 'k8s:io.kubernetes.pod.namespace': cluster.dnsNamespace, ...Object.fromEntries(dns) } },
      ],
      toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
    });
  }
  if (cluster.dnsNodeLocalAddress !== undefined) {
    // A cache on each node answers from its network, and Cilium knows addresses of nodes by name alone.
    const rules = cluster.hostnameFiltering ? { dns: [{ matchPattern: '*' }] } : undefined;
    egress.push({ toEntities: ['host'], toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules }] });
  }
  const hostnames = new Map<string, Set<string>>();
  for (const { other, ports } of halves) {
    if (other.hostname !== undefined) {
      const known = hostnames.get(other.hostname) ?? new Set<string>();
      ports.forEach((port) => known.add(`${port.port}/${port.protocol ?? 'TCP'}`));
      hostnames.set(other.hostname, known);
    }
  }
  for (const hostname of [...hostnames.keys()].sort()) {
    egress.push({
      toFQDNs: [hostname.includes('*') ? { matchPattern: hostname } : { matchName: hostname }],
      toPorts: [{ ports: [...(hostnames.get(hostname) ?? [])].sort().map(ciliumPort) }],
    });
  }
  if (halves.some(({ other }) => other.apiServer)) {
    const port = { port: String(cluster.apiServerPort), protocol: 'TCP' as const };
    egress.push({ toEntities: ['kube-apiserver'], toPorts: [{ ports: [port] }] });
  }
  const toNodes = portsOfNodes(halves);
  if (toNodes.length > 0) {
    egress.push({ toEntities: [...NODES], toPorts: [{ ports: toNodes }] });
  }
  const fromNodes = portsOfNodes(callers);
  return {
    endpointSelector: { matchLabels: { ...node.podLabels } },
    ingress: fromNodes.length > 0 ? [{ fromEntities: [...NODES], toPorts: [{ ports: fromNodes }] }] : undefined,
    egress,
  };
}

/** The API server runs on nodes, too, and these are known as it alone. */
const NODES: ('host' | 'remote-node' | 'kube-apiserver')[] = ['host', 'remote-node', 'kube-apiserver'];

function portsOfNodes(halves: readonly HalfEdge[]): ReturnType<typeof ciliumPort>[] {
  const ports = halves.flatMap(({ other, ports: opened }) =>
    other.nodes ? opened.map(({ port, protocol }) => `${port}/${protocol ?? 'TCP'}`) : [],
  );
  return [...new Set(ports)].sort().map(ciliumPort);
}

function ciliumPort(text: string): { port: string; protocol: 'TCP' | 'UDP' | 'SCTP' } {
  const [port, protocol] = text.split('/');
  return { port, protocol: protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP' };
}

function sorted(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
