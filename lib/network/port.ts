import type { NetworkPort } from '../contracts/network-peer';

/** What a port is for; edges mean service ports unless they name another. */
export enum PortRole {
  /** What clients use. */
  SERVICE = 'service',

  /** What Prometheus scrapes: nobody else reaches it. */
  METRICS = 'metrics',

  /** What operators use: only an edge that names it reaches it. */
  ADMIN = 'admin',
}

/** Where a port stands on the Service. */
export interface PortOptions {
  /**
   * The port of the Service.
   *
   * @default - the port of the container
   */
  readonly servicePort?: number;
}

/** Where a port stands on the Service, and its name. */
export interface NamedPortOptions extends PortOptions {
  /**
   * The name: at most 15 of a-z, 0-9 and -.
   *
   * @default - what the port is for: `http`, `grpc`, `metrics` or `admin`
   */
  readonly name?: string;
}

/** A port that a program listens on. */
export class Port {
  /** HTTP. */
  public static http(containerPort: number, options: NamedPortOptions = {}): Port {
    return new Port(options.name ?? 'http', containerPort, 'TCP', PortRole.SERVICE, options, undefined, true);
  }

  /** gRPC without TLS: HTTP/2 in clear text, as behind an edge or in a mesh. */
  public static grpc(containerPort: number, options: NamedPortOptions = {}): Port {
    return new Port(options.name ?? 'grpc', containerPort, 'TCP', PortRole.SERVICE, options, 'kubernetes.io/h2c');
  }

  /** Any protocol over TCP. */
  public static tcp(name: string, containerPort: number, options: PortOptions = {}): Port {
    return new Port(name, containerPort, 'TCP', PortRole.SERVICE, options, undefined);
  }

  /** Any protocol over UDP. */
  public static udp(name: string, containerPort: number, options: PortOptions = {}): Port {
    return new Port(name, containerPort, 'UDP', PortRole.SERVICE, options, undefined);
  }

  /** Prometheus metrics over HTTP. */
  public static metrics(containerPort: number, options: NamedPortOptions = {}): Port {
    return new Port(options.name ?? 'metrics', containerPort, 'TCP', PortRole.METRICS, options, undefined, true);
  }

  /** An interface for operators over TCP. */
  public static admin(containerPort: number, options: NamedPortOptions = {}): Port {
    return new Port(options.name ?? 'admin', containerPort, 'TCP', PortRole.ADMIN, options, undefined);
  }

  /** The port of the Service. */
  public readonly servicePort: number;

  /**
   * Whether HTTP/1.1 is spoken for certain: what is spoken on a port of TCP only its author knows.
   *
   * @internal
   */
  public readonly _isHttp: boolean;

  private constructor(
    /** The name. */
    public readonly name: string,
    /** The port of the container. */
    public readonly containerPort: number,
    /** `TCP` or `UDP`. */
    public readonly protocol: string,
    /** What it is for. */
    public readonly role: PortRole,
    options: PortOptions,
    /** What is spoken, as Gateways and meshes read it from the Service; undefined where HTTP/1.1 or unknown. */
    public readonly appProtocol: string | undefined,
    isHttp = false,
  ) {
    this._isHttp = isHttp;
    this.servicePort = options.servicePort ?? containerPort;
  }

  /** Whether gRPC is spoken. */
  public get isGrpc(): boolean {
    return this.appProtocol === 'kubernetes.io/h2c';
  }

  /** The port as policies write it. */
  public toNetworkPort(): NetworkPort {
    return { port: this.containerPort, protocol: this.protocol };
  }
}
