import type { IConstruct } from 'constructs';
import type { ICredentialKey } from './credential-key';
import type { INetworkPeer } from './network-peer';

/** What a scaler wants to know of somebody. */
export interface ScalerRequest {
  /** The type of the KEDA scaler, for example `rabbitmq`. */
  readonly scaler: string;

  /**
   * The protocol that the scaler speaks, where there are several, for example `http` or `amqp` for RabbitMQ.
   *
   * @default - what the scaler speaks by itself
   */
  readonly protocol?: string;
}

/** How a scaler asks somebody: where, as whom, and which way. */
export interface ScalerConnection {
  /**
   * Parameters of the trigger that say where, by their names. Never a credential.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string };

  /**
   * Parameters of the authentication that say as whom, by their names.
   *
   * @default - none
   */
  readonly credentials?: { [name: string]: ICredentialKey };
}

/** Somebody that an autoscaler of events can ask how much work waits: a broker, a database. */
export interface IEventSource {
  /** How a scaler asks it. */
  toScalerConnection(request: ScalerRequest): ScalerConnection;

  /**
   * Opens its own policies to a scaler, where it runs in this tree; nothing to do for one outside.
   * `peer` is who comes: KEDA's operator.
   */
  admitScaler(peer: INetworkPeer, request: ScalerRequest): void;

  /** The construct that messages about it name. */
  readonly construct: IConstruct;
}
