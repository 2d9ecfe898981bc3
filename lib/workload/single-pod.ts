import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import type { WorkloadPlan } from './workload-plan';

/** Reports what would make more pods of a workload that is to have exactly one. */
export function checkSinglePod(scope: IConstruct, plan: WorkloadPlan, hasForeignAutoscaler: boolean): void {
  const { controller, bounds, replicas, props } = plan;
  if (!controller._isSinglePod) {
    return;
  }
  if (hasForeignAutoscaler) {
    reportError(scope, {
      property: 'controller',
      value: 'Controller.singlePod(), with an autoscaler made elsewhere',
      rule: 'it keeps exactly one pod, and the autoscaler may want more',
      fix: 'remove the autoscaler; or give its bounds: scaledElsewhere: { min: 0, max: 1 }',
    });
  } else if (bounds && bounds.max > 1) {
    reportError(scope, {
      property: props.scaling ? 'scaling' : 'scaledElsewhere',
      value: `up to ${bounds.max} pods, with Controller.singlePod()`,
      rule: 'it keeps exactly one pod',
      fix: 'leave it out; or use Controller.deployment() where several pods may run',
    });
  } else if (!bounds && replicas > 1) {
    reportError(scope, {
      property: 'replicas',
      value: `${replicas}, with Controller.singlePod()`,
      rule: 'it keeps exactly one pod',
      fix: 'leave it out; or use Controller.deployment() or Controller.statefulSet() where several pods may run',
    });
  }
}
