import type { Json, JsonObject } from '../core/json';
import { selectorMatches } from './label-selector';
import { mappingsIn, nameOf, namespaceOf, stringOrNone, stringsIn, valueAt } from './manifest-fields';
import type { CompiledPolicy, Direction, RuleQuestion } from './network-question';
import { namedPortMatches, rangeMatches } from './network-question';

/** Reads a `NetworkPolicy` of `networking.k8s.io/v1`. */
export function compileNetworkPolicy(object: JsonObject): CompiledPolicy {
  const namespace = namespaceOf(object);
  const directions = directionsOf(object);
  return {
    title: `NetworkPolicy ${nameOf(object)}`,
    selects: (pod) =>
      pod.namespace === namespace && selectorMatches(valueAt(object, 'spec', 'podSelector'), pod.labels),
    concerns: (direction) => directions.has(direction),
    isolates: (direction) => directions.has(direction),
    rules: (direction) =>
      mappingsIn(valueAt(object, 'spec', direction)).map((rule, index) => ({
        title: `${direction} rule ${index + 1}`,
        refuses: false,
        matches: (question) =>
          peersMatch(rule[direction === 'ingress' ? 'from' : 'to'], namespace, question) &&
          portsMatch(rule.ports, question),
      })),
    observes: () => false,
  };
}

function directionsOf(object: JsonObject): Set<Direction> {
  const stated = stringsIn(valueAt(object, 'spec', 'policyTypes'));
  if (stated.length > 0) {
    return new Set((['ingress', 'egress'] as const).filter((direction) => stated.includes(policyTypes[direction])));
  }
  return new Set(mappingsIn(valueAt(object, 'spec', 'egress')).length > 0 ? ['ingress', 'egress'] : ['ingress']);
}

const policyTypes: Record<Direction, string> = { ingress: 'Ingress', egress: 'Egress' };

function peersMatch(value: Json | undefined, namespace: string, question: RuleQuestion): boolean {
  const peers = mappingsIn(value);
  return peers.length === 0 || peers.some((peer) => peerMatches(peer, namespace, question));
}

function peerMatches(term: JsonObject, namespace: string, { peer, coverage }: RuleQuestion): boolean {
  if (term.ipBlock !== undefined) {
    const cidr = stringOrNone(valueAt(term.ipBlock, 'cidr')) ?? '';
    return rangeMatches(cidr, stringsIn(valueAt(term.ipBlock, 'except')), peer, coverage);
  }
  if (peer.type !== 'pod' || (term.podSelector === undefined && term.namespaceSelector === undefined)) {
    return false;
  }
  const namespaceMatches =
    term.namespaceSelector === undefined
      ? peer.namespace === namespace
      : selectorMatches(term.namespaceSelector, peer.namespaceLabels);
  return namespaceMatches && selectorMatches(term.podSelector, peer.labels);
}

function portsMatch(value: Json | undefined, question: RuleQuestion): boolean {
  const ports = mappingsIn(value);
  return ports.length === 0 || ports.some((port) => portMatches(port, question));
}

function portMatches({ port, endPort, protocol }: JsonObject, question: RuleQuestion): boolean {
  if ((protocol ?? 'TCP') !== question.protocol) {
    return false;
  }
  if (typeof port === 'string') {
    return namedPortMatches(port, question);
  }
  if (typeof port !== 'number') {
    return true;
  }
  return port <= question.port && question.port <= (typeof endPort === 'number' ? endPort : port);
}
