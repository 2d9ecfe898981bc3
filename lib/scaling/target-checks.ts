import type { IConstruct } from 'constructs';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { formatBytes, formatCpu, parseQuantity } from '../core/quantity';
import type { IScaleTarget } from '../contracts/scale-target';
import { TriggerMetricType } from './trigger-options';

/** The use of a resource that an autoscaler aims at. */
export interface ResourceUse {
  /** `cpu` or `memory`. */
  readonly resource: string;
  /** A share of the requests in percent, or an amount for each pod, as `metricType` says. */
  readonly value: string;
  readonly metricType: TriggerMetricType;
  /** The container whose use counts; all of a pod where there is none. */
  readonly container?: string;
}

/** A HorizontalPodAutoscaler does nothing as long as the use is within a tenth of the target. */
const TOLERANCE = 0.1;

/** A pebibyte. Amounts above it are errors of their own. */
const LARGEST_AMOUNT = 2 ** 50;

/** Reports a use that the limits of the pods do not let them reach: such an autoscaler never adds a pod. */
export function checkTargetUse(
  scope: IConstruct,
  property: string,
  { resource, value, metricType, container }: ResourceUse,
  { containerRequests, containerLimits }: IScaleTarget,
): void {
  const isShare = metricType === TriggerMetricType.UTILIZATION;
  const given = parseQuantity(value);
  const request = sum(containerRequests, resource, container);
  const limit = sum(containerLimits, resource, container);
  if (given === undefined || !limit || (isShare && !request)) {
    return;
  }
  const target = isShare ? ((request ?? 0) * given) / 100 : given;
  // Amounts are made of decimal fractions: a tenth and nine tenths are not quite one.
  const bound = limit * (1 - 1e-9);
  if (target * (1 + TOLERANCE) < bound) {
    return;
  }
  const show = (amount: number): string =>
    amount > LARGEST_AMOUNT ? 'more than any node has' : resource === 'cpu' ? formatCpu(amount) : formatBytes(amount);
  const finding = {
    property,
    value: `${isShare ? `${value} % of a request of ${show(request ?? 0)}, which is ` : ''}${show(target)} of ${resource}, with a limit of ${show(limit)}`,
    fix: lowerTarget(isShare ? highestShare(request ?? 0, limit) : `less than ${show(limit / (1 + TOLERANCE))}`),
  };
  if (target >= bound) {
    reportError(scope, {
      ...finding,
      rule: `${container ?? 'a pod'} never uses more than its limit: the target is never exceeded, so no pod is ever added`,
    });
  } else {
    reportWarning(scope, {
      ...finding,
      rule: `Kubernetes adds pods only above 110 % of the target, which is ${show(target * (1 + TOLERANCE))}: ${container ?? 'a pod'} never uses so much`,
      id: 'target-near-limit',
    });
  }
}

/** The highest whole percentage of a request that a use below the limit exceeds by more than the tolerance. */
function highestShare(request: number, limit: number): string | undefined {
  const highest = Math.ceil((limit * 100) / (1 + TOLERANCE) / request - 1e-6) - 1;
  return highest >= 1 ? `${highest} % at most` : undefined;
}

function lowerTarget(amount: string | undefined): string {
  return `${amount === undefined ? '' : `aim at ${amount}, or `}raise the limit in resources`;
}

/** What the containers have together; undefined where one of them has none, or the amounts are not known. */
function sum(
  amounts: IScaleTarget['containerRequests'],
  resource: string,
  container: string | undefined,
): number | undefined {
  const counted = Object.entries(amounts ?? {}).filter(([name]) => container === undefined || name === container);
  return counted.length === 0
    ? undefined
    : counted.reduce<number | undefined>((total, [, of]) => {
        const amount = parseQuantity(of[resource] ?? '');
        return total === undefined || amount === undefined || amount < 0 ? undefined : total + amount;
      }, 0);
}
