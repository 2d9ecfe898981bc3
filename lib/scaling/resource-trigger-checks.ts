import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { parseQuantity } from '../core/quantity';
import type { IScaleTarget } from '../contracts/scale-target';
import type { BoundTrigger } from './bound-triggers';
import type { QueueScaling } from './queue-scaling';
import { checkTargetUse } from './target-checks';
import { isResource } from './trigger-definition';

/** Reports triggers on CPU and memory that have nothing to divide by, or that could never wake anybody. */
export function checkResourceTriggers(
  scope: IConstruct,
  scaling: QueueScaling,
  triggers: readonly BoundTrigger[],
  target: IScaleTarget,
): void {
  const { containerRequests: containers } = target;
  const measured = triggers.filter(({ definition }) => isResource(definition));
  if (scaling.fewest === 0 && measured.length > 0 && measured.length === triggers.length) {
    reportError(scope, {
      property: 'scaling.min',
      value: `0, with ${measured.map(({ definition }) => definition.type).join(' and ')} alone`,
      rule: 'without pods there is nothing to measure, so nothing would ever start the first: KEDA refuses it',
      fix: 'raise min to at least 1, or add a trigger that asks somebody',
    });
  }
  for (const { property, definition, metadata } of containers ? measured : []) {
    const { containerName, value = '' } = metadata;
    const names = Object.keys(containers ?? {});
    if (containerName !== undefined && !names.includes(containerName)) {
      reportError(scope, {
        property: `${property}.containerName`,
        value: JSON.stringify(containerName),
        rule: 'the pods have no such container',
        fix: `name one of: ${names.join(', ')}`,
      });
      continue;
    }
    const { type: resource, metricType } = definition;
    // Without a metric type the trigger has a finding of its own.
    if (metricType !== undefined) {
      checkTargetUse(scope, property, { resource, value, metricType, container: containerName }, target);
    }
    for (const [container, requests] of Object.entries(containers ?? {})) {
      const requested = containerName === undefined || containerName === container;
      if (requested && !((parseQuantity(requests[definition.type] ?? '') ?? 0) > 0)) {
        reportError(scope, {
          property,
          value: `${definition.type}, of which ${container} requests ${requests[definition.type] ?? 'nothing'}`,
          rule: 'the use is divided by the request: without one there is no share, and KEDA refuses it',
          fix: `give the container a request: resources: { requests: { ${definition.type}: … } }`,
        });
      }
    }
  }
}
