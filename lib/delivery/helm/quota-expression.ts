import { canonical } from '../../core/canonical';
import type { Json } from '../../core/json';
import { formatBytes, formatCpu, parseQuantity } from '../../core/quantity';
import type { CapacityDemand, PodCapacity } from '../../environment/capacity';
import { CONTAINER_DEFAULTS, quotaOf } from '../../environment/quota';
import { linear, type Trial, type Unexplained } from './explain';
import { Expression, type LinearExpression } from './expression';
import type { Values } from './place-values';
import type { QuotaSource } from './rendering';
import { reference, valueAt, type ValuesPath } from './values-path';

/** The template that computes a quota. */
export const QUOTA_TEMPLATE = 'tradewind.quota';
/** The template that reads a quantity as a whole number of units. */
export const UNITS_TEMPLATE = 'tradewind.units';

const CPU_UNITS = 1000;
const MEBIBYTE = 2 ** 20;
/** Headrooms with more digits than this are not counted exactly. */
const HEADROOM_UNITS = 1000;

/** An amount of a resource: so many times a knob's quantity, and so much more. */
class Amount {
  constructor(
    private readonly units: number,
    readonly path: ValuesPath | undefined,
    private readonly factor: number,
    private readonly more: number,
  ) {}

  evaluate(values: Values): number {
    const quantity = this.path ? (parseQuantity(String(valueAt(values, this.path))) ?? 0) : 0;
    return this.factor * quantity + this.more;
  }

  /** A quantity, which the template of the quota reads, or a number of its units. */
  term(): string {
    const more = Math.round(this.more * this.units);
    if (!this.path) {
      return JSON.stringify(this.units === CPU_UNITS ? formatCpu(this.more) : bytes(this.more));
    }
    if (this.factor === 1 && more === 0) {
      return reference(this.path);
    }
    const value = `(include "${UNITS_TEMPLATE}" (list ${reference(this.path)} ${this.units}) | int64)`;
    return `(add (mul ${this.factor} ${value}) ${more})`;
  }
}

function bytes(amount: number): string {
  return amount % MEBIBYTE === 0 ? formatBytes(amount) : String(amount);
}

/** What one workload takes, and whose demand it is. */
export interface Demand {
  readonly owner: string;
  readonly pods: LinearExpression | number;
  readonly claims: LinearExpression | number;
  readonly amounts: Readonly<Partial<Record<AmountName, Amount>>>;
}

type AmountName = keyof PodCapacity | 'claimedBytes';

const UNITS: Readonly<Record<AmountName, number>> = {
  cpuRequest: CPU_UNITS,
  cpuLimit: CPU_UNITS,
  memoryRequest: 1,
  memoryLimit: 1,
  storageRequest: 1,
  storageLimit: 1,
  claimedBytes: 1,
};

const AMOUNTS = Object.keys(UNITS) as AmountName[];

/** The numbers of a quota: its declared formula, over what each workload takes. */
export class QuotaExpression extends Expression {
  readonly paths: readonly ValuesPath[];

  constructor(
    readonly demands: readonly Demand[],
    readonly headroom: number,
    private readonly conditions: ReadonlyMap<Demand, string> = new Map(),
  ) {
    super();
    this.paths = demands.flatMap(({ pods, claims, amounts }) => [
      ...[pods, claims].flatMap((count) => (typeof count === 'number' ? [] : count.paths)),
      ...Object.values(amounts).flatMap(({ path }) => (path ? [path] : [])),
    ]);
  }

  override evaluate(values: Values): Json {
    const demands = this.demands.map(({ pods, claims, amounts }): CapacityDemand => {
      const { claimedBytes, cpuLimit, ...pod } = amounts;
      const of = (amount: Amount | undefined): number => amount?.evaluate(values) ?? 0;
      return {
        pods: countOf(pods, values),
        claims: countOf(claims, values),
        claimedBytes: countOf(claims, values) * of(claimedBytes),
        pod: {
          cpuRequest: of(pod.cpuRequest),
          cpuLimit: cpuLimit?.evaluate(values),
          memoryRequest: of(pod.memoryRequest),
          memoryLimit: of(pod.memoryLimit),
          storageRequest: of(pod.storageRequest),
          storageLimit: of(pod.storageLimit),
        },
      };
    });
    return canonical(quotaOf(demands, this.headroom)) as Json;
  }

  override term(): string {
    const demands = [...this.demands, OPERATOR].map((demand) => demandTerm(demand, this.conditions.get(demand)));
    const headroom = Math.round(this.headroom * HEADROOM_UNITS);
    return `(include "${QUOTA_TEMPLATE}" (dict "headroom" ${headroom} "demands" (list${demands.join('')})))`;
  }
}

