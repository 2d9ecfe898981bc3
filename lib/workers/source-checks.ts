import type { IConstruct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import { reportError } from '../core/diagnostic-registry';
import type { IEventSource } from '../contracts/event-source';
import type { INetworkPeer } from '../contracts/network-peer';
import { edgeGraph } from '../network/edge-graph';
import type { QueueScaling } from '../scaling/queue-scaling';

const NO_WAY_TO_QUEUE = 'no-way-to-queue';

/** Reports a queue that decides how many pods work, and that none of them could take anything from. */
export function checkSources(worker: IConstruct, scaling: QueueScaling): void {
  if (acknowledgementsOf(worker).reasonFor(worker, NO_WAY_TO_QUEUE) !== undefined) {
    return;
  }
  scaling.triggers.forEach(({ _definition: { source, countsRunning } }, index) => {
    if (source && isPeer(source) && countsRunning !== undefined && !reaches(worker, source)) {
      reportError(worker, {
        property: `scaling.triggers[${index}]`,
        value: `a queue of ${source.construct.node.path}, to which the worker has no way`,
        rule: 'pods are started for work that they cannot fetch: the default deny stands between',
        fix: 'tell the program its address: endpoints: { BROKER_URL: queue.url() }; or connectTo(queue); or acknowledge it with the reason',
        id: NO_WAY_TO_QUEUE,
      });
    }
  });
}

/** An edge that cannot be written has a finding of its own, so what the author connected counts. */
function reaches(worker: IConstruct, source: IEventSource & INetworkPeer): boolean {
  const graph = edgeGraph.of(worker);
  return (
    graph.peersOf(worker).some((peer) => isSource(worker, source, peer.toNetworkTarget(worker))) ||
    graph.egressOf(worker).some(({ other }) => isSource(worker, source, other))
  );
}

/** Whether the other end of an edge is the one that a trigger asks. */
export function isSource(
  worker: IConstruct,
  source: IEventSource & INetworkPeer,
  { workload, description }: { readonly workload?: IConstruct; readonly description: string },
): boolean {
  return workload === source.construct || description === source.toNetworkTarget(worker).description;
}

/** Nobody can be told to connect to what is no peer. */
export function isPeer(source: IEventSource): source is IEventSource & INetworkPeer {
  return 'toNetworkTarget' in source;
}
