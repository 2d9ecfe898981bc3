import type { ScaledJobSpec } from '../../imports/keda.sh';
import { secondsOf } from '../core/seconds';
import type { Wire } from '../core/wire';
import { type BoundTrigger, renderTriggers } from './bound-triggers';
import type { QueueScaling } from './queue-scaling';
import { JobCalculation, JobRollout, JobStrategy } from './queue-scaling-options';

/** The spec of a ScaledJob, around the spec of its jobs. */
export function scaledJobSpec<JobSpec extends object>(
  scaling: QueueScaling,
  triggers: readonly BoundTrigger[],
  job: JobSpec,
): Omit<Wire<ScaledJobSpec>, 'jobTargetRef'> & { jobTargetRef: JobSpec } {
  const { jobs = {}, polling } = scaling._state;
  return {
    pollingInterval: polling && secondsOf(polling),
    minReplicaCount: scaling.min,
    maxReplicaCount: scaling.max,
    successfulJobsHistoryLimit: jobs.keepSucceeded ?? 5,
    failedJobsHistoryLimit: jobs.keepFailed ?? 10,
    rollout: { strategy: jobs.rollout ?? JobRollout.GRADUAL },
    scalingStrategy: {
      strategy: jobs.strategy ?? strategyOf(triggers),
      multipleScalersCalculation: jobs.calculation ?? JobCalculation.MAX,
    },
    triggers: renderTriggers(triggers),
    jobTargetRef: job,
  };
}

/** KEDA takes running jobs off what waits, which is wrong where what they work on is not counted any more. */
function strategyOf(triggers: readonly BoundTrigger[]): JobStrategy {
  const counted = triggers.map(({ definition }) => definition.countsRunning).find((counts) => counts !== undefined);
  return counted === false ? JobStrategy.COUNTS_WAITING : JobStrategy.COUNTS_RUNNING;
}

/** The annotations of a ScaledJob. */
export function scaledJobAnnotations({ _state: { paused } }: QueueScaling): Record<string, string> {
  return paused ? { 'autoscaling.keda.sh/paused': 'true' } : {};
}
