import type { ICredentialKey } from '../contracts/credential-key';
import type { INetworkPeer } from '../contracts/network-peer';

/** What else an address is made of. */
export interface EndpointOptions {
  /**
   * Variables filled from credentials that the address refers to as `$(NAME)`: a program that wants them inside of its
   * URL gets them there without a manifest ever holding a value. Values must be fit for the place where they stand, a
   * password in a URL for example without `@`, `/` and `:`.
   *
   * @default - none
   */
  readonly credentials?: { [variable: string]: ICredentialKey };
}

/**
 * An address that a program is told, and the peer behind it: a workload that gets an endpoint as a variable gets the
 * way there opened, too.
 */
export class Endpoint {
  /** An address of a peer, in whatever form the program wants it. */
  public static of(address: string, peer: INetworkPeer, options: EndpointOptions = {}): Endpoint {
    return new Endpoint(address, peer, undefined, { ...options.credentials }, undefined);
  }

  /**
   * An address of one of several places that a server has, such as a database or a virtual host.
   *
   * @internal
   */
  public static _within(place: string, address: string, peer: INetworkPeer, options: EndpointOptions): Endpoint {
    return new Endpoint(address, peer, undefined, { ...options.credentials }, place);
  }

  /** An address that is a secret as a whole, such as a URL with a password in it, kept under a key of a bundle. */
  public static secret(key: ICredentialKey, peer: INetworkPeer): Endpoint {
    return new Endpoint('', peer, key, {}, undefined);
  }

  private constructor(
    /** The address, as the variable holds it; empty where it is a secret as a whole. */
    public readonly address: string,
    /** Who is behind it. */
    public readonly peer: INetworkPeer,
    /** The key that holds the address, where it is a secret as a whole. */
    public readonly secretKey: ICredentialKey | undefined,
    /** Further variables, which the address refers to. */
    public readonly credentials: { [variable: string]: ICredentialKey },
    /**
     * The place that the address leads to, where the server has several and it is known.
     *
     * @internal
     */
    public readonly _place: string | undefined,
  ) {}
}
