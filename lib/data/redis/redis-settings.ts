import type { ImagePullPolicy } from '../../workload/image-pull-policy';
import type { Resources } from '../../workload/resources';
import type { BackupSettings } from '../backup-settings';

/** What an operator turns, environment by environment: plain data, as it stands in a settings file. */
export interface RedisSettings {
  /**
   * How much the claim holds: the log of all writes, and while it is compacted the data once more.
   *
   * @default '5Gi'
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
   * @default - 100m up to one core; 512Mi of memory, asked for as a whole, for a server that is evicted stops everyone
   */
  readonly resources?: Resources;

  /**
   * How much of the limit of the memory the data may take, in percent. The rest is for clients, and for what is written
   * while the log is compacted or a backup is made: pages that change are then there twice.
   *
   * @default 60
   */
  readonly memoryPercent?: number;

  /**
   * Other entries of redis.conf, by their names. They win over what is derived.
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
   * The written reason why there are no backups, for example that all of it is a cache.
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
