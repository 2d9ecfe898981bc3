import type { IConstruct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import type { ICredentialKey } from '../../contracts/credential-key';
import type { ScalerConnection, ScalerRequest } from '../../contracts/event-source';
import type { INetworkPeer } from '../../contracts/network-peer';
import { Endpoint } from '../../network/endpoint';
import { variablePrefix } from '../variable-prefix';
import type { RedisUrlOptions } from './redis-url-options';

/** Where a server is, and as whom programs come. */
export interface RedisAddress {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Undefined: the default user. */
  readonly username: ICredentialKey | undefined;
  readonly password: ICredentialKey;
  readonly peer: INetworkPeer;
}

/** The address as a URL that refers to the variables of user and password. */
export function redisUrl(address: RedisAddress, options: RedisUrlOptions): Endpoint {
  const { scheme = address.tls ? 'rediss' : 'redis', database = 0, parameters = {} } = options;
  const prefix = options.variablePrefix ?? variablePrefix(address.name);
  const username = `${prefix}_USERNAME`;
  const password = `${prefix}_PASSWORD`;
  const query = Object.keys(parameters)
    .sort()
    .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(parameters[name])}`)
    .join('&');
  const user = address.username === undefined ? '' : `$(${username})`;
  // Some clients take the database from a parameter, which wins.
  return Endpoint._within(
    parameters.db ?? String(database),
    `${scheme}://${user}:$(${password})@${address.host}:${address.port}/${database}${query && `?${query}`}`,
    address.peer,
    {
      credentials: {
        ...(address.username && { [username]: address.username }),
        [password]: address.password,
      },
    },
  );
}

/** How KEDA's scalers for lists and for streams ask the server. */
export function redisScaler(address: RedisAddress): ScalerConnection {
  const { host, port, tls, username, password } = address;
  return {
    parameters: { address: `${host}:${port}`, ...(tls ? { enableTLS: 'true' } : {}) },
    credentials: { ...(username && { username }), password },
  };
}

/** Reports a scaler that does not speak to a Redis alone. */
export function checkScaler(scope: IConstruct, { scaler }: ScalerRequest): void {
  if (scaler !== 'redis' && scaler !== 'redis-streams') {
    reportError(scope, {
      property: 'scaling',
      value: `a scaler of the type ${JSON.stringify(scaler)}`,
      rule: 'a Redis is asked by the scalers redis and redis-streams; those for clusters and sentinels find no such thing here',
      fix: 'use a trigger for lists or streams of Redis, or name what the scaler is for',
    });
  }
}
