import type { ICredentialSource } from '../../contracts/credential-source';
import type { IEventSource } from '../../contracts/event-source';
import type { INetworkPeer } from '../../contracts/network-peer';
import type { Endpoint } from '../../network/endpoint';
import type { PostgreSqlUrlOptions } from './postgresql-url-options';

/** A PostgreSQL that programs use and scalers ask, wherever it runs. */
export interface IPostgreSql extends INetworkPeer, IEventSource {
  /** The database. */
  readonly database: string;

  /** The bundle with the user and the password, or with a whole URL. */
  readonly credentials: ICredentialSource;

  /** The address as `host:port`, and the way there. */
  readonly address: Endpoint;

  /**
   * The address as a URL with user and password in it, and the way there. They come from variables that are set beside
   * it, so their values must be fit for a URL: letters, digits, `-`, `_`, `.` and `~`.
   */
  url(options?: PostgreSqlUrlOptions): Endpoint;
}
