import type { ICredentialKey } from '../../contracts/credential-key';
import type { ScalerConnection } from '../../contracts/event-source';
import type { INetworkPeer } from '../../contracts/network-peer';
import { Endpoint } from '../../network/endpoint';
import { variablePrefix } from '../variable-prefix';
import type { PostgreSqlUrlOptions } from './postgresql-url-options';
import type { SslMode } from './ssl-mode';

/** Where a server is, and as whom programs come. */
export interface PostgreSqlAddress {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: ICredentialKey;
  readonly password: ICredentialKey;
  readonly peer: INetworkPeer;
  /** Undefined: the driver decides. */
  readonly sslMode: SslMode | undefined;
}

/** The address as a URL that refers to the variables of user and password. */
export function postgreSqlUrl(address: PostgreSqlAddress, options: PostgreSqlUrlOptions): Endpoint {
  const { scheme = 'postgresql', database = address.database, sslMode = address.sslMode } = options;
  const prefix = options.variablePrefix ?? variablePrefix(address.name);
  const username = `${prefix}_USERNAME`;
  const password = `${prefix}_PASSWORD`;
  // SQLAlchemy hands the parameters of the URL to asyncpg as they are, which calls this one ssl.
  const ssl = scheme.endsWith('+asyncpg') ? 'ssl' : 'sslmode';
  const parameters = { ...(sslMode === undefined ? {} : { [ssl]: sslMode }), ...options.parameters };
  const query = Object.keys(parameters)
    .sort()
    .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(parameters[name])}`)
    .join('&');
  const authority = `$(${username}):$(${password})@${address.host}:${address.port}`;
  return Endpoint._within(
    database,
    `${scheme}://${authority}/${encodeURIComponent(database)}${query && `?${query}`}`,
    address.peer,
    {
      credentials: { [username]: address.username, [password]: address.password },
    },
  );
}

/** How KEDA's scaler asks the server. */
export function postgreSqlScaler(address: PostgreSqlAddress, sslMode: SslMode): ScalerConnection {
  const { host, port, database, username, password } = address;
  return {
    parameters: { host, port: String(port), dbName: database, sslmode: sslMode },
    credentials: { userName: username, password },
  };
}
