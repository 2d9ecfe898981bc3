import { MAX_PODS } from '../core/numbers';
import { parseQuantity } from '../core/quantity';
import type { CapacityDemand } from '../environment/capacity';
import type { Cluster } from '../environment/cluster';
import { RESOURCES } from '../scaling/vertical-resources';
import type { PreparedContainer } from './container-spec';
import { podCapacity, type ResolvedResources } from './resolved-resources';
import { initContainersOf, ordinaryContainersOf } from './sidecars';
import type { WorkloadPlan } from './workload-plan';

/**
 * What a workload takes of its namespace when it is largest: what runs at the maximum, a surge, and a whole generation
 * that is still terminating. A task is one pod, and one of the run before. Whoever makes pods larger by themselves is
 * counted with the largest.
 */
export function capacityDemand(plan: WorkloadPlan, cluster: Cluster): CapacityDemand {
  const { controller } = plan;
  const wanted = controller._nodes ?? plan.bounds?.max ?? (controller.isService ? plan.replicas : 1);
  const most = Math.min(Math.max(wanted, 1), MAX_PODS);
  const claimed = plan.claims.reduce((sum, volume) => sum + volume._claimedBytes, 0);
  return {
    pods: most + controller._surge(most) + most,
    pod: podCapacity(
      ordinaryContainersOf(plan).map((container) => largestResources(plan, container, cluster)),
      initContainersOf(plan).map(({ resolvedResources, isNativeSidecar }) => ({
        ...resolvedResources,
        isNativeSidecar,
      })),
    ),
    claims: most * plan.claims.length,
    claimedBytes: most * claimed,
  };
}

/** What a container has where its VerticalPodAutoscaler gives it the most. Its limits keep their proportion. */
function largestResources(
  { props, main }: WorkloadPlan,
  { name, resolvedResources: { requests, limits } }: PreparedContainer,
  cluster: Cluster,
): ResolvedResources {
  const { verticalScaling } = props;
  const bounds =
    verticalScaling?.isActive && cluster.verticalPodAutoscaler
      ? verticalScaling._containers(main.name).find(([container]) => container === name)?.[1]
      : undefined;
  const largest = { requests: { ...requests }, limits: { ...limits } };
  for (const resource of RESOURCES) {
    const most = parseQuantity(bounds?.[resource]?.max ?? '') ?? 0;
    const request = parseQuantity(requests[resource]) ?? 0;
    const limit = parseQuantity(limits[resource] ?? '');
    if (most > request && request > 0) {
      largest.requests[resource] = inBaseUnits(most);
      if (limit !== undefined) {
        largest.limits[resource] = inBaseUnits((limit * most) / request);
      }
    }
  }
  return largest;
}

/** As a quantity without a suffix. */
function inBaseUnits(amount: number): string {
  return String(amount);
}
