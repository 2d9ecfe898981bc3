import type { ImagePullPolicy } from '../../workload/image-pull-policy';
import type { Resources } from '../../workload/resources';
import type { BackupSettings } from '../backup-settings';

/** What an operator turns, environment by environment: plain data, as it stands in a settings file. */
export interface ObjectStoreSettings {
  /**
   * How much the claim holds.
   *
   * @default '50Gi'
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
   * @default - 500m up to one core; 2Gi of memory, asked for as a whole
   */
  readonly resources?: Resources;

  /**
   * When backups are made, where they go and how many are kept. All backups on one claim share the objects that did not
   * change between them: it has to fit the data once, and whatever is written while the oldest one is kept.
   *
   * @default - every default
   */
  readonly backup?: BackupSettings;

  /**
   * The written reason why there are no backups, for example that every object expires within a day.
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
