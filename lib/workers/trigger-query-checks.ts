import type { IConstruct } from 'constructs';
import { checkQuery } from '../observability/query-checks';
import type { QueueScaling } from '../scaling/queue-scaling';

/** Reports what Prometheus would not answer to KEDA, and what it would answer with numbers that mean something else. */
export function checkTriggerQueries(scope: IConstruct, { triggers }: QueueScaling): void {
  triggers.forEach(({ _definition: { type, metadata } }, index) => {
    if (type === 'prometheus' && metadata.query !== undefined) {
      const consequence = 'KEDA would get no answer';
      checkQuery(scope, `scaling.triggers[${index}].query`, metadata.query, consequence);
    }
  });
}
