import type { ICredentialSource } from '../../contracts/credential-source';
import type { Identity } from '../../workload/identity';
import type { Image } from '../../workload/image';
import type { Scheduling } from '../../workload/scheduling';
import type { User } from '../../workload/user';
import type { RabbitMqSettings } from './rabbitmq-settings';

/** What a RabbitMQ in the cluster is made of. */
export interface RabbitMqProps {
  /**
   * The virtual host that the broker is made with.
   *
   * @default '/'
   */
  readonly virtualHost?: string;

  /**
   * The bundle with the keys `username`, `password` and `erlang-cookie`. With the first two an empty broker makes its
   * first user; a password that changes later is to be changed in the broker too. They are of ASCII characters.
   *
   * @default - one of its own, named like the broker with `-credentials`
   */
  readonly credentials?: ICredentialSource;

  /**
   * Plugins beside those for management and metrics, for example `rabbitmq_shovel`.
   *
   * @default - none
   */
  readonly plugins?: string[];

  /**
   * Names, selector and labels where they are not by convention.
   *
   * @default - named like the id
   */
  readonly identity?: Identity;

  /**
   * The image of the broker, laid out like the official one.
   *
   * @default - the official image, in the version that the environment lists under `docker.io/library/rabbitmq`
   */
  readonly image?: Image;

  /**
   * The user that the image runs as.
   *
   * @default - 999, as the official image has it
   */
  readonly user?: User;

  /**
   * On which nodes of Kubernetes pods run.
   *
   * @default - spread over zones and nodes
   */
  readonly scheduling?: Scheduling;

  /**
   * What an operator turns.
   *
   * @default - every default
   */
  readonly settings?: RabbitMqSettings;
}
