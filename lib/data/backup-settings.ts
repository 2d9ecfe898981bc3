import type { Resources } from '../workload/resources';

/** When backups are made, where they go and how many are kept: plain data, as it stands in a settings file. */
export interface BackupSettings {
  /**
   * When a backup is made: five fields, minute, hour, day of the month, month, day of the week.
   *
   * @default - '15 2 * * *', or '15 4 * * *' in a time zone whose clocks change at 2
   */
  readonly schedule?: string;

  /**
   * The IANA time zone of the schedule.
   *
   * @default 'Etc/UTC'
   */
  readonly timeZone?: string;

  /**
   * How many backups are kept. The oldest go, and only after a newer one has been verified.
   *
   * @default 14
   */
  readonly keep?: number;

  /**
   * How much the claim for backups holds: it has to fit one backup more than are kept.
   *
   * @default - the size of the data
   */
  readonly size?: string;

  /**
   * The StorageClass of the claim for backups.
   *
   * @default - what the cluster declares
   */
  readonly storageClass?: string;

  /**
   * A claim that exists and takes the backups, for example one on object storage. It is not made then.
   *
   * @default - a claim of its own, named like the store with `-backups`
   */
  readonly existingClaim?: string;

  /**
   * After how many hours without a backup somebody is told.
   *
   * @default - the longest time between two backups, and what one may be late and take: 26 for one a day
   */
  readonly staleAfterHours?: number;

  /**
   * After how many minutes a backup or a restore has failed.
   *
   * @default 60
   */
  readonly deadlineMinutes?: number;

  /**
   * Whether no backups are made for now.
   *
   * @default false
   */
  readonly suspended?: boolean;

  /**
   * What a backup asks for and never gets more than.
   *
   * @default - as `Resources` says
   */
  readonly resources?: Resources;
}
