import type { ICredentialKey } from '../../contracts/credential-key';
import type { INetworkPeer } from '../../contracts/network-peer';

/** How an alert arrives in Slack. */
export interface SlackReceiverOptions {
  /** The channel, for example `#alerts`. */
  readonly channel: string;
}

/** How an alert becomes an incident in PagerDuty. */
export interface PagerDutyReceiverOptions {
  /**
   * Where PagerDuty takes events.
   *
   * @default - `events.pagerduty.com`, by its name: on clusters that cannot filter by name give a peer with an address
   * range, or with the reason why any may be reached
   */
  readonly peer?: INetworkPeer;
}

/** How an alert arrives by mail. */
export interface EmailReceiverOptions {
  /** Who receives it. */
  readonly recipient: string;

  /** Who sends it. */
  readonly sender: string;

  /** The server that takes mail, as `host:port`. */
  readonly server: string;

  /** The same server as a peer: the way there. */
  readonly peer: INetworkPeer;

  /**
   * Who logs in at the server.
   *
   * @default - nobody does
   */
  readonly userName?: string;

  /**
   * The password of who logs in.
   *
   * @default - nobody does
   */
  readonly password?: ICredentialKey;
}
