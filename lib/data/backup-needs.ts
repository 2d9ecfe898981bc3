import { parseQuantity } from '../core/quantity';
import type { Resources } from '../workload/resources';
import { bytesOf } from './store-resources';

/**
 * What the backups of a kind of store take. Nothing is known of the data at synth, not even how well it compresses:
 * these are assumptions, and `docs/data.md` states them.
 */
export interface BackupNeeds {
  /** The most that the store holds, as a quantity. */
  readonly data: string;
  /** The part of the data that one complete backup takes. */
  readonly share: number;
  /**
   * The part of the data that each backup takes beside a complete one, where backups share what did not change.
   *
   * @default - as much as a complete one
   */
  readonly shareOfChanges?: number;
}

/** How many backups are kept where the settings do not say. */
export const DEFAULT_KEEP = 14;

/** The bytes of data that a backup reads and writes in a second on one core, for the estimate of a deadline. */
const BYTES_PER_SECOND = 16 * 2 ** 20;

/** A backup reads all data twice: once to write it down, once to verify it. So does a restore. */
const PASSES = 2;

/** A backup of an empty store is a few files, which take whole blocks of a disk. */
const SMALLEST_BACKUP = 2 ** 20;

const GIBIBYTE = 2 ** 30;
const LEAST_MINUTES = 60;

/** The most backups that lie on a claim at a time: the one that is made takes the place of the oldest, if there is another. */
export function copiesOf(keep: number): number {
  return Math.max(keep, 2);
}

/** The bytes that the backups of a full store are expected to take: a complete one, and what each further one adds. */
export function expectedBytes({ data, share, shareOfChanges = share }: BackupNeeds, keep: number): number {
  const bytes = bytesOf(data) ?? GIBIBYTE;
  const each = (part: number): number => Math.max(bytes * part, SMALLEST_BACKUP);
  return each(share) + (copiesOf(keep) - 1) * each(shareOfChanges);
}

/** The bytes of a claim that fits them, in whole gibibytes. */
export function claimBytes(needs: BackupNeeds, keep: number): number {
  return Math.ceil(expectedBytes(needs, keep) / GIBIBYTE) * GIBIBYTE;
}

/** The bytes below which no data at all can fit: what empty backups take. */
export function leastClaimBytes(keep: number): number {
  return copiesOf(keep) * SMALLEST_BACKUP;
}

/**
 * How long a backup or a restore may take, in minutes: by the size of the data and the CPU that it may use. It grows with
 * each gibibyte: a step that hides between two sizes would let a chart take a size and keep the deadline of another.
 */
export function deadlineMinutes({ data }: BackupNeeds, resources: Resources | undefined): number {
  const { limits, requests, withoutCpuLimit } = resources ?? {};
  const given = withoutCpuLimit === undefined ? (limits?.cpu ?? requests?.cpu) : '1';
  const cores = Math.min(parseQuantity(given ?? '500m') || 1, 1);
  const seconds = (PASSES * (bytesOf(data) ?? 0)) / (BYTES_PER_SECOND * cores);
  return LEAST_MINUTES + Math.ceil(seconds / 60);
}

/** What the task of a backup asks for where the settings do not say: one core compresses the data. */
export const BACKUP_RESOURCES: Resources = {
  requests: { cpu: '250m', memory: '128Mi' },
  limits: { cpu: '1', memory: '256Mi' },
};
