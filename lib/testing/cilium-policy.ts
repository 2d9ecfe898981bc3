import type { Json, JsonObject } from '../core/json';
import { hostnameEquals, hostnameMatches } from './hostname-pattern';
import { selectorKeys, selectorMatches } from './label-selector';
import { kindOf, mappingsIn, nameOf, namespaceOf, stringOrNone, stringsIn, valueAt } from './manifest-fields';
import type {
  CompiledPolicy,
  CompiledRule,
  Coverage,
  Direction,
  Peer,
  PodPeer,
  RuleQuestion,
} from './network-question';
import { namedPortMatches, rangeMatches } from './network-question';

const podNamespaceKey = 'io.kubernetes.pod.namespace';
const namespaceLabelPrefix = 'io.cilium.k8s.namespace.labels.';
const serviceAccountKey = 'io.cilium.k8s.policy.serviceaccount';

/** What limits a rule to some peers; a rule with none of these speaks about all of them. */
const peerFields: Record<Direction, string[]> = {
  ingress: ['fromEndpoints', 'fromEntities', 'fromCIDR', 'fromCIDRSet'],
  egress: ['toEndpoints', 'toEntities', 'toCIDR', 'toCIDRSet', 'toFQDNs'],
};

/** What needs knowledge that manifests do not hold. */
const unjudgedFields: Record<Direction, string[]> = {
  ingress: ['fromRequires', 'fromGroups', 'fromNodes'],
  egress: ['toRequires', 'toServices', 'toGroups', 'toNodes'],
};

/** Reads a `CiliumNetworkPolicy` or `CiliumClusterwideNetworkPolicy` of `cilium.io/v2`: one policy for each spec. */
export function compileCiliumPolicy(object: JsonObject): CompiledPolicy[] {
  const scope = kindOf(object) === 'CiliumNetworkPolicy' ? namespaceOf(object) : undefined;
  const title = `${kindOf(object)} ${nameOf(object)}`;
  return [...mappingsIn([object.spec ?? null]), ...mappingsIn(object.specs)]
    .filter((spec) => spec.endpointSelector !== undefined)
    .map((spec) => compileSpec(spec, scope, title));
}

function compileSpec(spec: JsonObject, scope: string | undefined, title: string): CompiledPolicy {
  const rules = (direction: Direction): CompiledRule[] => [
    ...mappingsIn(spec[direction]).map((rule, index) => ({
      title: `${direction} rule ${index + 1}`,
      refuses: false,
      matches: (question: RuleQuestion) => ruleMatches(rule, direction, scope, title, question, question.coverage),
    })),
    ...mappingsIn(spec[`${direction}Deny`]).map((rule, index) => ({
      title: `${direction}Deny rule ${index + 1}`,
      refuses: true,
      // To be sure that a range is open, no part of it may be refused, and the other way round.
      matches: (question: RuleQuestion) =>
        ruleMatches(rule, direction, scope, title, question, question.coverage === 'all' ? 'some' : 'all'),
    })),
  ];
  const isolates = (direction: Direction): boolean => {
    const stated = valueAt(spec, 'enableDefaultDeny', direction);
    return typeof stated === 'boolean' ? stated : rules(direction).length > 0;
  };
  return {
    title,
    selects: (pod) =>
      (scope === undefined || pod.namespace === scope) && endpointMatches(spec.endpointSelector, undefined, pod),
    concerns: (direction) => isolates(direction) || rules(direction).length > 0,
    isolates,
    rules,
    observes: (hostname) =>
      mappingsIn(spec.egress)
        .flatMap((rule) => mappingsIn(rule.toPorts))
        .flatMap((ports) => mappingsIn(valueAt(ports, 'rules', 'dns')))
        .some((name) => nameMatches(name, hostname)),
  };
}

