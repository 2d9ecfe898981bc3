import { SCALED_KINDS } from '../../kinds';
import type { Indexes } from '../../indexes';
import type { Workload } from '../../workload';
import { type Fault, WorkloadRule } from '../rule';
import { AROUND } from './readiness-list';

/** One autoscaler that changes the request by which another divides. */
export class AutoscalersApart extends WorkloadRule {
  public readonly id = 'Production.AutoscalersApart';
  public readonly asks =
    'no VerticalPodAutoscaler changes a resource by which the number of pods is decided: the two drive each other';
  public readonly fix =
    'leave the resource to one of them, or have the VerticalPodAutoscaler recommend only: updateMode Off';
  public readonly source = `${AROUND}; VerticalPodAutoscaler`;
  public override readonly kinds = SCALED_KINDS;

  protected fault(workload: Workload, indexes: Indexes): Fault {
    const resizers = indexes.resizersOf(workload);
    if (resizers.length === 0) {
      return undefined;
    }
    return indexes.scalersOf(workload).flatMap(({ name, metrics }) =>
      resizers.flatMap((resizer) =>
        resizer.resources
          .filter((resource) => metrics.includes(resource))
          .map((resource) => ({
            path: 'spec.template.spec.containers',
            value: `${resource}, which ${resizer.name} changes and ${name} follows`,
          })),
      ),
    );
  }
}
