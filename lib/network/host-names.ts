import type { IConstruct } from 'constructs';
import { isIPv4, isIPv6 } from 'net';
import type { ServiceReference } from '../contracts/network-peer';
import { isDnsLabel } from '../core/dns-name';
import { findService } from './service-registry';

/** Why a peer cannot be written, and what to do. */
export interface PeerProblem {
  readonly value: string;
  readonly rule: string;
  readonly fix: string;
}

/** What a host name turns out to be. */
export interface NamedHost {
  /** The name in lower case, as policies have it; a pattern where it contains `*`. */
  readonly hostname?: string;
  /** The Service of the cluster that it names. */
  readonly service?: ServiceReference;
  readonly problem?: PeerProblem;
}

/** Labels of `matchPattern` of Cilium: `*` stands for any characters of one label. */
const PATTERN_LABEL = /^(?:[a-z0-9*](?:[a-z0-9_*-]*[a-z0-9*])?)$/;
const HOST_LABEL = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?)$/;
const LONGEST_NAME = 253;

/** The names that Kubernetes' DNS gives to Services and to pods behind them, in whatever domain the cluster has. */
const SERVICE_NAME = /^(?:[^.]+\.)?([^.]+)\.([^.]+)\.svc(?:\..+)?$/;

/** Reads a host name as a workload would look it up. */
export function readHostName(workload: IConstruct, given: string): NamedHost {
  const hostname = given.toLowerCase().replace(/\.$/, '');
  const problem = nameProblem(given, hostname);
  if (problem) {
    return { problem };
  }
  const service = serviceOf(workload, hostname);
  if (service) {
    return { service };
  }
  const [name, within, ...more] = hostname.split('.');
  return more.length > 0 || given.endsWith('.') || TOP_LEVEL_DOMAINS.test(within)
    ? { hostname }
    : {
        problem: {
          value: JSON.stringify(given),
          rule: `it reads as the Service ${name} of the namespace ${within}, which no rule for host names matches`,
          fix: `use Peer.service('${name}', { namespace: '${within}', … }); a host outside the cluster has a dot at its end: '${hostname}.'`,
        },
      };
}

/** Last labels of names of two that are hosts, not namespaces: countries, and what is usual in and around clusters. */
const TOP_LEVEL_DOMAINS =
  /^(?:[a-z]{2}|com|net|org|info|biz|dev|app|cloud|tech|online|network|systems|services|exchange|trade|trading|markets|finance|bank|internal|local|lan|corp|home|intranet|example|test|invalid)$/;

function nameProblem(given: string, hostname: string): PeerProblem | undefined {
  const problem = (rule: string, fix: string): PeerProblem => ({ value: JSON.stringify(given), rule, fix });
  const bare = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/:?#]*)/.exec(hostname)?.[1] ?? '';
  if (hostname.trim() === '') {
    return problem('a host has a name', 'give its DNS name, such as api.example.com');
  }
  if (isIPv4(hostname) || isIPv6(hostname)) {
    const block = `${hostname}/${isIPv4(hostname) ? 32 : 128}`;
    return problem('an address is no host name', `use Peer.cidr('${block}', …)`);
  }
  if (/[:/?#]/.test(hostname)) {
    return problem('a host name has no scheme, port or path', `give '${bare}', and the port as an option`);
  }
  if (hostname === 'localhost') {
    return problem('it is the pod itself, which no policy closes', 'write the address into a variable, without a peer');
  }
  if (/(^|\.)pod(\..+)?$/.test(hostname) && hostname.split('.').length >= 3) {
    return problem('the name of a pod changes with its address', "name the Service before it: Peer.service('…', …)");
  }
  const label = hostname.includes('*') ? PATTERN_LABEL : HOST_LABEL;
  return hostname.length <= LONGEST_NAME && hostname.split('.').every((part) => part.length <= 63 && label.test(part))
    ? undefined
    : problem(
        'it is no DNS name: labels of letters, digits and -, at most 63 each and 253 together',
        'correct the name; * stands for the characters of one label',
      );
}

/** The Service that a name is beyond doubt: `name`, `name.namespace.svc`, or a pod behind it, in any domain. */
export function namedService(hostname: string): ServiceReference | undefined {
  const [, name, namespace] = SERVICE_NAME.exec(hostname) ?? [];
  if (name !== undefined) {
    return { name, namespace };
  }
  return isDnsLabel(hostname) && hostname !== 'localhost' ? { name: hostname } : undefined;
}

/** A rule for host names matches no pod: a name of the cluster is a Service, whatever it is written like. */
function serviceOf(workload: IConstruct, hostname: string): ServiceReference | undefined {
  const named = namedService(hostname);
  if (named) {
    return named;
  }
  const labels = hostname.split('.');
  // Two labels may be a Service and its namespace, or a host in the internet: a Service that is known decides.
  const reference = { name: labels[0], namespace: labels[1] };
  return labels.length === 2 && findService(workload, reference) ? reference : undefined;
}
