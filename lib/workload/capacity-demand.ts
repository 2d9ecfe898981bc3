import { MAX_PODS } from '../core/numbers';
import type { CapacityDemand } from '../environment/capacity';
import { podCapacity } from './resolved-resources';
import { runningContainers, type WorkloadPlan } from './workload-plan';

/**
 * What a workload takes of its namespace when it is largest: what runs at the maximum, a surge, and a whole generation
 * that is still terminating. A task is one pod, and one of the run before.
 */
export function capacityDemand(plan: WorkloadPlan): CapacityDemand {
  const { controller } = plan;
  const wanted = plan.bounds?.max ?? (controller.isService ? plan.replicas : 1);
  const most = Math.min(Math.max(wanted, 1), MAX_PODS);
  const claimed = plan.claims.reduce((sum, volume) => sum + volume._claimedBytes, 0);
  return {
    pods: most + controller._surge(most) + most,
    pod: podCapacity(
      runningContainers(plan).map(({ resolvedResources }) => resolvedResources),
      plan.inits.map(({ resolvedResources }) => resolvedResources),
    ),
    claims: most * plan.claims.length,
    claimedBytes: most * claimed,
  };
}