function ruleMatches(
  rule: JsonObject,
  direction: Direction,
  scope: string | undefined,
  title: string,
  question: RuleQuestion,
  coverage: Coverage,
): boolean {
  const unjudged = unjudgedFields[direction].find((field) => rule[field] !== undefined);
  if (unjudged !== undefined) {
    throw new Error(`${title} uses ${unjudged}, which cannot be judged from manifests alone.`);
  }
  if (rule.icmps !== undefined) {
    return false;
  }
  const limited = peerFields[direction].some((field) => rule[field] !== undefined);
  const ports = mappingsIn(rule.toPorts);
  if (!limited && ports.length === 0) {
    return false;
  }
  return (
    (!limited || peerMatches(rule, direction, scope, title, question, coverage)) &&
    (ports.length === 0 || ports.some((entry) => portsMatch(entry.ports, question)))
  );
}

function peerMatches(
  rule: JsonObject,
  direction: Direction,
  scope: string | undefined,
  title: string,
  { peer, observesName }: RuleQuestion,
  coverage: Coverage,
): boolean {
  const side = direction === 'ingress' ? 'from' : 'to';
  const ranges = mappingsIn(rule[`${side}CIDRSet`]);
  if (ranges.some((range) => range.cidr === undefined)) {
    throw new Error(`${title} uses ${side}CIDRSet without cidr, which cannot be judged from manifests alone.`);
  }
  return (
    mappingsIn(rule[`${side}Endpoints`]).some(
      (selector) => peer.type === 'pod' && endpointMatches(selector, scope, peer),
    ) ||
    stringsIn(rule[`${side}Entities`]).some((entity) => entityMatches(entity, peer)) ||
    stringsIn(rule[`${side}CIDR`]).some((cidr) => rangeMatches(cidr, [], peer, coverage)) ||
    ranges.some((range) => rangeMatches(stringOrNone(range.cidr) ?? '', stringsIn(range.except), peer, coverage)) ||
    (peer.type === 'hostname' &&
      observesName &&
      mappingsIn(rule.toFQDNs).some((name) => nameMatches(name, peer.hostname)))
  );
}

/** Whether a selector matches a pod; one that names no namespace is held to `scope`. */
function endpointMatches(selector: Json | undefined, scope: string | undefined, pod: PodPeer): boolean {
  const named = selectorKeys(selector)
    .map(plainKey)
    .some((key) => key === podNamespaceKey || key.startsWith(namespaceLabelPrefix));
  if (scope !== undefined && !named && pod.namespace !== scope) {
    return false;
  }
  const labels: Record<string, string> = {
    ...pod.labels,
    [podNamespaceKey]: pod.namespace,
    [serviceAccountKey]: pod.serviceAccount,
  };
  for (const [key, value] of Object.entries(pod.namespaceLabels)) {
    labels[`${namespaceLabelPrefix}${key}`] = value;
  }
  return selectorMatches(selector, labels, plainKey);
}

function plainKey(key: string): string {
  return key.replace(/^(?:k8s|any):/, '');
}

function entityMatches(entity: string, peer: Peer): boolean {
  switch (entity) {
    case 'all':
      return true;
    case 'cluster':
      return peer.type === 'pod' || peer.type === 'kube-apiserver' || peer.type === 'remote-node';
    case 'world':
      return peer.type === 'address' || peer.type === 'hostname';
    case 'world-ipv4':
    case 'world-ipv6':
      return peer.type === 'address' && entity === `world-${peer.block.family}`;
    default:
      return entity === peer.type;
  }
}

function nameMatches(name: JsonObject, hostname: string): boolean {
  return (
    (typeof name.matchName === 'string' && hostnameEquals(name.matchName, hostname)) ||
    (typeof name.matchPattern === 'string' && hostnameMatches(name.matchPattern, hostname))
  );
}

function portsMatch(value: Json | undefined, question: RuleQuestion): boolean {
  const ports = mappingsIn(value);
  return ports.length === 0 || ports.some((port) => portMatches(port, question));
}

function portMatches(entry: JsonObject, question: RuleQuestion): boolean {
  const protocol = (stringOrNone(entry.protocol) ?? 'ANY').toUpperCase();
  if (protocol !== 'ANY' && protocol !== question.protocol) {
    return false;
  }
  const text = String(entry.port ?? '0');
  if (!/^\d+$/.test(text)) {
    return namedPortMatches(text, question);
  }
  const first = Number(text);
  const last = typeof entry.endPort === 'number' && entry.endPort > 0 ? entry.endPort : first;
  return first === 0 || (first <= question.port && question.port <= last);
}
