import type { Identity } from '../../workload/identity';
import type { Image } from '../../workload/image';
import type { Scheduling } from '../../workload/scheduling';
import type { WorkloadAlertOptions } from '../../workload/workload-alert-options';
import type { WorkloadSettings } from '../../workload/workload-props';

/** What kube-state-metrics is made of. */
export interface KubeStateMetricsProps {
  /**
   * What it tells of, in the plural of the API (`'ingresses'`), beside what the alerts and dashboards of the library ask
   * for. It may list and watch these and nothing else.
   *
   * @default - CronJobs, DaemonSets, Deployments, HorizontalPodAutoscalers, Jobs, nodes, PersistentVolumeClaims,
   * PodDisruptionBudgets, pods, ResourceQuotas and StatefulSets
   */
  readonly observedResources?: string[];

  /**
   * Names, selector and labels where they are not by convention.
   *
   * @default - named like the id
   */
  readonly identity?: Identity;

  /**
   * The image.
   *
   * @default - the official one, in a version that the environment may list
   */
  readonly image?: Image;

  /**
   * On which nodes pods run.
   *
   * @default - spread over zones and nodes
   */
  readonly scheduling?: Scheduling;

  /**
   * When somebody is told that it does not run as it should.
   *
   * @default - as `WorkloadAlertOptions` says
   */
  readonly alerts?: WorkloadAlertOptions;

  /**
   * What an operator turns.
   *
   * @default - two pods; 50m up to half a core, 128Mi up to 512Mi of memory: it keeps all that it tells of in memory
   */
  readonly settings?: WorkloadSettings;
}
