import { Construct, type IConstruct } from 'constructs';
import { reportError } from '../core/diagnostic-registry';
import { isDnsSubdomain } from '../core/dns-name';
import { defineObject } from '../core/define-object';
import { standaloneLabels } from '../core/labels';
import type { INetworkPeer, NetworkTarget } from '../contracts/network-peer';
import { Endpoint } from './endpoint';
import type { Peer } from './peer';

/** What a short name stands for. */
export interface ServiceAliasProps {
  /** The Service in another namespace. */
  readonly target: Peer;

  /**
   * The short name.
   *
   * @default - the id
   */
  readonly name?: string;
}

/**
 * A short name in this namespace for a Service of another one, for programs that are configured with it. Whoever uses
 * it gets the way to the pods behind it.
 */
export class ServiceAlias extends Construct implements INetworkPeer {
  /** The short name. */
  public readonly name: string;

  private readonly target: Peer;
  private readonly authority: string;

  constructor(scope: Construct, id: string, props: ServiceAliasProps) {
    super(scope, id);
    this.name = props.name ?? id;
    this.target = props.target;
    const [host, port] = props.target.address.address.split(':');
    this.authority = port === undefined ? this.name : `${this.name}:${port}`;
    if (!host.endsWith('.svc') || !isDnsSubdomain(host)) {
      reportError(this, {
        property: 'target',
        value: JSON.stringify(host),
        rule: 'an alias stands for a Service of another namespace',
        fix: "use Peer.service(name, { namespace: '…', port })",
      });
    }
    defineObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Service',
      name: this.name,
      labels: standaloneLabels(this.name),
      content: () => ({ spec: { type: 'ExternalName', externalName: `${host}.cluster.local` } }),
    });
  }

  /** The address as a URL, and the way there. A path starts with a slash. */
  public url(scheme: string, path?: string): Endpoint {
    return Endpoint.of(`${scheme}://${this.authority}${path ?? ''}`, this);
  }

  /** The pods behind the Service that the name stands for. */
  public toNetworkTarget(workload: IConstruct): NetworkTarget {
    return this.target.toNetworkTarget(workload);
  }
}
