import type { Duration } from 'cdk8s';

/**
 * When the alerts of a workload fire. They are made where the cluster declares its prometheus-operator, of what
 * kube-state-metrics says; which there are follows from what the workload is.
 */
export interface WorkloadAlertOptions {
  /**
   * Alerts that are left out, by their name, each with its written reason.
   *
   * @default - none
   */
  readonly without?: { [alert: string]: string };

  /**
   * How long some pods are not ready: `PodsNotReady`.
   *
   * @default Duration.minutes(15)
   */
  readonly notReady?: Duration;

  /**
   * How long no pod is ready: `NoPodReady`.
   *
   * @default Duration.minutes(5)
   */
  readonly noneReady?: Duration;

  /**
   * How long a container ends again and again: `PodCrashLooping`.
   *
   * @default Duration.minutes(10)
   */
  readonly crashLooping?: Duration;

  /**
   * How long a rollout does not get on: `RolloutStuck`. A Deployment's own deadline is over by then.
   *
   * @default - one minute for a Deployment, 30 for a StatefulSet or DaemonSet
   */
  readonly rolloutStuck?: Duration;

  /**
   * How long a pod of a StatefulSet is on a node that does not answer: `PodOnDeadNode`.
   *
   * @default Duration.minutes(5)
   */
  readonly onDeadNode?: Duration;

  /**
   * How long the disruption budget lets no pod go: `DisruptionBudgetExhausted`.
   *
   * @default Duration.minutes(30)
   */
  readonly withoutRoom?: Duration;

  /**
   * How long the autoscaler has nothing left to give: `AutoscalerAtMaximum`.
   *
   * @default Duration.minutes(30)
   */
  readonly atMaximum?: Duration;

  /**
   * How long the autoscaler cannot read the metrics that it scales on: `AutoscalerWithoutMetrics`.
   *
   * @default Duration.minutes(15)
   */
  readonly withoutMetrics?: Duration;

  /**
   * How late a run of a schedule is: `ScheduleMissed`.
   *
   * @default - as late as it may begin, and as long as the run before may take
   */
  readonly missedBy?: Duration;
}
