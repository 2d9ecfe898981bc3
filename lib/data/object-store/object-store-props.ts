import type { ICredentialSource } from '../../contracts/credential-source';
import type { Identity } from '../../workload/identity';
import type { Image } from '../../workload/image';
import type { Scheduling } from '../../workload/scheduling';
import type { User } from '../../workload/user';
import type { ObjectClient } from './object-client';
import type { ObjectStoreSettings } from './object-store-settings';

/** What an object store in the cluster is made of. */
export interface ObjectStoreProps {
  /** The names of its buckets, which are made where they are missing. None is ever removed. */
  readonly buckets: string[];

  /**
   * The programs that use it, by a name for each.
   *
   * @default - none
   */
  readonly clients?: { [name: string]: ObjectClient };

  /**
   * The bundle with the keys `username` and `password` of the root user, whom only the server itself and its tasks
   * know. At least 3 and 8 characters.
   *
   * @default - one of its own, named like the server with `-root`
   */
  readonly rootCredentials?: ICredentialSource;

  /**
   * Names, selector and labels where they are not by convention.
   *
   * @default - named like the id
   */
  readonly identity?: Identity;

  /**
   * The image of the server, laid out like the one of MinIO's makers.
   *
   * @default - theirs, in the version that the environment lists under `docker.io/minio/minio`
   */
  readonly image?: Image;

  /**
   * The image of the client that makes buckets, users and backups.
   *
   * @default - the one of MinIO's makers, in the version that the environment lists under `docker.io/minio/mc`
   */
  readonly clientImage?: Image;

  /**
   * The user that the images run as.
   *
   * @default - 65532
   */
  readonly user?: User;

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
  readonly settings?: ObjectStoreSettings;
}
