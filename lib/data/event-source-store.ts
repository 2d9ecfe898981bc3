import type { IEventSource, ScalerConnection, ScalerRequest } from '../contracts/event-source';
import type { INetworkPeer } from '../contracts/network-peer';
import type { Port } from '../network/port';
import { DataStore } from './data-store';

/** A store in the cluster that a scaler can ask how much waits in it; KEDA reaches it where one does. */
export abstract class EventSourceStore extends DataStore implements IEventSource {
  /** How a scaler asks it. */
  public abstract toScalerConnection(request: ScalerRequest): ScalerConnection;

  /** Opens the port that a scaler asks. */
  public admitScaler(peer: INetworkPeer, request: ScalerRequest): void {
    this.allowPort(peer, this.scalerPort(request));
  }

  /** The port that a scaler asks. */
  protected abstract scalerPort(request: ScalerRequest): Port;
}
