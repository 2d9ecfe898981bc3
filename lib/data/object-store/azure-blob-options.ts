import type { ICredentialSource } from '../../contracts/credential-source';
import type { WorkloadIdentity } from '../../environment/workload-identity';

/** A program that uses an account of Azure Blob Storage: either with the key of the account, or with an identity. */
export interface AzureBlobClient {
  /**
   * The bundle with the key of the account, which opens all of it.
   *
   * @default - none: it comes with an identity
   */
  readonly credentials?: ICredentialSource;

  /**
   * The key in the bundle that holds the key of the account.
   *
   * @default 'AZURE_STORAGE_KEY'
   */
  readonly accountKeyKey?: string;

  /**
   * The identity that the pods of the program take on. Its role on the containers is granted in Azure.
   *
   * @default - none: it comes with the key of the account
   */
  readonly workloadIdentity?: WorkloadIdentity;
}

/** An account of Azure Blob Storage. */
export interface AzureBlobOptions {
  /** The name of the account. */
  readonly account: string;

  /** The names of its containers, which are there. */
  readonly containers: string[];

  /**
   * The programs that use it, by a name for each.
   *
   * @default - none
   */
  readonly clients?: { [name: string]: AzureBlobClient };

  /**
   * The domain that accounts are below; other clouds of Azure have their own.
   *
   * @default 'blob.core.windows.net'
   */
  readonly domain?: string;

  /**
   * The address range of the account, of a private endpoint for example, for clusters that cannot filter by name.
   *
   * @default - none: an error on such a cluster, unless `anyAddress` gives a reason
   */
  readonly cidr?: string;

  /**
   * The written reason why the port may be reached at any address, on clusters that cannot filter by name.
   *
   * @default - it may not
   */
  readonly anyAddress?: string;
}
