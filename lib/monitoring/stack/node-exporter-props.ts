import type { Identity } from '../../workload/identity';
import type { Image } from '../../workload/image';
import type { Scheduling } from '../../workload/scheduling';
import type { WorkloadAlertOptions } from '../../workload/workload-alert-options';
import type { WorkloadSettings } from '../../workload/workload-props';

/** What node-exporter is made of. */
export interface NodeExporterProps {
  /**
   * The most nodes that the cluster may have: the quota of the namespace has room for a pod on each.
   *
   * @default 100
   */
  readonly nodes?: number;

  /**
   * The port of the nodes that it listens on.
   *
   * @default 9100
   */
  readonly port?: number;

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
   * @default - on every node with Linux, whatever its taints
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
   * @default - 50m up to a quarter of a core, 32Mi up to 64Mi of memory
   */
  readonly settings?: WorkloadSettings;
}
