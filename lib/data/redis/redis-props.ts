import type { ICredentialSource } from '../../contracts/credential-source';
import type { Identity } from '../../workload/identity';
import type { Image } from '../../workload/image';
import type { Scheduling } from '../../workload/scheduling';
import type { User } from '../../workload/user';
import type { RedisEviction } from './redis-eviction';
import type { RedisSettings } from './redis-settings';

/** What a Redis in the cluster is made of. */
export interface RedisProps {
  /**
   * What it does when it is full.
   *
   * @default RedisEviction.NONE
   */
  readonly eviction?: RedisEviction;

  /**
   * The bundle with the key `password`, which the server takes at the start of its pod. It is of ASCII characters.
   *
   * @default - one of its own, named like the server with `-credentials`
   */
  readonly credentials?: ICredentialSource;

  /**
   * Names, selector and labels where they are not by convention.
   *
   * @default - named like the id
   */
  readonly identity?: Identity;

  /**
   * The image of the server, laid out like the official one.
   *
   * @default - the official image, in the version that the environment lists under `docker.io/library/redis`
   */
  readonly image?: Image;

  /**
   * The user that the image runs as.
   *
   * @default - 999, as the official image has it
   */
  readonly user?: User;

  /**
   * The image of the metrics exporter.
   *
   * @default - the one of oliver006, in the version that the environment lists
   */
  readonly exporterImage?: Image;

  /**
   * On which nodes the pod runs.
   *
   * @default - on any
   */
  readonly scheduling?: Scheduling;

  /**
   * What an operator turns.
   *
   * @default - every default
   */
  readonly settings?: RedisSettings;
}
