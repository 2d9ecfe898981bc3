import type { ImagePullPolicy } from '../../workload/image-pull-policy';
import type { Resources } from '../../workload/resources';

/** What an operator turns of Prometheus, environment by environment: plain data, as it stands in a settings file. */
export interface PrometheusSettings {
  /**
   * How long samples are kept, for example `'30d'`.
   *
   * @default '30d'
   */
  readonly retention?: string;

  /**
   * How many bytes of samples are kept, in the units of Prometheus, of which `GB` counts by 1024 as well. What is newest
   * is not counted until it is compacted: leave a sixth of the claim free.
   *
   * @default - four fifths of the claim
   */
  readonly retentionSize?: string;

  /**
   * How much each claim holds.
   *
   * @default '50Gi'
   */
  readonly size?: string;

  /**
   * The StorageClass of the claims.
   *
   * @default - what the cluster declares
   */
  readonly storageClass?: string;

  /**
   * What Prometheus asks for and never gets more than.
   *
   * @default - 500m up to 2 cores, 2Gi up to 4Gi of memory
   */
  readonly resources?: Resources;

  /**
   * How many Prometheus scrape the same, each with a claim of its own.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * When a node pulls the image.
   *
   * @default - as Kubernetes has it for the tag
   */
  readonly imagePullPolicy?: ImagePullPolicy;
}
