import type { INetworkPeer } from '../contracts/network-peer';

/**
 * An address that a program is told, and the peer behind it: a workload that gets an endpoint as a variable gets the
 * way there opened, too.
 */
export class Endpoint {
  /** An address of a peer, in whatever form the program wants it. */
  public static of(address: string, peer: INetworkPeer): Endpoint {
    return new Endpoint(address, peer);
  }

  private constructor(
    /** The address, as the variable holds it. */
    public readonly address: string,
    /** Who is behind it. */
    public readonly peer: INetworkPeer,
  ) {}
}
