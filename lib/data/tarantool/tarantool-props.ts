import type { ICredentialSource } from '../../contracts/credential-source';
import type { Identity } from '../../workload/identity';
import type { Image } from '../../workload/image';
import type { Scheduling } from '../../workload/scheduling';
import type { User } from '../../workload/user';
import type { TarantoolSettings } from './tarantool-settings';

/** What a Tarantool in the cluster is made of. */
export interface TarantoolProps {
  /**
   * The user of the server that programs come as. Guests are shut out.
   *
   * @default 'app'
   */
  readonly username?: string;

  /**
   * The bundle with the password of that user, which the server takes at each start of its pod.
   *
   * @default - one of its own, named like the server with `-credentials`
   */
  readonly credentials?: ICredentialSource;

  /**
   * The key of the password in the bundle.
   *
   * @default 'password'
   */
  readonly passwordKey?: string;

  /**
   * What that user may do with all there is: of `read`, `write`, `execute`, `create`, `alter` and `drop`. A program that
   * makes its spaces itself needs all of them. What is finer than that is granted in `schema`.
   *
   * @default - read, write and execute
   */
  readonly privileges?: string[];

  /**
   * A script in Lua that makes the spaces, functions and users of the system. It runs as the admin at each start, before
   * the server opens for clients, and has to be content with what it finds: `if_not_exists = true`.
   *
   * @default - none: programs make what they need
   */
  readonly schema?: string;

  /**
   * The name of the claim template, and of the volume in the pod.
   *
   * @default 'data'
   */
  readonly claimName?: string;

  /**
   * Names, selector and labels where they are not by convention.
   *
   * @default - named like the id
   */
  readonly identity?: Identity;

  /**
   * The image of the server, laid out like the one of its makers, with the modules `http` and `metrics`.
   *
   * @default - the image of its makers, in the version that the environment lists under `docker.io/tarantool/tarantool`
   */
  readonly image?: Image;

  /**
   * The user that the image runs as.
   *
   * @default - 65532: the image needs no particular one
   */
  readonly user?: User;

  /**
   * On which nodes the pod runs.
   *
   * @default - on any
   */
  readonly scheduling?: Scheduling;

  /**
   * What an operator turns.
   *
   * @default - every default
   */
  readonly settings?: TarantoolSettings;
}
