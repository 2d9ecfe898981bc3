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
   * How many backups are kept. A run removes the oldest before it writes, so that the new one finds their room, and
   * never the last one.
   *
   * @default 14
   */
  readonly keep?: number;

  /**
   * How much the claim for backups holds. A claim can grow where its StorageClass expands volumes, and never shrinks.
   *
   * @default - what `keep` backups of a full store are expected to take, see "Backups" in `docs/data.md`
   */
  readonly size?: string;

  /**
   * The StorageClass of the claim for backups.
   *
   * @default - what the cluster declares
   */
  readonly storageClass?: string;

  /**
   * A claim that exists and takes the backups, for example one on object storage. It is not made then, and nothing
   * checks its size.
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
   * @default - 60, and twice the time in which one core reads the data at 16Mi per second; longer where `resources` allow
   * less than a core; a backup never takes longer than the time until the next one
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
   * @default - a quarter of a core and 128Mi, a core and 256Mi at most. Redis and Tarantool ask for what the server does,
   * because a restore holds all data in memory
   */
  readonly resources?: Resources;
}