function countOf(count: LinearExpression | number, values: Values): number {
  return typeof count === 'number' ? count : Number(count.evaluate(values));
}

function demandTerm({ pods, claims, amounts }: Demand, condition: string | undefined): string {
  const fields = [
    ...(condition === undefined ? [] : [`"when" (${condition})`]),
    `"pods" ${countTerm(pods)}`,
    ...(claims === 0 ? [] : [`"claims" ${countTerm(claims)}`]),
    ...AMOUNTS.flatMap((name) => {
      const amount = amounts[name];
      return amount ? [`"${name}" ${amount.term()}`] : [];
    }),
  ];
  return `\n      (dict${fields.map((field) => `\n        ${field}`).join('')})`;
}

function countTerm(count: LinearExpression | number): string {
  return typeof count === 'number' ? String(count) : count.term();
}

const { request, limit } = CONTAINER_DEFAULTS;
const constant = (name: AmountName, quantity: string): Amount =>
  new Amount(UNITS[name], undefined, 0, parseQuantity(quantity) ?? 0);

/** What `quotaOf` adds: one pod of somebody else. */
const OPERATOR: Demand = {
  owner: '',
  pods: 1,
  claims: 0,
  amounts: {
    cpuRequest: constant('cpuRequest', request.cpu),
    cpuLimit: constant('cpuLimit', limit.cpu),
    memoryRequest: constant('memoryRequest', request.memory),
    memoryLimit: constant('memoryLimit', limit.memory),
    storageRequest: constant('storageRequest', request['ephemeral-storage']),
    storageLimit: constant('storageLimit', limit['ephemeral-storage']),
  },
};

/** The formula of a quota that was rendered with each set of values. What follows by more is collected. */
export function explainQuota(
  samples: readonly QuotaSource[],
  trial: Trial,
  unexplained: Unexplained[],
  path: Unexplained['path'],
): QuotaExpression | undefined {
  const [{ headroom, demands }] = samples;
  const owners = demands.map(({ owner }) => owner);
  if (samples.some((sample) => sample.demands.map(({ owner }) => owner).join() !== owners.join())) {
    unexplained.push({ path: [...path, 'demands'] });
    return undefined;
  }
  const explained = owners.map((owner, index) =>
    explainDemand(
      owner,
      samples.map((sample) => sample.demands[index].demand),
      trial,
      unexplained,
      [...path, 'demands', index, 'demand'],
    ),
  );
  return new QuotaExpression(explained, headroom);
}

function explainDemand(
  owner: string,
  samples: readonly CapacityDemand[],
  trial: Trial,
  unexplained: Unexplained[],
  path: Unexplained['path'],
): Demand {
  const counted = (name: 'pods' | 'claims'): LinearExpression | number => {
    const found = count(
      samples.map((sample) => sample[name]),
      trial,
    );
    if (found === undefined) {
      unexplained.push({ path: [...path, name] });
    }
    return found ?? 0;
  };
  const amounts: Partial<Record<AmountName, Amount>> = {};
  const claims = counted('claims');
  for (const name of AMOUNTS) {
    const each = samples.map((sample) =>
      name === 'claimedBytes' ? sample.claims && sample.claimedBytes / sample.claims : sample.pod[name],
    );
    if (each.every((amount) => amount === undefined) || (name === 'claimedBytes' && claims === 0)) {
      continue;
    }
    const found = each.every((amount) => amount !== undefined) ? quantity(each, UNITS[name], trial) : undefined;
    if (found) {
      amounts[name] = found;
    } else {
      unexplained.push({ path: name === 'claimedBytes' ? [...path, name] : [...path, 'pod', name] });
    }
  }
  return { owner, pods: counted('pods'), claims, amounts };
}

function count(samples: readonly number[], trial: Trial): LinearExpression | number | undefined {
  return samples.every((sample) => sample === samples[0]) ? samples[0] : linear(samples, trial);
}

function quantity(samples: readonly number[], units: number, { values, knobs }: Trial): Amount | undefined {
  const whole = (value: number): boolean => same(value * units, Math.round(value * units));
  if (samples.every((sample) => sample === samples[0])) {
    return whole(samples[0]) ? new Amount(units, undefined, 0, samples[0]) : undefined;
  }
  for (const { path, shape } of knobs) {
    if (shape.type === 'quantity') {
      const at = values.map((set) => parseQuantity(String(valueAt(set, path))) ?? NaN);
      const factor = Math.round((samples[2] - samples[1]) / (at[2] - at[1]));
      const rest = samples[1] - factor * at[1];
      const more = Math.round(rest * units) / units;
      const fits = samples.every((sample, index) => same(sample, factor * at[index] + more));
      if (factor > 0 && more >= 0 && fits) {
        return new Amount(units, path, factor, more);
      }
    }
  }
  return undefined;
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
}
