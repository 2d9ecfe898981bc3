/** A port on every node, with its written reason. */
export interface NodePortOptions {
  /**
   * Why a port on every node is acceptable.
   *
   * @default - none: an error
   */
  readonly reason?: string;

  /**
   * The name of the port that is opened.
   *
   * @default - `http`, or the first port of the Service that opens, where none is called so
   */
  readonly portName?: string;
}

/** An address past the edge, with its written reason. */
export interface LoadBalancerOptions {
  /**
   * Why an address past the edge is acceptable.
   *
   * @default - none: an error
   */
  readonly reason?: string;
}

/** What is opened where nobody says what. */
const HTTP = 'http';

/** How a Service is reached from outside the cluster. Anything but a route takes a written reason. */
export class Exposure {
  /** Not at all: from inside the cluster, and through a route. */
  public static clusterIp(): Exposure {
    return new Exposure('ClusterIP', undefined, {}, '');
  }

  /** By a port on every node, from 30000 to 32767. Without a reason it is an error. */
  public static nodePort(port: number, options: NodePortOptions = {}): Exposure {
    const ports = { [options.portName ?? HTTP]: port };
    const example = `Exposure.nodePort(${port}, { reason: … })`;
    return new Exposure('NodePort', options.reason, ports, example, options.portName === undefined);
  }

  /** By an address of its own, from the cloud. Without a reason it is an error. */
  public static loadBalancer(options: LoadBalancerOptions = {}): Exposure {
    return new Exposure('LoadBalancer', options.reason, {}, 'Exposure.loadBalancer({ reason: … })');
  }

  private constructor(
    /** The type of the Service. */
    public readonly kind: string,
    /** The written reason. */
    public readonly reason: string | undefined,
    /** The ports on the nodes, by the name of the port. */
    public readonly nodePorts: { [portName: string]: number },
    /** How a reason is given, for messages. */
    public readonly example: string,
    private readonly isPortByDefault = false,
  ) {}

  /** Whether a port is opened past the edge. */
  public opens(portName: string): boolean {
    return this.kind === 'LoadBalancer' || portName in this.nodePorts;
  }
  /**
   * The same for a Service of these ports: what is opened by default is one that it has.
   *
   * @internal
   */
  public _among(portNames: readonly string[]): Exposure {
    if (!this.isPortByDefault || portNames.includes(HTTP) || portNames.length === 0) {
      return this;
    }
    return new Exposure(this.kind, this.reason, { [portNames[0]]: this.nodePorts[HTTP] }, this.example);
  }
}
