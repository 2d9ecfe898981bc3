import { Construct, type IConstruct } from 'constructs';
import { reportError, reportWarning } from '../core/diagnostic-registry';
import { isDnsSubdomain } from '../core/dns-name';
import type { ICredentialKey } from '../contracts/credential-key';
import type { ICredentialSource } from '../contracts/credential-source';
import type { INetworkPeer, NetworkTarget } from '../contracts/network-peer';
import { Endpoint } from '../network/endpoint';
import { namedService } from '../network/host-names';
import { Peer, type PeerPortOptions } from '../network/peer';
import type { ExternalStoreOptions } from './external-store-options';

/** Something that keeps data and is not part of this tree: nothing is emitted for it, and it has the same endpoints. */
export abstract class ExternalStore extends Construct implements INetworkPeer {
  /** The construct that messages about it name. */
  public readonly construct: IConstruct;

  constructor(
    scope: Construct,
    id: string,
    protected readonly options: ExternalStoreOptions,
    private readonly port: number,
  ) {
    super(scope, id);
    this.construct = this;
    if (!isDnsSubdomain(options.host.replace(/\.$/, ''))) {
      reportError(this, {
        property: 'host',
        value: JSON.stringify(options.host),
        rule: 'it is a host name in lower case, without scheme and port, or an IPv4 address',
        fix: "write 'db.example.com', or 'name.namespace.svc' for a Service",
      });
    }
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      reportError(this, {
        property: 'port',
        value: String(port),
        rule: 'a port is a whole number from 1 to 65535',
        fix: 'give the port that the server listens on, or leave it out',
      });
    }
  }

  /** Who it is, as the policy of a workload has to write it for that workload's cluster. */
  public toNetworkTarget(workload: IConstruct): NetworkTarget {
    return this.targetOn({ port: this.port }, workload);
  }

  /** The bundles of which a client uses one to log in. */
  protected abstract get clientCredentials(): ICredentialSource[];

  /** The address that is kept as a whole under a key; options that would change it are an error. */
  protected secretUrl(key: ICredentialKey, options: object): Endpoint {
    const given = Object.keys(options);
    if (given.length > 0) {
      reportError(this, {
        property: 'url',
        value: `${given.sort().join(', ')}, with the urlKey ${JSON.stringify(key.key)}`,
        rule: 'a URL that is kept as a whole is told to programs as it is',
        fix: 'leave the options out and write the URL so where it is kept, or leave out urlKey',
      });
    }
    return Endpoint.secret(key, this);
  }

  /** Warns of a connection that is not encrypted on its way out of the cluster. */
  protected warnOfClearText({ property, value, rule, fix }: ClearText): void {
    if (this.toNetworkTarget(this).service === undefined) {
      reportWarning(this, {
        property,
        value,
        rule: rule ?? 'the server is outside the cluster, and whoever is on the way can read user and password',
        fix: `${fix}; or acknowledge it with the reason, such as a private network`,
        id: 'credentials-in-clear-text',
      });
    }
  }

  /** The address of one of its ports as a URL without credentials, and the way there. */
  protected urlOn(port: PeerPortOptions, scheme: string): Endpoint {
    const { address } = this.peerOn(port).url(scheme);
    return Endpoint.of(address, { toNetworkTarget: (workload) => this.targetOn(port, workload) });
  }

  private targetOn(port: PeerPortOptions, workload: IConstruct): NetworkTarget {
    return { ...this.peerOn(port).toNetworkTarget(workload), credentials: this.clientCredentials };
  }

  private peerOn(port: PeerPortOptions): Peer {
    const { host, cidr, anyAddress, podLabels } = this.options;
    const service = namedService(host);
    if (service) {
      return Peer.service(service.name, { ...port, namespace: service.namespace, podLabels });
    }
    return IPV4.test(host)
      ? Peer.cidr(cidr ?? `${host}/32`, { ...port, anyAddress })
      : Peer.hostname(host, { ...port, cidr, anyAddress });
  }
}

/** What makes a connection one that others can read. */
interface ClearText {
  readonly property: string;
  readonly value: string;
  readonly rule?: string;
  readonly fix: string;
}

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
