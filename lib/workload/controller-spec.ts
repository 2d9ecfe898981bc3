import type { k8s } from 'cdk8s-plus-28';
import type { Wire } from '../core/wire';
import type { Controller } from './controller';
import { intOrPercent } from './amount';
import { progressDeadline } from './progress-deadline';
import { startingDeadline, taskDeadline, taskRetries } from './task-times';

/** What a controller needs to know of its workload. */
export interface ControllerContext {
  readonly selector: Readonly<Record<string, string>>;
  readonly template: Wire<k8s.PodTemplateSpec>;
  /** The number of pods; undefined where an autoscaler owns it. */
  readonly replicas: number | undefined;
  readonly headlessService: string;
  readonly claimTemplates: readonly object[];
  /** Whether it connects to workloads of its environment. */
  readonly connectsToWorkloads: boolean;
}

/** The spec of the object that keeps the pods. */
export function controllerSpec(controller: Controller, context: ControllerContext): object {
  switch (controller.kind) {
    case 'Deployment':
      return deploymentSpec(controller, context);
    case 'StatefulSet':
      return statefulSetSpec(controller, context);
    case 'DaemonSet':
      return daemonSetSpec(controller, context);
    case 'Job':
      return jobSpec(controller, context);
    case 'ScaledJob':
      return controller._options.scaledJobs?.render(jobSpec(controller, context)) ?? {};
    default:
      return cronJobSpec(controller, context);
  }
}

function deploymentSpec(controller: Controller, context: ControllerContext): Wire<k8s.DeploymentSpec> {
  const rollout = controller._options.rollout ?? {};
  return {
    replicas: context.replicas,
    revisionHistoryLimit: rollout.history ?? 5,
    progressDeadlineSeconds: progressDeadline({
      rollout,
      recreate: !controller._isRolled,
      pod: context.template.spec ?? {},
    }),
    // The server holds no zero here.
    minReadySeconds: rollout.minReady?.toSeconds() || undefined,
    strategy: controller._isRolled
      ? {
          type: 'RollingUpdate',
          rollingUpdate: {
            maxSurge: intOrPercent(rollout.maxSurge ?? '1'),
            maxUnavailable: intOrPercent(rollout.maxUnavailable ?? '0'),
          },
        }
      : { type: 'Recreate' },
    selector: { matchLabels: { ...context.selector } },
    template: context.template,
  };
}

function statefulSetSpec(controller: Controller, context: ControllerContext): object {
  const { parallel = true, history } = controller._options.statefulSet ?? {};
  return {
    serviceName: context.headlessService,
    replicas: context.replicas,
    revisionHistoryLimit: history ?? 5,
    podManagementPolicy: parallel ? 'Parallel' : 'OrderedReady',
    updateStrategy: { type: 'RollingUpdate' },
    // Claims outlive the pods and the StatefulSet: data is deleted by people.
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    selector: { matchLabels: { ...context.selector } },
    template: context.template,
    volumeClaimTemplates: context.claimTemplates.length > 0 ? [...context.claimTemplates] : undefined,
  };
}

function daemonSetSpec(controller: Controller, context: ControllerContext): Wire<k8s.DaemonSetSpec> {
  const { maxUnavailable, history } = controller._options.daemonSet ?? {};
  return {
    revisionHistoryLimit: history ?? 5,
    updateStrategy: {
      type: 'RollingUpdate',
      // A pod that takes a port or a folder of its node has no room for a second one beside it.
      rollingUpdate: { maxSurge: 0, maxUnavailable: intOrPercent(maxUnavailable ?? '10%') },
    },
    selector: { matchLabels: { ...context.selector } },
    template: context.template,
  };
}

function jobSpec(controller: Controller, context: ControllerContext): Wire<k8s.JobSpec> {
  const { keep } = controller._options.job ?? {};
  return {
    backoffLimit: taskRetries(controller._options, context.connectsToWorkloads),
    activeDeadlineSeconds: taskDeadline(controller._options),
    ttlSecondsAfterFinished: keep?.toSeconds(),
    template: context.template,
  };
}

function cronJobSpec(controller: Controller, context: ControllerContext): Wire<k8s.CronJobSpec> {
  const { cronJob, schedule } = controller._options;
  return {
    schedule: schedule ?? '',
    timeZone: cronJob?.timeZone ?? 'Etc/UTC',
    concurrencyPolicy: cronJob?.concurrent ? 'Allow' : 'Forbid',
    startingDeadlineSeconds: startingDeadline(controller._options),
    suspend: cronJob?.suspended ?? false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
    jobTemplate: { spec: jobSpec(controller, context) },
  };
}
