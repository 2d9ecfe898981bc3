import type { Image } from './image';
import type { User } from './user';

/** What an image that we choose expects of its pod, read from where it is made. */
export interface ImageContract {
  /** The image; an environment may list another version, and a cluster another registry. */
  readonly image: Image;
  /** The user that it is made for. */
  readonly user: User;
  /** The paths that its program writes to: with a read-only root each is a volume. */
  readonly writablePaths: readonly string[];
  /** The ports that it listens on. */
  readonly ports: readonly number[];
  /** The shell that scripts may use; undefined where there is none. */
  readonly shell: string | undefined;
  /** Where all this can be read. */
  readonly source: string;
}
