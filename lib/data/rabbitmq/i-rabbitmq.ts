import type { ICredentialSource } from '../../contracts/credential-source';
import type { IEventSource } from '../../contracts/event-source';
import type { INetworkPeer } from '../../contracts/network-peer';
import type { Endpoint } from '../../network/endpoint';
import type { RabbitMqUrlOptions } from './rabbitmq-url-options';

/** A RabbitMQ that programs use and scalers ask, wherever it runs. */
export interface IRabbitMq extends INetworkPeer, IEventSource {
  /** The virtual host. */
  readonly virtualHost: string;

  /** The bundle with the user and the password, or with a whole URL. */
  readonly credentials: ICredentialSource;

  /** The address for AMQP as `host:port`, and the way there. */
  readonly address: Endpoint;

  /** The address of the management interface as a URL without user and password, and the way there. */
  readonly managementUrl: Endpoint;

  /**
   * The address for AMQP as a URL with user and password in it, and the way there. They come from variables that are
   * set beside it, so their values must be fit for a URL: letters, digits, `-`, `_`, `.` and `~`.
   */
  url(options?: RabbitMqUrlOptions): Endpoint;
}
