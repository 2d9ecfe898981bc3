import { parseQuantity } from '../core/quantity';
import type { Resources } from '../workload/resources';

/** What a store asks for where its settings do not say. */
export interface StoreAmounts {
  readonly cpuRequest: string;
  readonly cpuLimit: string;
  /** Asked for as a whole: a store is the last to be evicted. */
  readonly memory: string;
}

/** The resources of a store with its own defaults. */
export function storeResources(resources: Resources | undefined, amounts: StoreAmounts): Resources {
  const { requests, limits, ...rest } = resources ?? {};
  const memory = limits?.memory ?? requests?.memory ?? amounts.memory;
  return {
    ...rest,
    requests: { cpu: outer(amounts.cpuRequest, limits?.cpu, Math.min), memory, ...requests },
    limits: { cpu: outer(amounts.cpuLimit, requests?.cpu, Math.max), memory, ...limits },
  };
}

/** The bytes of a quantity; undefined where it is none, which is reported elsewhere. */
export function bytesOf(quantity: string | undefined): number | undefined {
  const bytes = parseQuantity(quantity ?? '');
  return bytes !== undefined && bytes > 0 && bytes <= LARGEST ? Math.floor(bytes) : undefined;
}

const LARGEST = 2 ** 50;

function outer(amount: string, given: string | undefined, choose: (a: number, b: number) => number): string {
  const own = parseQuantity(amount) ?? 0;
  const other = parseQuantity(given ?? '') ?? own;
  return given === undefined || choose(own, other) === own ? amount : given;
}
