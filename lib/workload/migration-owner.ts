import type { Image } from './image';
import type { User } from './user';
import type { WorkloadSettings } from './workload-props';

/** What a migration takes over from the workload that it belongs to. */
export interface MigrationOwner {
  readonly name: string;
  readonly image: Image;
  readonly user: User | undefined;
  readonly settings: WorkloadSettings | undefined;
}
