import type { IConstruct } from 'constructs';
import { reportWarning } from '../core/diagnostic-registry';
import { edgeGraph } from '../network/edge-graph';
import type { WorkloadPlan } from './workload-plan';

/** Warns of a task that holds credentials and that its network policy lets reach nothing but DNS. */
export function checkTaskConnections(scope: IConstruct, { controller, bundles, props }: WorkloadPlan): void {
  // Policies do not hold for pods on the network of their node.
  if (controller.isService || bundles.length === 0 || props.hostNetwork?.trim()) {
    return;
  }
  const graph = edgeGraph.of(scope);
  if (graph.peersOf(scope).length === 0 && graph.egressOf(scope).length === 0) {
    reportWarning(scope, {
      property: 'connectTo',
      value: `no connection, with credentials of ${bundles.map(({ source }) => source.secretName).join(', ')}`,
      rule: 'the network policy of a task lets it reach what it is connected to and DNS: a task with credentials that logs in anywhere fails',
      fix: 'use url() of the store in endpoints, or connect the task: connectTo; or acknowledge that it uses the credentials without the network',
      id: 'task-without-connection',
    });
  }
}
