import type { IEventSource, ScalerConnection, ScalerRequest } from '../contracts/event-source';
import type { INetworkPeer } from '../contracts/network-peer';
import { ExternalStore } from './external-store';

/** A store outside this tree that a scaler can ask how much waits in it. */
export abstract class ExternalEventSource extends ExternalStore implements IEventSource {
  /** How a scaler asks it. */
  public abstract toScalerConnection(request: ScalerRequest): ScalerConnection;

  /** Nothing to open: its policies are not ours. */
  public admitScaler(_peer: INetworkPeer, _request: ScalerRequest): void {}
}
