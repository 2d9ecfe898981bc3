import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { diagnosticRegistry } from '../core/diagnostic-registry';
import { secondsOf } from '../core/seconds';
import { Cluster } from '../environment/cluster';
import { MonitoredKind, type MonitoringProfile } from '../observability/monitoring-profile';
import { backlogPanel } from '../observability/panels/events';
import { autoscalerAtMaximum, autoscalerWithoutMetrics } from '../observability/rules/autoscaler';
import {
  jobsAtMaximum,
  queueNotDraining,
  scalerFailing,
  type WatchedQueue,
} from '../observability/rules/event-scaling';
import { type BoundTrigger, bindTriggers } from '../scaling/bound-triggers';
import { EventAutoscaler } from '../scaling/event-autoscaler';
import type { QueueScaling } from '../scaling/queue-scaling';
import { checkKeda, checkQueueScaling } from '../scaling/queue-scaling-checks';
import { scaledJobAnnotations, scaledJobSpec } from '../scaling/scaled-job-spec';
import { checkTriggers } from '../scaling/trigger-checks';
import { Controller } from '../workload/controller';
import { DisruptionBudget } from '../workload/disruption-budget';
import { Shutdown } from '../workload/shutdown';
import { SAFE_TO_EVICT } from '../workload/service-times';
import { Workload } from '../workload/workload';
import { checkPlaces } from './place-checks';
import { checkSources } from './source-checks';
import { checkTriggerQueries } from './trigger-query-checks';
import { checkWorker } from './worker-checks';
import type { WorkerWithKedaProps } from './worker-with-keda-props';

/**
 * A program that works on what waits in a queue: as many pods as there is work for, by KEDA. Its credentials, its way to
 * the broker, KEDA's own way there, its disruption budget, its quota and its alerts follow from what it consumes.
 */
export class WorkerWithKeda extends Workload {
  /** The autoscaler; undefined where jobs do the work. */
  public readonly autoscaler?: EventAutoscaler;

  /** How many pods work, and what decides. */
  public readonly scaling: QueueScaling;

  constructor(scope: Construct, id: string, props: WorkerWithKedaProps) {
    const { scaling, longestTask, rollout, queueAlerts: _queueAlerts, ...options } = props;
    const shutdown = props.shutdown ?? shutdownFor(longestTask);
    // Jobs are rendered once all is known, their triggers as well.
    const jobs: { triggers: readonly BoundTrigger[] } = { triggers: [] };
    super(scope, id, {
      ...options,
      controller: scaling.runsJobs
        ? Controller._scaledJob(
            {
              annotations: scaledJobAnnotations(scaling),
              render: (job) => scaledJobSpec(scaling, jobs.triggers, job),
            },
            { deadline: deadlineOf(longestTask), retries: scaling._state.jobs?.retries ?? 0, restartInPlace: false },
          )
        : Controller.deployment(rollout),
      scaledElsewhere: { min: scaling.fewest, max: scaling.max },
      shutdown,
      disruptions: scaling.runsJobs ? props.disruptions : (props.disruptions ?? DisruptionBudget.maxUnavailable('25%')),
      podAnnotations: { ...undisturbed(scope, scaling, shutdown), ...props.podAnnotations },
    });
    this.scaling = scaling;
    if (scaling.runsJobs) {
      jobs.triggers = bindTriggers(this, scaling.triggers, { name: this.name, labels: this.objectLabels });
      diagnosticRegistry.of(this).defer(() => {
        checkKeda(this);
        checkQueueScaling(this, scaling, jobs.triggers);
        checkTriggers(this, jobs.triggers);
      });
    } else {
      this.autoscaler = new EventAutoscaler(this, 'autoscaler', { target: this, scaling, labels: this.objectLabels });
    }
    this.tellOf(props);
    diagnosticRegistry.of(this).defer(() => {
      checkWorker(this, props);
      checkSources(this, scaling);
      checkPlaces(this, scaling, props.endpoints ?? {});
      checkTriggerQueries(this, scaling);
    });
  }

  /** What it tells of itself to whoever monitors it. */
  public override toMonitoringProfile(): MonitoringProfile {
    return {
      ...super.toMonitoringProfile(),
      kind: MonitoredKind.WORKER,
      autoscaler: this.autoscaler?.horizontalAutoscalerName,
      panels: [backlogPanel({ namespace: this.namespace ?? '', name: this.autoscaler?.name ?? this.name })],
    };
  }

  private tellOf({ alerts, queueAlerts = {}, longestTask }: WorkerWithKedaProps): void {
    const subject = { namespace: this.namespace ?? '', name: this.name };
    const atMaximum = alerts?.atMaximum ?? Duration.minutes(30);
    const withoutMetrics = alerts?.withoutMetrics ?? Duration.minutes(15);
    const period = queueAlerts.notDraining ?? Duration.seconds(Math.max(1800, 3 * wholeSeconds(longestTask)));
    const queues = this.watchedQueues();
    this.addAlerts('queue-alerts', [
      ...(this.autoscaler
        ? [
            autoscalerAtMaximum({ ...subject, name: this.autoscaler.horizontalAutoscalerName }, atMaximum),
            autoscalerWithoutMetrics({ ...subject, name: this.autoscaler.horizontalAutoscalerName }, withoutMetrics),
          ]
        : [jobsAtMaximum(subject, this.scaling.max, atMaximum)]),
      scalerFailing(subject, queueAlerts.scalerFailing ?? Duration.minutes(10)),
      ...(queues.length > 0 ? [queueNotDraining(subject, queues, period)] : []),
    ]);
  }

  private watchedQueues(): WatchedQueue[] {
    return this.scaling.triggers.flatMap(({ _definition: { perPod, countsRunning } }, trigger) =>
      countsRunning === undefined
        ? []
        : [{ trigger, capacity: perPod === undefined ? undefined : perPod * this.scaling.max }],
    );
  }
}

/** A worker serves nobody: it is told to end at once, and finishes what it does. */
function shutdownFor(longestTask: Duration | undefined): Shutdown {
  const seconds = longestTask ? wholeSeconds(longestTask) : 30;
  // The broker has to be told of the end, too.
  return Shutdown.onSignal({ drain: Duration.seconds(seconds), grace: Duration.seconds(seconds + 10) });
}

/** A task that takes twice as long as the longest one hangs. */
function deadlineOf(longestTask: Duration | undefined): Duration | undefined {
  return longestTask && Duration.seconds(2 * wholeSeconds(longestTask));
}

/** The cluster autoscaler waits no longer than its patience, and kills what it ends. */
function undisturbed(scope: Construct, scaling: QueueScaling, { graceSeconds }: Shutdown): Record<string, string> {
  const patience = secondsOf(Cluster.of(scope).autoscalerPatience);
  return scaling.runsJobs || graceSeconds > patience ? { [SAFE_TO_EVICT]: 'false' } : {};
}

function wholeSeconds(duration: Duration | undefined): number {
  return duration ? Math.ceil(secondsOf(duration)) : 0;
}
