import type { JsonObject } from '../core/json';
import type { Cluster } from '../environment/cluster';
import { compileCiliumPolicy } from './cilium-policy';
import { compileNetworkPolicy } from './kubernetes-policy';
import { kindOf, stringOrNone } from './manifest-fields';
import { NetworkInventory } from './network-inventory';
import type { CompiledPolicy, Coverage, Direction, Peer, PodPeer, RuleQuestion } from './network-question';

/** What one side of a connection says. */
export interface SideVerdict {
  readonly direction: Direction;
  /** The pod on this side. */
  readonly pod: string;
  readonly allowed: boolean;
  readonly reason: string;
  /** The policies that select the pod and speak about the direction. */
  readonly policies: string[];
}

/** Whether a connection of one protocol is allowed. Sides at which no policy can act are left out. */
export interface Verdict {
  /** Port and protocol, such as `5432/TCP`. */
  readonly port: string;
  readonly allowed: boolean;
  readonly sides: SideVerdict[];
}

const protocols = ['TCP', 'UDP', 'SCTP'];

/** Which connections the network policies of a set of manifests allow. */
export class NetworkModel {
  private readonly inventory: NetworkInventory;
  private readonly policies: CompiledPolicy[];

  /** @param cluster what the names of the cluster's own stand for; undefined where there are several clusters */
  public constructor(objects: JsonObject[], cluster: Cluster | undefined) {
    this.inventory = new NetworkInventory(objects, cluster);
    this.policies = objects.flatMap(compilePolicies);
  }

  /**
   * Judges a connection: one verdict for each protocol that is meant, between all that is named.
   *
   * @param protocol the one that is meant; without it TCP, and UDP too towards `dns`
   * @param coverage `all` to learn whether everything that is asked about is allowed, `some` whether anything is
   * @throws Error where the question names nothing that can be judged
   */
  public judge(
    source: string,
    destination: string,
    port: number,
    protocol: string | undefined,
    coverage: Coverage,
  ): Verdict[] {
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Error(`${port} is not a port: give a whole number from 1 to 65535.`);
    }
    if (protocol !== undefined && !protocols.includes(protocol)) {
      throw new Error(`${protocol} is not a protocol: give ${protocols.join(', ')}.`);
    }
    const from = this.inventory.peers(source);
    const to = this.inventory.peers(destination);
    if (from.some(({ type }) => type === 'hostname')) {
      throw new Error(`${source} cannot be a source: policies know host names of destinations only.`);
    }
    if (!from.some(isHeld) && !to.some(isHeld)) {
      throw new Error(`Neither ${source} nor ${destination} is a workload of these manifests.`);
    }
    const meant = protocol === undefined ? (destination === 'dns' ? ['UDP', 'TCP'] : ['TCP']) : [protocol];
    return meant.flatMap((one) =>
      from.flatMap((each) => to.map((other) => this.judgeProtocol(each, other, port, one, coverage))),
    );
  }

  private judgeProtocol(from: Peer, to: Peer, port: number, protocol: string, coverage: Coverage): Verdict {
    const target = this.inventory.destinationPort(to, port, protocol);
    const question = { destination: to, port: target, protocol, coverage };
    const judged = (pod: Peer, direction: Direction, other: Peer): SideVerdict[] =>
      pod.type === 'pod' && !pod.usesHostNetwork
        ? this.inventory.asSeen(other).map((peer) => this.judgeSide(pod, direction, { ...question, peer }))
        : [];
    const sides = [...judged(from, 'egress', to), ...judged(to, 'ingress', from)];
    return { port: `${target}/${protocol}`, allowed: sides.every((side) => side.allowed), sides };
  }

  private judgeSide(pod: PodPeer, direction: Direction, asked: Omit<RuleQuestion, 'observesName'>): SideVerdict {
    const selecting = this.policies.filter((policy) => policy.selects(pod) && policy.concerns(direction));
    const { peer } = asked;
    const observesName = peer.type === 'hostname' && this.observes(pod, peer.hostname);
    const question: RuleQuestion = { ...asked, observesName };
    const rules = selecting.flatMap((policy) => policy.rules(direction).map((rule) => ({ policy, rule })));
    const matching = rules.filter(({ rule }) => rule.matches(question));
    const [refusal] = matching.filter(({ rule }) => rule.refuses);
    const [permission] = matching.filter(({ rule }) => !rule.refuses);
    const verdict = (allowed: boolean, reason: string): SideVerdict => ({
      direction,
      pod: pod.title,
      allowed,
      reason,
      policies: unique(selecting.map((policy) => policy.title)),
    });

    if (refusal !== undefined) {
      return verdict(false, `refused by ${refusal.rule.title} of ${refusal.policy.title}`);
    }
    if (permission !== undefined) {
      return verdict(true, `allowed by ${permission.rule.title} of ${permission.policy.title}`);
    }
    if (selecting.length === 0) {
      return verdict(true, 'open, no policy selects it');
    }
    if (!selecting.some((policy) => policy.isolates(direction))) {
      return verdict(true, 'open, no policy that selects it denies by default');
    }
    const connection = `${asked.port}/${asked.protocol} ${direction === 'egress' ? 'to' : 'from'} ${peer.title}`;
    const named = rules.find(({ rule }) => !rule.refuses && rule.matches({ ...question, observesName: true }));
    if (named !== undefined) {
      return verdict(
        false,
        `${named.rule.title} of ${named.policy.title} allows ${connection} by name, ` +
          'but no rule with toPorts.rules.dns lets Cilium see the DNS answers for that name',
      );
    }
    const speaking = unique(rules.filter(({ rule }) => !rule.refuses).map(({ policy }) => policy.title));
    return verdict(
      false,
      speaking.length === 0
        ? `no policy that selects it has a rule that allows ${direction}`
        : `no rule of ${speaking.join(' or ')} allows ${connection}`,
    );
  }

  private observes(pod: PodPeer, hostname: string): boolean {
    return this.policies.some((policy) => policy.selects(pod) && policy.observes(hostname));
  }
}

/** The sides of a verdict, a line each, for a message. */
export function describeSides(verdict: Verdict): string {
  return verdict.sides
    .flatMap((side) => [
      `  ${side.direction} of ${side.pod}: ${side.reason}`,
      ...(side.policies.length > 0 ? [`    selected by ${side.policies.join(', ')}`] : []),
    ])
    .join('\n');
}

function compilePolicies(object: JsonObject): CompiledPolicy[] {
  const apiGroup = (stringOrNone(object.apiVersion) ?? '').split('/')[0];
  const kind = kindOf(object);
  if (apiGroup === 'networking.k8s.io' && kind === 'NetworkPolicy') {
    return [compileNetworkPolicy(object)];
  }
  const isCilium = kind === 'CiliumNetworkPolicy' || kind === 'CiliumClusterwideNetworkPolicy';
  return isCilium ? compileCiliumPolicy(object) : [];
}

function isHeld(peer: Peer): boolean {
  return peer.type === 'pod' && peer.held;
}

function unique(items: string[]): string[] {
  return [...new Set(items)];
}
