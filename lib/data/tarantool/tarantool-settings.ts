import type { ImagePullPolicy } from '../../workload/image-pull-policy';
import type { Resources } from '../../workload/resources';
import type { BackupSettings } from '../backup-settings';

/** What an operator turns, environment by environment: plain data, as it stands in a settings file. */
export interface TarantoolSettings {
  /**
   * How much the claim holds: two snapshots, the one that is being written, the log of writes since, and the data that a
   * restore has put aside.
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
   * What the server asks for and never gets more than.
   *
   * @default - 500m up to one core; 1Gi of memory, asked for as a whole, for a server that is evicted stops everyone
   */
  readonly resources?: Resources;

  /**
   * How much of the limit of the memory the data and their indexes may take, in percent. The rest is for scripts,
   * connections, probes, and the caches of data that are kept on disk.
   *
   * @default 60
   */
  readonly memoryPercent?: number;

  /**
   * After how many minutes a snapshot is made, which spares the next start the log of writes until then.
   *
   * @default 60
   */
  readonly checkpointIntervalMinutes?: number;

  /**
   * Other parameters of `box.cfg`, by their names. They win over what is derived.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string };

  /**
   * When backups are made, where they go and how many are kept.
   *
   * @default - every default; the restore gets as much memory as the server
   */
  readonly backup?: BackupSettings;

  /**
   * The written reason why there are no backups, for example that all of it can be made anew.
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
