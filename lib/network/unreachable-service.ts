import type { IConstruct } from 'constructs';
import { authorOf } from '../core/author';
import { diagnosticRegistry, reportWarning } from '../core/diagnostic-registry';
import { inspection } from '../core/inspection';
import { edgeGraph } from './edge-graph';
import { type Port, PortRole } from './port';

/** The rule of policies that reports a Service to which no policy admits a caller. */
export const REACHABLE_SERVICE_RULE = 'Production.ReachableService';

/** A Service, as far as it matters who reaches it. */
export interface ReachedService {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly Port[];
}

/**
 * Warns of a Service that no caller can reach, once all connections are known. Prometheus reaches metrics ports by itself:
 * where a Service has other ports, its way there does not count.
 */
export function warnIfUnreachable(scope: IConstruct, { name, namespace, selector, ports }: ReachedService): void {
  const served = ports.filter(({ role }) => role !== PortRole.METRICS);
  const wanted = served.length > 0 ? served : ports;
  const numbers = new Set(wanted.map((port) => keyOf(port.toNetworkPort())));
  diagnosticRegistry.of(scope).defer(() => {
    const graph = edgeGraph.of(scope);
    const workloads = graph.selectedBy(scope, namespace, selector);
    const open = workloads.flatMap((workload) => graph.ingressOf(workload).flatMap((edge) => edge.ports));
    const isReached = open.some((port) => numbers.has(keyOf(port)));
    const isReportedByPolicy = open.length === 0 && inspection.of(scope).inspector?.asks(scope, REACHABLE_SERVICE_RULE);
    if (workloads.length > 0 && numbers.size > 0 && !isReached && !isReportedByPolicy) {
      reportWarning(authorOf(scope), {
        property: `service ${name}`,
        value: `ports ${wanted.map((port) => port.name).join(', ')}, and no caller of them`,
        rule: 'the network policy of its pods admits no caller: every connection to it times out',
        fix: 'connect a caller (caller.connectTo(…), or endpoints: { URL: service.url() }), give it a route, or admit a caller outside this app: allowFrom(Peer.namespace(…)); or acknowledge it with the reason',
        id: 'unreachable-service',
      });
    }
  });
}

function keyOf({ port, protocol }: { readonly port: number; readonly protocol?: string }): string {
  return `${port}/${protocol ?? 'TCP'}`;
}
