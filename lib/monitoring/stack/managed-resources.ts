import { parseQuantity } from '../../core/quantity';
import { type ResolvedResources, resolveResources } from '../../workload/resolved-resources';
import type { Resources } from '../../workload/resources';

/** What a container asks for where settings do not say. */
export interface DefaultAmounts {
  readonly cpuRequest: string;
  readonly cpuLimit: string;
  readonly memoryRequest: string;
  readonly memoryLimit: string;
}

/** The resources of a container: its settings, and its own defaults where they say nothing. */
export function resourcesOf(resources: Resources | undefined, defaults: DefaultAmounts): ResolvedResources {
  const { requests = {}, limits = {} } = resources ?? {};
  return resolveResources(
    {
      ...resources,
      requests: {
        ...requests,
        cpu: requests.cpu ?? smaller(defaults.cpuRequest, limits.cpu),
        memory: requests.memory ?? smaller(defaults.memoryRequest, limits.memory),
      },
      limits: {
        ...limits,
        cpu: limits.cpu ?? larger(defaults.cpuLimit, requests.cpu),
        memory: limits.memory ?? larger(defaults.memoryLimit, requests.memory),
      },
    },
    0,
  );
}

/** What the program that reloads configuration takes: it watches files, and says so. */
export function reloaderResources(): ResolvedResources {
  return resourcesOf(undefined, {
    cpuRequest: '10m',
    cpuLimit: '100m',
    memoryRequest: '50Mi',
    memoryLimit: '50Mi',
  });
}

/** The bytes of a claim; 0 where it is no quantity, which is reported elsewhere. */
export function claimedBytes(size: string): number {
  const bytes = parseQuantity(size);
  return bytes !== undefined && bytes > 0 && Number.isInteger(bytes) ? bytes : 0;
}

function smaller(own: string, limit: string | undefined): string {
  return limit !== undefined && (parseQuantity(limit) ?? Infinity) < (parseQuantity(own) ?? 0) ? limit : own;
}

function larger(own: string, request: string | undefined): string {
  return request !== undefined && (parseQuantity(request) ?? 0) > (parseQuantity(own) ?? 0) ? request : own;
}
