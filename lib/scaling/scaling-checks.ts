import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import type { Scaling } from './scaling';

/** The resources by whose use the number of pods is decided. */
export function resourcesOf({ cpuUtilization, memoryUtilization }: Scaling): string[] {
  return [...(cpuUtilization === undefined ? [] : ['cpu']), ...(memoryUtilization === undefined ? [] : ['memory'])];
}

/** Reports a minimum from which nothing could be measured, whoever scales. */
export function checkMinimum(scope: IConstruct, { min, messageRate }: Scaling): void {
  if (!Number.isInteger(min) || min < 1) {
    reportError(scope, {
      property: 'scaling.min',
      value: String(min),
      rule: `on CPU and memory${messageRate ? ' and messages' : ''} a workload scales from at least one pod: without pods there is nothing to measure`,
      fix: 'give a whole number of at least 1; 2 for what must survive the loss of a node',
    });
  }
}
