/** What an edge controller understands as a route. */
export enum EdgeApi {
  /** HTTPRoute and GRPCRoute of the Gateway API. */
  GATEWAY = 'gateway',

  /** Ingress. */
  INGRESS = 'ingress',
}

/** The Gateway that routes attach to. It belongs to the platform, not to a system. */
export interface GatewayEdgeOptions {
  /**
   * The name of the Gateway.
   *
   * @default 'gateway'
   */
  readonly gateway?: string;

  /**
   * The namespace of the Gateway.
   *
   * @default 'gateway'
   */
  readonly gatewayNamespace?: string;

  /**
   * The listener to attach to: one that has certificates. Without a name a route would attach to every listener that
   * accepts its host, plain HTTP too.
   *
   * @default 'https'
   */
  readonly listener?: string;
}

/** Application Gateway for Containers. */
export interface ApplicationGatewayOptions extends GatewayEdgeOptions {
  /**
   * The address range of the subnet delegated to the gateway: the traffic comes from there, not from a pod.
   *
   * @default - unknown: a route is then an error, because no policy could let its traffic in
   */
  readonly subnetCidr?: string;
}

/** An edge whose proxies are pods of the cluster. */
export interface PodEdgeOptions {
  /**
   * The namespace that the proxies run in.
   *
   * @default - as the controller installs itself
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace?: string;

  /**
   * The labels of the proxies.
   *
   * @default - as the controller installs itself
   */
  readonly podLabels?: { [name: string]: string };
}

/** Istio as a Gateway API controller. */
export interface IstioEdgeOptions extends GatewayEdgeOptions {
  /**
   * The labels of the proxies, which run in the namespace of the Gateway.
   *
   * @default - `gateway.networking.k8s.io/gateway-name`, as Istio labels them
   */
  readonly podLabels?: { [name: string]: string };
}

/** An edge that reads Ingress objects. */
export interface IngressEdgeOptions extends PodEdgeOptions {
  /**
   * The ingress class.
   *
   * @default - the name of the controller
   */
  readonly className?: string;

  /**
   * The cert-manager ClusterIssuer of the certificates.
   *
   * @default - none: the TLS secret of a route has to exist
   */
  readonly clusterIssuer?: string;

  /**
   * Whether the issuer proves host names by DNS-01. Otherwise it proves them by HTTP-01: a policy in each namespace with
   * a route then lets the edge reach the pods that answer (`acme.cert-manager.io/http01-solver`, port 8089).
   *
   * @default false
   */
  readonly dns01?: boolean;
}

/** Where the edge's traffic comes from. */
export interface EdgeSource {
  /**
   * The namespace of the proxies.
   *
   * @default - the edge is outside the cluster
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace?: string;

  /**
   * The labels of the proxies.
   *
   * @default - every pod of the namespace
   */
  readonly podLabels?: { [name: string]: string };

  /**
   * The address ranges of an edge outside the cluster.
   *
   * @default - the edge is in the cluster
   */
  readonly cidrs?: string[];
}

/**
 * The controller at the edge of a cluster: what takes traffic from outside to services. It decides whether a route is
 * an HTTPRoute, a GRPCRoute or an Ingress, and from where a network policy has to let traffic in.
 */
export class Edge {
  /** Azure's Application Gateway for Containers, through the Gateway API. */
  public static applicationGateway(options: ApplicationGatewayOptions = {}): Edge {
    const cidrs = options.subnetCidr === undefined ? [] : [options.subnetCidr];
    return new Edge('application-gateway', EdgeApi.GATEWAY, true, false, { cidrs }, options, {});
  }

  /** Istio's ingress gateway, through the Gateway API. */
  public static istio(options: IstioEdgeOptions = {}): Edge {
    const gateway = options.gateway ?? DEFAULT_GATEWAY;
    const source = {
      namespace: options.gatewayNamespace ?? DEFAULT_GATEWAY,
      podLabels: options.podLabels ?? { 'gateway.networking.k8s.io/gateway-name': gateway },
    };
    return new Edge('istio', EdgeApi.GATEWAY, true, false, source, options, {});
  }

  /** Traefik 3, as k3s and k3d install it. */
  public static traefik(options: IngressEdgeOptions = {}): Edge {
    const source = {
      namespace: options.namespace ?? 'kube-system',
      podLabels: options.podLabels ?? { 'app.kubernetes.io/name': 'traefik' },
    };
    return new Edge('traefik', EdgeApi.INGRESS, true, true, source, {}, options);
  }

  /** ingress-nginx. It is retired since March 2026: for clusters that still run it. */
  public static nginx(options: IngressEdgeOptions = {}): Edge {
    const source = {
      namespace: options.namespace ?? 'ingress-nginx',
      podLabels: options.podLabels ?? {
        'app.kubernetes.io/name': 'ingress-nginx',
        'app.kubernetes.io/component': 'controller',
      },
    };
    return new Edge('nginx', EdgeApi.INGRESS, true, true, source, {}, options);
  }

  /** The name of the Gateway that routes attach to. */
  public readonly gateway: string;

  /** The namespace of that Gateway. */
  public readonly gatewayNamespace: string;

  /** The listener to attach to. */
  public readonly listener: string;

  /** The ingress class. */
  public readonly className: string;

  /** The cert-manager ClusterIssuer, if certificates are made for ingresses. */
  public readonly clusterIssuer?: string;

  /** Whether that issuer proves host names by DNS-01, so that no pods answer in the namespaces of routes. */
  public readonly dns01: boolean;

  private constructor(
    /** The controller: `application-gateway`, `istio`, `traefik` or `nginx`. */
    public readonly controller: string,
    /** The objects it reads. */
    public readonly api: EdgeApi,
    /** Whether it can carry gRPC to a service. */
    public readonly speaksGrpc: boolean,
    /** Whether a route itself can say which addresses its clients may have. */
    public readonly filtersSources: boolean,
    /** Where its traffic comes from. */
    public readonly source: EdgeSource,
    gateway: GatewayEdgeOptions,
    ingress: IngressEdgeOptions,
  ) {
    this.gateway = gateway.gateway ?? DEFAULT_GATEWAY;
    this.gatewayNamespace = gateway.gatewayNamespace ?? DEFAULT_GATEWAY;
    this.listener = gateway.listener ?? 'https';
    this.className = ingress.className ?? controller;
    this.clusterIssuer = ingress.clusterIssuer;
    this.dns01 = ingress.dns01 ?? false;
  }
}

const DEFAULT_GATEWAY = 'gateway';
