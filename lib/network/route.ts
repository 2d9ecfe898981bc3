/** Where a route leads, and how it is named. */
export interface RouteOptions {
  /**
   * The beginning of the paths that it takes.
   *
   * @default '/'
   */
  readonly pathPrefix?: string;

  /**
   * The name of the port that it leads to.
   *
   * @default - the first service port
   */
  readonly portName?: string;

  /**
   * The Secret with the certificate, for edges that read Ingress. A Gateway has its certificates in its listeners.
   *
   * @default - the name of the route, followed by `-tls`
   */
  readonly tlsSecret?: string;

  /**
   * Whether the edge takes the prefix off the path, so that the program sees `/orders` for `/api/orders`.
   *
   * @default false
   */
  readonly stripPrefix?: boolean;

  /**
   * The address ranges that clients may come from, such as those of a company. The edge enforces them, for behind it
   * every source is the edge; it has to see the addresses of clients, and not that of a load balancer before it.
   *
   * @default - from everywhere
   */
  readonly allowedSources?: string[];
}

/** A way in from outside, by host name, through the edge of the cluster and with TLS. */
export class Route {
  /** A route for a host name, such as `api.example.com`. */
  public static host(hostname: string, options: RouteOptions = {}): Route {
    return new Route(hostname, options.pathPrefix ?? '/', options);
  }

  /** The name of the port that it leads to; undefined: the first service port. */
  public readonly portName?: string;

  /** The Secret with the certificate; undefined: by convention. */
  public readonly tlsSecret?: string;

  /** Whether the edge takes the prefix off the path. */
  public readonly stripPrefix: boolean;

  /** The address ranges that clients may come from; undefined: from everywhere. */
  public readonly allowedSources?: string[];

  private constructor(
    /** The host name. */
    public readonly hostname: string,
    /** The beginning of the paths that it takes. */
    public readonly pathPrefix: string,
    options: RouteOptions,
  ) {
    this.portName = options.portName;
    this.tlsSecret = options.tlsSecret;
    this.stripPrefix = options.stripPrefix ?? false;
    this.allowedSources = options.allowedSources && [...options.allowedSources];
  }
}
