import type { Construct } from 'constructs';
import { reportWarning } from '../core/diagnostic-registry';
import type { PodTimes } from '../core/pod-times';
import { secondsOf } from '../core/seconds';
import { Cluster } from '../environment/cluster';
import type { PreparedContainer } from './container-spec';
import { checkProgressDeadline } from './progress-deadline';
import { runningContainers, type WorkloadPlan } from './workload-plan';

/** What tells the cluster autoscaler to leave the node of a pod alone. */
export const SAFE_TO_EVICT = 'cluster-autoscaler.kubernetes.io/safe-to-evict';

/** Reports times of pods that run until they are told to end, where they contradict each other. */
export function checkServiceTimes(scope: Construct, plan: WorkloadPlan): void {
  const { controller, shutdown } = plan;
  if (controller.kind === 'Deployment') {
    checkProgressDeadline(scope, {
      rollout: controller._options.rollout ?? {},
      recreate: !controller._isRolled,
      pod: podTimes(plan),
    });
  }
  runningContainers(plan).forEach((container) => warnOfEarlyLiveness(scope, container));
  const patience = secondsOf(Cluster.of(scope).autoscalerPatience);
  // A node leaves without waiting for the pods of DaemonSets.
  if (
    controller._nodes === undefined &&
    shutdown.graceSeconds > patience &&
    plan.props.podAnnotations?.[SAFE_TO_EVICT] !== 'false'
  ) {
    reportWarning(scope, {
      property: 'shutdown.grace',
      value: `${shutdown.graceSeconds} s, on a cluster whose autoscaler waits ${patience} s`,
      rule: 'the cluster autoscaler waits no longer for the pods of a node that it removes: the program is killed while it still drains',
      fix: `leave its node alone: podAnnotations: { '${SAFE_TO_EVICT}': 'false' }; or let jobs do long work: WorkerWithKeda with scaling: ….asJobs(); or declare the autoscalerPatience of the cluster; or acknowledge it with the reason`,
      id: 'grace-outlasts-autoscaler',
    });
  }
}

function podTimes(plan: WorkloadPlan): PodTimes {
  return {
    containers: runningContainers(plan).map(({ startup, readiness, ports }) => ({
      startupProbe: startup?._render(ports),
      readinessProbe: readiness?._render(ports),
    })),
    terminationGracePeriodSeconds: plan.shutdown.graceSeconds,
  };
}

/** Without a startup probe liveness counts from the start: it may give up before readiness is asked at all. */
function warnOfEarlyLiveness(scope: Construct, { property, ports, ...probes }: PreparedContainer): void {
  const { liveness, readiness, startup } = probes;
  if (!liveness || !readiness || startup) {
    return;
  }
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = liveness._render(ports);
  const givesUp = initialDelaySeconds + failureThreshold * periodSeconds;
  const asked = readiness._render(ports).initialDelaySeconds ?? 0;
  if (asked >= givesUp) {
    reportWarning(scope, {
      property: property ? `${property}.liveness` : 'liveness',
      value: `it gives up after ${givesUp} s, and readiness is asked after ${asked} s`,
      rule: 'a program that starts as slowly as readiness expects is killed before it is ready, again and again',
      fix: 'give it a startup probe, which the others wait for; or acknowledge it with the reason',
      id: 'liveness-before-readiness',
    });
  }
}
