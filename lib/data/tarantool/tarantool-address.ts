import type { ICredentialKey } from '../../contracts/credential-key';
import type { INetworkPeer } from '../../contracts/network-peer';
import { Endpoint } from '../../network/endpoint';
import { variablePrefix } from '../variable-prefix';
import type { TarantoolUrlOptions } from './tarantool-url-options';

/** Where a server is, and as whom programs come. */
export interface TarantoolAddress {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** The name itself, or where a bundle has it. */
  readonly username: string | ICredentialKey;
  readonly password: ICredentialKey;
  readonly peer: INetworkPeer;
}

/** The address as a URL that refers to the variables of the password, and of the user where it is in a bundle. */
export function tarantoolUrl(address: TarantoolAddress, options: TarantoolUrlOptions): Endpoint {
  const { scheme = 'tarantool' } = options;
  const prefix = options.variablePrefix ?? variablePrefix(address.name);
  const username = `${prefix}_USERNAME`;
  const password = `${prefix}_PASSWORD`;
  const isKept = typeof address.username !== 'string';
  return Endpoint.of(
    `${scheme}://${isKept ? `$(${username})` : address.username}:$(${password})@${address.host}:${address.port}`,
    address.peer,
    {
      credentials: {
        ...(typeof address.username === 'string' ? {} : { [username]: address.username }),
        [password]: address.password,
      },
    },
  );
}
