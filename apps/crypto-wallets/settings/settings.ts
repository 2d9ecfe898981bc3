import type { PodBounds, WorkloadSettings } from '../../../lib';

/** What differs between the environments of crypto-wallets. */
export interface CryptoWalletsSettings {
  /** What an operator turns of the service. */
  readonly wallets: WorkloadSettings;

  /** How many pods the autoscaler keeps. */
  readonly pods: PodBounds;

  /** The shared cache: one switch for its address, its time to live and the way to it. */
  readonly redis: { readonly enabled: boolean };

  /** Where Vault is, as an address range. */
  readonly vaultCidr: string;

  /** Where PostgreSQL is, as an address range. */
  readonly databaseCidr: string;
}
