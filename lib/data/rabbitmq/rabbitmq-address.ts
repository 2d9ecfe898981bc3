import type { IConstruct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import type { ICredentialKey } from '../../contracts/credential-key';
import type { ScalerConnection, ScalerRequest } from '../../contracts/event-source';
import type { INetworkPeer } from '../../contracts/network-peer';
import { Endpoint } from '../../network/endpoint';
import { variablePrefix } from '../variable-prefix';
import type { RabbitMqUrlOptions } from './rabbitmq-url-options';

/** Where a broker is, and as whom programs come. */
export interface RabbitMqAddress {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly managementPort: number;
  readonly virtualHost: string;
  readonly tls: boolean;
  readonly username: ICredentialKey;
  readonly password: ICredentialKey;
  readonly peer: INetworkPeer;
}

/** The address for AMQP as a URL that refers to the variables of user and password. */
export function rabbitMqUrl(address: RabbitMqAddress, options: RabbitMqUrlOptions): Endpoint {
  const { scheme = address.tls ? 'amqps' : 'amqp', virtualHost = address.virtualHost, parameters = {} } = options;
  const prefix = options.variablePrefix ?? variablePrefix(address.name);
  const username = `${prefix}_USERNAME`;
  const password = `${prefix}_PASSWORD`;
  const query = Object.keys(parameters)
    .sort()
    .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(parameters[name])}`)
    .join('&');
  const authority = `$(${username}):$(${password})@${address.host}:${address.port}`;
  return Endpoint._within(
    virtualHost,
    `${scheme}://${authority}/${encodeURIComponent(virtualHost)}${query && `?${query}`}`,
    address.peer,
    { credentials: { [username]: address.username, [password]: address.password } },
  );
}

/**
 * How KEDA's scaler asks the broker. It takes scheme, host, port and virtual host from `host`, and puts user and
 * password of the authentication into it by itself, encoded as a URL wants them.
 */
export function rabbitMqScaler(address: RabbitMqAddress, request: ScalerRequest): ScalerConnection {
  const secure = address.tls ? 's' : '';
  const origin = asksManagement(request)
    ? `http${secure}://${address.host}:${address.managementPort}`
    : `amqp${secure}://${address.host}:${address.port}`;
  return {
    parameters: { host: `${origin}/${encodeURIComponent(address.virtualHost)}` },
    credentials: { username: address.username, password: address.password },
  };
}

/** Whether a scaler asks the management interface, which alone counts what is not acknowledged yet. */
export function asksManagement({ protocol }: ScalerRequest): boolean {
  return protocol === 'http';
}

/** Reports a scaler that does not speak to RabbitMQ, and a protocol that none does. */
export function checkScaler(scope: IConstruct, { scaler, protocol = 'auto' }: ScalerRequest): void {
  if (scaler !== 'rabbitmq') {
    reportError(scope, {
      property: 'scaling',
      value: `a scaler of the type ${JSON.stringify(scaler)}`,
      rule: 'a RabbitMQ is asked by the scaler rabbitmq alone',
      fix: 'use a trigger for RabbitMQ, or name what the scaler is for',
    });
  }
  if (!['amqp', 'http', 'auto'].includes(protocol)) {
    reportError(scope, {
      property: 'scaling',
      value: `the protocol ${JSON.stringify(protocol)}`,
      rule: 'the scaler rabbitmq speaks amqp, which counts what waits, or http, which counts what is being worked on, too',
      fix: 'use one of the two',
    });
  }
}

/** Reports a virtual host that is written differently in a URL. */
export function checkVirtualHost(scope: IConstruct, virtualHost: string): void {
  if (virtualHost !== '/' && !/^[\w.~-]+$/.test(virtualHost)) {
    reportError(scope, {
      property: 'virtualHost',
      value: JSON.stringify(virtualHost),
      rule: 'clients and scalers decode it differently where it has other characters than letters, digits, - _ . and ~',
      fix: "choose a plain name, such as 'orders', or leave it out for '/'",
    });
  }
}
