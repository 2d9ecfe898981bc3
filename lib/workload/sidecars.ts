import type { PreparedContainer } from './container-spec';
import type { WorkloadPlan } from './workload-plan';

/**
 * The init containers of a pod, in the order in which Kubernetes starts them. Native sidecars come first, so that init
 * containers can use them; those that prepare something for the sidecars come before.
 */
export function initContainersOf({ inits, sidecars }: WorkloadPlan): readonly PreparedContainer[] {
  return [
    ...inits.filter(({ isBeforeSidecars }) => isBeforeSidecars),
    ...sidecars.filter(({ isNativeSidecar }) => isNativeSidecar),
    ...inits.filter(({ isBeforeSidecars }) => !isBeforeSidecars),
  ];
}

/** The containers of a pod that start together, after all init containers. */
export function ordinaryContainersOf({ main, sidecars }: WorkloadPlan): readonly PreparedContainer[] {
  return [main, ...sidecars.filter(({ isNativeSidecar }) => !isNativeSidecar)];
}
