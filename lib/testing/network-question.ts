import type { AddressBlock } from './address-block';
import { blockContains, blocksOverlap, parseAddressBlock } from './address-block';

/** A port a container declares. */
export interface ContainerPort {
  readonly name: string | undefined;
  readonly number: number;
  readonly protocol: string;
}

/** A pod, as policies see it. */
export interface PodPeer {
  readonly type: 'pod';
  readonly title: string;
  /** Whether the manifests hold its workload; others are only described by the question. */
  readonly held: boolean;
  readonly namespace: string;
  readonly labels: Record<string, string>;
  readonly namespaceLabels: Record<string, string>;
  readonly serviceAccount: string;
  readonly ports: ContainerPort[];
  /** Whether it has the address of its node: policies neither select it nor know it as a pod. */
  readonly usesHostNetwork?: boolean;
}

/** The nodes of the cluster, for a data plane that knows them by name. */
export interface NodesPeer {
  readonly type: 'remote-node';
  readonly title: string;
}

/** Addresses outside the cluster. */
export interface AddressPeer {
  readonly type: 'address';
  readonly title: string;
  readonly block: AddressBlock;
}

/** A host outside the cluster that is known by name only. */
export interface HostnamePeer {
  readonly type: 'hostname';
  readonly title: string;
  readonly hostname: string;
}

/** The API server of the cluster. */
export interface ApiServerPeer {
  readonly type: 'kube-apiserver';
  readonly title: string;
}

/** One end of a connection. */
export type Peer = PodPeer | NodesPeer | AddressPeer | HostnamePeer | ApiServerPeer;

/** The two sides of a connection at which policies act. */
export type Direction = 'ingress' | 'egress';

/**
 * How much of a range of addresses has to be matched: `all` to be sure that a connection is allowed, `some` to be
 * sure that it is not.
 */
export type Coverage = 'all' | 'some';

/** What is asked of the rules of a policy. */
export interface RuleQuestion {
  /** The end of the connection that the policy does not select. */
  readonly peer: Peer;
  /** The end whose port is asked about; named ports are looked up there. */
  readonly destination: Peer;
  readonly port: number;
  readonly protocol: string;
  readonly coverage: Coverage;
  /** Whether Cilium sees the pod's DNS answers for the host name that is asked about. */
  readonly observesName: boolean;
}

/** A rule of a policy, ready to be asked. */
export interface CompiledRule {
  /** What a message calls it, such as `ingress rule 1`. */
  readonly title: string;
  /** Whether it refuses what it matches, whatever else allows it. */
  readonly refuses: boolean;
  matches(question: RuleQuestion): boolean;
}

/** A policy, ready to be asked. */
export interface CompiledPolicy {
  /** Kind and name. */
  readonly title: string;
  selects(pod: PodPeer): boolean;
  /** Whether the policy says anything about a direction. */
  concerns(direction: Direction): boolean;
  /** Whether a pod that it selects is closed in a direction but for what rules allow. */
  isolates(direction: Direction): boolean;
  rules(direction: Direction): CompiledRule[];
  /** Whether the policy lets Cilium see the DNS answers for a name. */
  observes(hostname: string): boolean;
}

/** Whether a range with exceptions matches a peer. Pods never do: their addresses are not known to the manifests. */
export function rangeMatches(cidr: string, exceptions: string[], peer: Peer, coverage: Coverage): boolean {
  const block = parseAddressBlock(cidr);
  if (block === undefined) {
    return false;
  }
  if (peer.type === 'hostname') {
    return block.prefix === 0 && (coverage === 'some' || exceptions.length === 0);
  }
  if (peer.type !== 'address') {
    return false;
  }
  const excepted = exceptions.map(parseAddressBlock).filter((exception) => exception !== undefined);
  return coverage === 'all'
    ? blockContains(block, peer.block) && !excepted.some((exception) => blocksOverlap(exception, peer.block))
    : blocksOverlap(block, peer.block) && !excepted.some((exception) => blockContains(exception, peer.block));
}

/** Whether a destination declares a port of this name with the number and protocol that are asked about. */
export function namedPortMatches(name: string, question: RuleQuestion): boolean {
  return (
    question.destination.type === 'pod' &&
    question.destination.ports.some(
      (port) => port.name === name && port.number === question.port && port.protocol === question.protocol,
    )
  );
}
