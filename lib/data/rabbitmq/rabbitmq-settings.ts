import type { ImagePullPolicy } from '../../workload/image-pull-policy';
import type { Resources } from '../../workload/resources';
import type { BackupSettings } from '../backup-settings';

/** What an operator turns, environment by environment: plain data, as it stands in a settings file. */
export interface RabbitMqSettings {
  /**
   * How many nodes there are: 1, or an odd number of members of a cluster. One node can become three at any time; the
   * way back is by hand. What has to survive the loss of a node stands in quorum queues, which programs declare.
   *
   * @default 1
   */
  readonly nodes?: number;

  /**
   * How much the claim of each node holds.
   *
   * @default '10Gi'
   */
  readonly size?: string;

  /**
   * The StorageClass of the claims.
   *
   * @default - what the cluster declares
   */
  readonly storageClass?: string;

  /**
   * What a node asks for and never gets more than. Publishers are made to wait from 60 % of the limit of the memory on,
   * and while less of the disk is free than the whole limit.
   *
   * @default - 200m up to one core; 1Gi of memory, asked for as a whole, for a broker that is evicted stops everyone
   */
  readonly resources?: Resources;

  /**
   * Other entries of rabbitmq.conf, by their names. They win over what is derived.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string };

  /**
   * The domain of the cluster's DNS, in which members look for each other; a node alone needs none.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * From how many messages on that are delivered and not acknowledged their growth is worth an alert.
   *
   * @default 1000
   */
  readonly unacknowledgedAlert?: number;

  /**
   * When the definitions are saved, where they go and how many are kept: users, virtual hosts, queues, exchanges,
   * bindings and policies, but no message. The claim holds 1Gi by default.
   *
   * @default - every default
   */
  readonly backup?: BackupSettings;

  /**
   * The written reason why the definitions are not saved, for example that programs declare all of them.
   *
   * @default - they are
   */
  readonly withoutBackup?: string;

  /**
   * When a node pulls the image.
   *
   * @default - as for any workload
   */
  readonly imagePullPolicy?: ImagePullPolicy;
}
