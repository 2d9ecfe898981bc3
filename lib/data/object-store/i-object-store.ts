import type { INetworkPeer } from '../../contracts/network-peer';
import type { Endpoint } from '../../network/endpoint';
import type { CredentialKey } from '../../secrets/credential-key';
import type { ObjectLogin } from './object-client';

/** What an object store speaks. */
export enum ObjectProtocol {
  /** S3, with the bucket in the path. */
  S3 = 's3',

  /** Azure Blob Storage, where buckets are called containers. */
  AZURE_BLOB = 'azure-blob',
}

/** Buckets with objects that programs use, wherever they are. */
export interface IObjectStore extends INetworkPeer {
  /** What it speaks. */
  readonly protocol: ObjectProtocol;

  /** The names of the buckets, or containers. */
  readonly buckets: string[];

  /**
   * The region that requests are signed for.
   *
   * @default - none: Azure Blob has none
   */
  readonly region?: string;

  /** The address as `host:port`, and the way there. */
  readonly address: Endpoint;

  /** The address as a URL, without a bucket and without keys, and the way there. */
  url(): Endpoint;

  /** As whom a client comes, by its name. */
  login(client: string): ObjectLogin;

  /** The keys of a client as variables, named as in its bundle; none where it comes with an identity. */
  variables(client: string): { [name: string]: CredentialKey };
}
