import type { ImagePullPolicy } from '../../workload/image-pull-policy';
import type { Resources } from '../../workload/resources';
import type { BackupSettings } from '../backup-settings';

/** What an operator turns, environment by environment: plain data, as it stands in a settings file. */
export interface PostgreSqlSettings {
  /**
   * How much the claim holds: the data, its write-ahead log (1Gi and more), and the data once more while a backup is
   * restored.
   *
   * @default '10Gi'
   */
  readonly size?: string;

  /**
   * The StorageClass of the claim.
   *
   * @default - what the cluster declares
   */
  readonly storageClass?: string;

  /**
   * What the server asks for and never gets more than. A quarter of the limit of the memory becomes its shared buffers.
   *
   * @default - 250m up to one core; 1Gi of memory, asked for as a whole, for a database that is evicted stops everyone
   */
  readonly resources?: Resources;

  /**
   * How many connections it takes.
   *
   * @default 100
   */
  readonly maxConnections?: number;

  /**
   * Other parameters of postgresql.conf, by their names. They win over what is derived.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string };

  /**
   * When backups are made, where they go and how many are kept.
   *
   * @default - every default
   */
  readonly backup?: BackupSettings;

  /**
   * The written reason why there are no backups.
   *
   * @default - there are
   */
  readonly withoutBackup?: string;

  /**
   * When a node pulls the images.
   *
   * @default - as for any workload
   */
  readonly imagePullPolicy?: ImagePullPolicy;
}
