import type { ICredentialSource } from '../../contracts/credential-source';
import type { INetworkPeer } from '../../contracts/network-peer';
import type { Endpoint } from '../../network/endpoint';
import type { TarantoolUrlOptions } from './tarantool-url-options';

/** A Tarantool that programs use, wherever it runs. */
export interface ITarantool extends INetworkPeer {
  /** The bundle with the password, or with a whole URL. */
  readonly credentials: ICredentialSource;

  /** The address as `host:port`, and the way there. */
  readonly address: Endpoint;

  /** The name of the host alone, for programs that take the port by itself, and the way there. */
  readonly hostName: Endpoint;

  /** The number of the port alone, and the way there. */
  readonly portNumber: Endpoint;

  /**
   * The address as a URL with user and password in it, and the way there. The password comes from a variable that is set
   * beside it, so its value must be fit for a URL: letters, digits, `-`, `_`, `.` and `~`.
   */
  url(options?: TarantoolUrlOptions): Endpoint;
}
