import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { formatBytes, parseQuantity } from '../core/quantity';
import type { PodCapacity } from '../environment/capacity';
import type { Resources } from './resources';

/** The resources of a container with every default filled in, in the words of the wire format. */
export interface ResolvedResources {
  readonly requests: Record<string, string>;
  readonly limits: Record<string, string>;
}

/** Ten MiB for each of the five files that the kubelet keeps of a container's log, by its defaults. */
const LOG_BYTES = 50 * 2 ** 20;
const LEAST_STORAGE_LIMIT = 2 ** 30;
/** A pebibyte. */
const LARGEST_AMOUNT = 2 ** 50;

/** What the logs of a container and its scratch spaces can take. */
function leastStorage(scratchBytes: number): number {
  return Math.max(LEAST_STORAGE_LIMIT, LOG_BYTES + scratchBytes);
}

/** Fills in what is not said. A request that is not said is never above the limit that is. */
export function resolveResources(resources: Resources | undefined, scratchBytes: number): ResolvedResources {
  const requests = resources?.requests ?? {};
  const limits = resources?.limits ?? {};
  const storage = formatBytes(leastStorage(scratchBytes));
  const limit = {
    cpu: limits.cpu ?? larger('500m', requests.cpu),
    memory: limits.memory ?? larger('256Mi', requests.memory),
    'ephemeral-storage': limits.ephemeralStorage ?? larger(storage, requests.ephemeralStorage),
  };
  const request = {
    cpu: requests.cpu ?? smaller('100m', limit.cpu),
    memory: requests.memory ?? smaller('128Mi', limit.memory),
    'ephemeral-storage': requests.ephemeralStorage ?? smaller('256Mi', limit['ephemeral-storage']),
  };
  const { cpu: _cpu, ...withoutCpu } = limit;
  return { requests: request, limits: resources?.withoutCpuLimit?.trim() ? withoutCpu : limit };
}

/** Reports amounts that do not parse, requests above limits, and a storage limit that a log would exceed. */
export function checkResources(
  scope: IConstruct,
  property: string,
  resources: ResolvedResources,
  scratchBytes: number,
): void {
  for (const [side, amounts] of Object.entries(resources) as [string, Record<string, string>][]) {
    for (const [name, text] of Object.entries(amounts)) {
      const amount = parseQuantity(text);
      if (amount === undefined || amount < 0) {
        reportError(scope, {
          property: `${property}.${side}.${fieldOf(name)}`,
          value: JSON.stringify(text),
          rule: 'it is no quantity of Kubernetes',
          fix: "write cores as '250m' or '2', bytes as '128Mi' or '1Gi'",
        });
      } else if (name !== 'cpu' && !Number.isInteger(amount)) {
        reportError(scope, {
          property: `${property}.${side}.${fieldOf(name)}`,
          value: JSON.stringify(text),
          rule: 'the API server takes whole bytes alone',
          fix: 'check the suffix: m are thousandths, Mi are mebibytes',
        });
      } else if (amount > LARGEST_AMOUNT) {
        reportError(scope, {
          property: `${property}.${side}.${fieldOf(name)}`,
          value: JSON.stringify(text),
          rule: 'no node has as much',
          fix: 'check the suffix: m are thousandths, Mi and Gi are bytes',
        });
      }
    }
  }
  for (const [name, text] of Object.entries(resources.requests)) {
    const limit = resources.limits[name];
    if (limit !== undefined && (parseQuantity(text) ?? 0) > (parseQuantity(limit) ?? Infinity)) {
      reportError(scope, {
        property: `${property}.requests.${fieldOf(name)}`,
        value: `${text}, with a limit of ${limit}`,
        rule: 'a request above its limit is refused by the API server',
        fix: `lower the request to at most ${limit}, or raise the limit`,
      });
    }
  }
  const storage = parseQuantity(resources.limits['ephemeral-storage']);
  const least = leastStorage(scratchBytes);
  if (storage !== undefined && storage < least) {
    reportError(scope, {
      property: `${property}.limits.ephemeralStorage`,
      value: resources.limits['ephemeral-storage'],
      rule: 'the limit covers the rotation of logs and every emptyDir, or a chatty pod is evicted',
      fix: `give at least '${formatBytes(least)}', or leave it out`,
    });
  }
}

/** The resources of an init container. */
export interface InitResources extends ResolvedResources {
  /** Whether it is a native sidecar, which runs on. */
  readonly isNativeSidecar?: boolean;
}

/**
 * What a pod takes, as Kubernetes counts it: its containers and native sidecars together, or an init container with the
 * native sidecars before it where that is more.
 */
export function podCapacity(containers: readonly ResolvedResources[], inits: readonly InitResources[]): PodCapacity {
  const of = (side: 'requests' | 'limits', name: string): number => {
    const amount = (resources: ResolvedResources): number => countable(resources[side][name] ?? '0');
    let sidecars = 0;
    let largest = 0;
    for (const init of inits) {
      largest = Math.max(largest, sidecars + amount(init));
      sidecars += init.isNativeSidecar ? amount(init) : 0;
    }
    return Math.max(
      largest,
      containers.reduce((sum, container) => sum + amount(container), sidecars),
    );
  };
  return {
    cpuRequest: of('requests', 'cpu'),
    cpuLimit: [...containers, ...inits].every(({ limits }) => limits.cpu !== undefined)
      ? of('limits', 'cpu')
      : undefined,
    memoryRequest: of('requests', 'memory'),
    memoryLimit: of('limits', 'memory'),
    storageRequest: of('requests', 'ephemeral-storage'),
    storageLimit: of('limits', 'ephemeral-storage'),
  };
}

/** What is no amount is reported elsewhere: the sums go on without it. */
function countable(text: string): number {
  const amount = parseQuantity(text) ?? 0;
  return amount >= 0 && amount <= LARGEST_AMOUNT ? amount : 0;
}

function fieldOf(name: string): string {
  return name === 'ephemeral-storage' ? 'ephemeralStorage' : name;
}

function larger(a: string, b: string | undefined): string {
  return b !== undefined && (parseQuantity(b) ?? 0) > (parseQuantity(a) ?? 0) ? b : a;
}

function smaller(a: string, b: string): string {
  return (parseQuantity(b) ?? Infinity) < (parseQuantity(a) ?? 0) ? b : a;
}
