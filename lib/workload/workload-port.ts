import type { IConstruct } from 'constructs';
import type { INetworkPeer, NetworkTarget } from '../contracts/network-peer';
import { Endpoint } from '../network/endpoint';
import { type Port, PortRole } from '../network/port';

/** One port of a workload, as a peer: an edge to it opens this port alone. */
export class WorkloadPort implements INetworkPeer {
  /** @internal */
  public static _create(workload: INetworkPeer, port: Port, host: string): WorkloadPort {
    return new WorkloadPort(workload, port, host);
  }

  private constructor(
    private readonly workload: INetworkPeer,
    private readonly target: Port,
    private readonly host: string,
  ) {}

  /** The address as a URL, and the way there. A path starts with a slash. */
  public url(scheme: string, path?: string): Endpoint {
    return Endpoint.of(`${scheme}://${this.host}:${this.target.servicePort}${path ?? ''}`, this);
  }

  /** The address as `host:port`, and the way there. */
  public get address(): Endpoint {
    return Endpoint.of(`${this.host}:${this.target.servicePort}`, this);
  }

  /** The pods of the workload with this port alone, as the other end of an edge. */
  public toNetworkTarget(workload: IConstruct): NetworkTarget {
    const { credentials, ...target } = this.workload.toNetworkTarget(workload);
    return {
      ...target,
      ports: [this.target.toNetworkPort()],
      // Who reads metrics does not log in.
      ...(credentials && this.target.role !== PortRole.METRICS ? { credentials } : {}),
    };
  }
}
