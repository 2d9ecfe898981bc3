import type { ICredentialSource } from '../../contracts/credential-source';
import type { WorkloadIdentity } from '../../environment/workload-identity';
import type { CredentialKey } from '../../secrets/credential-key';

/** What a client may do with the objects of its buckets. Each may list them, by which programs tell that they are there. */
export enum ObjectAccess {
  /** Read objects. */
  READ = 'read',

  /** Write objects, and neither read nor remove any. */
  WRITE = 'write',

  /** Read, write and remove objects. */
  READ_WRITE = 'read-write',
}

/** The keys of a program that uses an object store. */
export interface ObjectClientKeys {
  /** The bundle with its keys. More than one program may have its keys in it. */
  readonly credentials: ICredentialSource;

  /**
   * The key in the bundle that holds its access key, which is its name: 3 characters or more.
   *
   * @default 'MINIO_ACCESS_KEY_ID'
   */
  readonly accessKeyIdKey?: string;

  /**
   * The key in the bundle that holds its secret key: 8 characters or more.
   *
   * @default 'MINIO_SECRET_ACCESS_KEY'
   */
  readonly secretAccessKeyKey?: string;
}

/** A program that uses an object store in the cluster: a user of its own, who may use its buckets and nothing else. */
export interface ObjectClient extends ObjectClientKeys {
  /**
   * Its buckets.
   *
   * @default - all of the store
   */
  readonly buckets?: string[];

  /**
   * What it may do with the objects in them.
   *
   * @default ObjectAccess.READ_WRITE
   */
  readonly access?: ObjectAccess;
}

/** As whom a program comes to an object store: with keys, or with the identity of its pods. */
export interface ObjectLogin {
  /**
   * The access key.
   *
   * @default - none: Azure Blob has an account and one key, and with an identity there is none
   */
  readonly accessKeyId?: CredentialKey;

  /**
   * The secret key, or the key of an Azure account.
   *
   * @default - none: it comes with an identity
   */
  readonly secretAccessKey?: CredentialKey;

  /**
   * The identity that the pods of the program take on.
   *
   * @default - none: it comes with keys
   */
  readonly workloadIdentity?: WorkloadIdentity;
}
