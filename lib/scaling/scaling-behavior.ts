import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { MAX_INT32 } from '../core/numbers';
import type { Wire } from '../core/wire';
import type { ScalingRules } from './scaling-rules';

/** How a HorizontalPodAutoscaler grows and shrinks, in the words of the wire format. */
export function scalingBehavior(
  up: ScalingRules | undefined,
  down: ScalingRules | undefined,
): Wire<k8s.HorizontalPodAutoscalerBehaviorV2> {
  return {
    scaleUp: up && rules(up, up.window?.toSeconds()),
    scaleDown: down
      ? rules(down, down.window?.toSeconds() ?? 300)
      : { stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }] },
  };
}

/** Reports rules of a direction that the API server would refuse. */
export function checkScalingRules(scope: IConstruct, property: string, given: ScalingRules): void {
  const window = given.window?.toSeconds() ?? 0;
  const wrong = given.policies.find(
    ({ amount, periodSeconds }) =>
      !Number.isInteger(amount) ||
      amount < 1 ||
      amount > MAX_INT32 ||
      !Number.isInteger(periodSeconds) ||
      periodSeconds < 1 ||
      periodSeconds > 1800,
  );
  if (given.policies.length === 0 || wrong || window > 3600) {
    reportError(scope, {
      property,
      value: wrong
        ? `${wrong.amount} (${wrong.kind}) per ${wrong.periodSeconds} s`
        : `window of ${window} s, ${given.policies.length} policies`,
      rule: 'a direction has at least one policy, amounts above 0, periods of 1 to 1800 s and a window of at most 3600 s',
      fix: 'correct the policy; to close a direction use selectPolicy: ScalingSelect.DISABLED',
    });
  }
}

function rules(from: ScalingRules, window: number | undefined): Wire<k8s.HpaScalingRulesV2> {
  return {
    stabilizationWindowSeconds: window,
    selectPolicy: from.selectPolicy,
    policies: from.policies.map((policy) => ({
      type: policy.kind,
      value: policy.amount,
      periodSeconds: policy.periodSeconds,
    })),
  };
}
