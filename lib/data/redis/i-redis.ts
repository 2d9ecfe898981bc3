import type { ICredentialSource } from '../../contracts/credential-source';
import type { IEventSource } from '../../contracts/event-source';
import type { INetworkPeer } from '../../contracts/network-peer';
import type { Endpoint } from '../../network/endpoint';
import type { RedisUrlOptions } from './redis-url-options';

/** A Redis that programs use and scalers ask, wherever it runs. */
export interface IRedis extends INetworkPeer, IEventSource {
  /** The bundle with the password, or with a whole URL. */
  readonly credentials: ICredentialSource;

  /** The address as `host:port`, and the way there. */
  readonly address: Endpoint;

  /**
   * The address as a URL with the password in it, and the way there. It comes from a variable that is set beside it, so
   * its value must be fit for a URL: letters, digits, `-`, `_`, `.` and `~`.
   */
  url(options?: RedisUrlOptions): Endpoint;
}
