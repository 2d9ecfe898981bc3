import { formatBytes, formatCpu, parseQuantity } from '../core/quantity';
import type { CapacityDemand, PodCapacity } from './capacity';

/** What a container gets in a namespace of ours where it says nothing: the pod of an operator, for example. */
export const CONTAINER_DEFAULTS = {
  request: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
  limit: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1Gi' },
};

/** More than any cluster has, and no more than a quantity can say. */
const MOST_CORES = 2 ** 43;
const MOST_BYTES = 2 ** 62;

/** What a pod takes of a namespace of ours whose container says nothing. */
export function defaultPod(): PodCapacity {
  return {
    cpuRequest: value(CONTAINER_DEFAULTS.request.cpu),
    cpuLimit: value(CONTAINER_DEFAULTS.limit.cpu),
    memoryRequest: value(CONTAINER_DEFAULTS.request.memory),
    memoryLimit: value(CONTAINER_DEFAULTS.limit.memory),
    storageRequest: value(CONTAINER_DEFAULTS.request['ephemeral-storage']),
    storageLimit: value(CONTAINER_DEFAULTS.limit['ephemeral-storage']),
  };
}

/** With the maximum and a surge alone, two pods that are slow to terminate stop a rollout. */
export function quotaOf(demands: readonly CapacityDemand[], headroom: number): Record<string, string> {
  const all = [...demands, { pods: 1, pod: defaultPod(), claims: 0, claimedBytes: 0 }];
  const total = (of: (demand: CapacityDemand) => number): number =>
    all.reduce((sum, demand) => sum + sound(of(demand)), 0) * (headroom >= 1 ? headroom : 1);
  const cores = (of: (demand: CapacityDemand) => number): string => formatCpu(Math.min(total(of), MOST_CORES));
  const bytes = (of: (demand: CapacityDemand) => number): string => formatBytes(Math.min(total(of), MOST_BYTES));
  const hard: Record<string, string> = {
    pods: String(Math.ceil(total((demand) => demand.pods))),
    'requests.cpu': cores((demand) => demand.pods * demand.pod.cpuRequest),
    // Under a quota of limits the API server refuses every pod without one.
    ...(limitsCpu(demands) ? { 'limits.cpu': cores((demand) => demand.pods * (demand.pod.cpuLimit ?? 0)) } : {}),
    'requests.memory': bytes((demand) => demand.pods * demand.pod.memoryRequest),
    'limits.memory': bytes((demand) => demand.pods * demand.pod.memoryLimit),
    'requests.ephemeral-storage': bytes((demand) => demand.pods * demand.pod.storageRequest),
    'limits.ephemeral-storage': bytes((demand) => demand.pods * demand.pod.storageLimit),
  };
  const claims = Math.ceil(total((demand) => demand.claims));
  return claims === 0
    ? hard
    : {
        ...hard,
        persistentvolumeclaims: String(claims),
        'requests.storage': bytes((demand) => demand.claimedBytes),
      };
}

/** Whether every container has a limit of the CPU: one without is so on purpose, and must not get one from here. */
export function limitsCpu(demands: readonly CapacityDemand[]): boolean {
  return demands.every(({ pod }) => pod.cpuLimit !== undefined);
}

/** What is no amount is reported where it was written; a throw here would hide all findings. */
function sound(amount: number): number {
  return amount >= 0 && Number.isFinite(amount) ? amount : 0;
}

function value(quantity: string): number {
  return parseQuantity(quantity) ?? 0;
}
