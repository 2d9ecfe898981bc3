import type { IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';

/** The groups of a user, and why it is not the house's. */
export interface UserOptions {
  /**
   * The primary group.
   *
   * @default - the number of the user
   */
  readonly group?: number;

  /**
   * The group that owns volumes.
   *
   * @default - the number of the user
   */
  readonly volumeGroup?: number;

  /**
   * Why the number is 10000 or below, where it can collide with a user of the node.
   *
   * @default - none: then the number must be above 10000
   */
  readonly reason?: string;
}

/** The user that the containers of a pod run as. */
export class User {
  /** The user of an image. A number of 10000 or below takes a written reason. */
  public static of(id: number, options: UserOptions = {}): User {
    return new User(id, options.group ?? id, options.volumeGroup ?? id, options.reason);
  }

  /** The user of images that need no particular one: 65532, as distroless images have it. */
  public static nonRoot(): User {
    return User.of(65532);
  }

  private constructor(
    /** The number of the user. */
    public readonly id: number,
    /** The primary group. */
    public readonly group: number,
    /** The group that owns volumes. */
    public readonly volumeGroup: number,
    /** Why the number is low. */
    public readonly reason: string | undefined,
  ) {}

  /**
   * Whether a number can collide with a user of the node.
   *
   * @internal
   */
  public get _isLow(): boolean {
    return Math.min(this.id, this.group, this.volumeGroup) <= HIGHEST_LOW_ID;
  }

  /**
   * Reports root, numbers that are none, and a low number without reason.
   *
   * @internal
   */
  public _check(scope: IConstruct): void {
    for (const [property, id] of [
      ['user.id', this.id],
      ['user.group', this.group],
      ['user.volumeGroup', this.volumeGroup],
    ] as const) {
      if (!Number.isInteger(id) || id < 1 || id > 2 ** 31 - 1) {
        reportError(scope, {
          property,
          value: String(id),
          rule: 'containers never run as root; an id is a whole number from 1 to 2147483647',
          fix: 'give the numeric user of the image, or leave user out: 65532',
        });
      }
    }
    if (this._isLow && !this.reason?.trim()) {
      reportError(scope, {
        property: 'user',
        value: `${this.id}, group ${this.group}, volume group ${this.volumeGroup}`,
        rule: 'a number of 10000 or below can be a user of the node: what escapes the container is that user',
        fix: `give the reason: User.of(${this.id}, { reason: 'the image runs as ${this.id}' }), or leave user out`,
      });
    }
  }
}

const HIGHEST_LOW_ID = 10000;
