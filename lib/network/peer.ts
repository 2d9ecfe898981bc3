import type { IConstruct } from 'constructs';
import { isOpenRange } from '../core/cidr';
import { isDnsLabel } from '../core/dns-name';
import type { INetworkPeer, NetworkPort, NetworkTarget } from '../contracts/network-peer';
import { Cluster } from '../environment/cluster';
import { DataPlane } from '../environment/data-plane';
import { kedaTarget } from '../environment/keda';
import { nodesTarget } from '../environment/nodes';
import { Endpoint } from './endpoint';
import { type PeerProblem, readHostName } from './host-names';

/** The port of a peer. */
export interface PeerPortOptions {
  /** The number of the port. */
  readonly port: number;

  /**
   * `TCP`, `UDP` or `SCTP`, in any case.
   *
   * @default 'TCP'
   */
  readonly protocol?: string;
}

/** A Service of the cluster that is not part of this tree. */
export interface PeerServiceOptions extends PeerPortOptions {
  /**
   * The namespace of the Service.
   *
   * @default - the namespace of the workload that talks to it
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  readonly namespace?: string;

  /**
   * The port of the pods, which is what a policy sees.
   *
   * @default - the port of the Service
   */
  readonly targetPort?: number;

  /**
   * The labels of the pods behind the Service.
   *
   * @default - every pod of the namespace
   */
  readonly podLabels?: { [name: string]: string };
}

/** A host outside the cluster. */
export interface PeerHostnameOptions extends PeerPortOptions {
  /**
   * The address range of the host, for clusters that cannot filter by name.
   *
   * @default - none: an error on such a cluster, unless `anyAddress` gives a reason
   */
  readonly cidr?: string;

  /**
   * The written reason why the port may be reached at any address, on clusters that cannot filter by name.
   *
   * @default - it may not
   */
  readonly anyAddress?: string;
}

/** A range of addresses. */
export interface PeerCidrOptions extends PeerPortOptions {
  /**
   * The written reason why the range may be half of all addresses or more, such as `0.0.0.0/0`.
   *
   * @default - none: such a range is an error
   */
  readonly anyAddress?: string;
}

/** Which pods of a namespace. */
export interface PeerPodsOptions {
  /**
   * The labels of the pods.
   *
   * @default - every pod of the namespaces
   */
  readonly podLabels?: { [name: string]: string };
}

/** Somebody outside this tree that a workload talks to, or that talks to a workload. */
export class Peer implements INetworkPeer {
  /**
   * A Service of the cluster. In-cluster targets are always named so: a rule for host names does not match pods. One that
   * turns out to be in the same environment gets the other half of the edge, too.
   */
  public static service(name: string, options: PeerServiceOptions): Peer {
    const { namespace, podLabels } = options;
    const host = namespace === undefined ? name : `${name}.${namespace}.svc`;
    return new Peer(`service ${host}`, host, options, () =>
      isDnsLabel(name)
        ? {
            service: { name, namespace },
            pods: [{ namespace, podLabels }],
            ports: [portOf({ ...options, port: options.targetPort ?? options.port })],
          }
        : { problem: serviceNameProblem(name) },
    );
  }

  /** Addresses outside the cluster. */
  public static cidr(block: string, options: PeerCidrOptions): Peer {
    const reason = options.anyAddress;
    const address = block.replace(/\/\d+$/, '');
    const isOne = block === `${address}/${address.includes(':') ? 128 : 32}` || address === block;
    return new Peer(
      block,
      address,
      options,
      () => ({ cidrs: [block], reason: isOpenRange(block) ? reason : undefined }),
      isOne
        ? undefined
        : {
            value: `the address of ${block}, which is a range`,
            rule: 'a program connects to one host: the first address of a range is no host',
            fix: `connectTo this peer for the way, and write the address of the host: Peer.cidr('…/${address.includes(':') ? 128 : 32}', …)`,
          },
    );
  }

  /**
   * A host outside the cluster, by its name where the cluster can filter names, else by its address range. `*` stands for
   * any characters of one label, as in `*.servicebus.windows.net`: there is a way to all of these, and no address. A name
   * of the cluster is the Service that it names.
   */
  public static hostname(name: string, options: PeerHostnameOptions): Peer {
    const resolve = (workload: IConstruct): Omit<NetworkTarget, 'description'> => {
      const { hostname, service, problem } = readHostName(workload, name);
      if (problem) {
        return { problem };
      }
      if (service) {
        return { service, pods: [{ namespace: service.namespace }] };
      }
      if (Cluster.of(workload).hostnameFiltering) {
        return { hostname };
      }
      if (options.cidr !== undefined) {
        return { cidrs: [options.cidr], reason: isOpenRange(options.cidr) ? options.anyAddress : undefined };
      }
      return options.anyAddress?.trim()
        ? { cidrs: ['0.0.0.0/0', '::/0'], reason: options.anyAddress }
        : {
            problem: {
              rule: 'the cluster declares no filtering by host name, and no address range is known',
              fix: 'give cidr, or the reason why any address may be reached: anyAddress, or declare hostnameFiltering',
            },
          };
    };
    const isPattern = name.includes('*');
    return new Peer(
      name,
      name.toLowerCase().replace(/\.$/, ''),
      options,
      resolve,
      isPattern
        ? {
            value: `the address of ${name}, which is a pattern`,
            rule: 'a program connects to one host: a pattern stands for many',
            fix: 'connectTo this peer for the way, and write the name of the host into a variable',
          }
        : undefined,
    );
  }

  /** Anybody, as callers: what a Service that is opened past the edge lets in. The reason stands on the Service. */
  public static anywhere(): Peer {
    return new Peer('anywhere', 'anywhere', undefined, () => ({
      cidrs: ['0.0.0.0/0', '::/0'],
      reason: 'the Service is opened past the edge',
    }));
  }

  /**
   * The pods of a namespace, as callers.
   *
   * @jsii suppress JSII5018 the word of Kubernetes
   */
  public static namespace(name: string, options: PeerPodsOptions = {}): Peer {
    return new Peer(`namespace ${name}`, name, undefined, () => ({
      pods: [{ namespace: name, podLabels: options.podLabels }],
    }));
  }

  /** The pods of every namespace that carries labels, as callers: who may call says so on its namespace. */
  public static namespacesLabeled(labels: { [name: string]: string }, options: PeerPodsOptions = {}): Peer {
    const text = Object.entries(labels)
      .map(([name, value]) => `${name}=${value}`)
      .join(',');
    return new Peer(`namespaces ${text}`, text, undefined, () => ({
      pods: [{ namespaceLabels: { ...labels }, podLabels: options.podLabels }],
    }));
  }

  /** The API server of the cluster. A workload with permissions has this edge by itself. */
  public static kubernetesApi(): Peer {
    return new Peer('the API server', 'kubernetes.default.svc', { port: 443 }, (workload) => {
      const cluster = Cluster.of(workload);
      if (cluster.dataPlane === DataPlane.CILIUM) {
        return { apiServer: true };
      }
      return cluster.apiServerCidrs.length > 0
        ? { cidrs: cluster.apiServerCidrs, ports: [{ port: cluster.apiServerPort }] }
        : {
            problem: {
              rule: 'the cluster does not declare where its API server is, and a policy cannot name it otherwise',
              fix: 'declare apiServerCidrs on the cluster',
            },
          };
    });
  }

  /** A port of the nodes themselves, such as that of their kubelets. */
  public static nodes(options: PeerPortOptions): Peer {
    return new Peer('the nodes', 'nodes', options, nodesTarget);
  }

  /** The proxies of the cluster's edge. A workload with a route has this edge by itself. */
  public static edge(): Peer {
    return new Peer('the edge', 'edge', undefined, (workload) => {
      const { edge } = Cluster.of(workload);
      if (edge?.source.namespace !== undefined) {
        return { pods: [{ namespace: edge.source.namespace, podLabels: edge.source.podLabels }] };
      }
      return edge?.source.cidrs?.length
        ? { cidrs: edge.source.cidrs }
        : {
            problem: {
              rule: edge
                ? 'the traffic of the edge comes from outside the cluster, from addresses that are not declared'
                : 'the cluster declares no edge',
              fix: edge ? `declare subnetCidr on Edge.${camel(edge.controller)}` : 'declare edge on the cluster',
            },
          };
    });
  }

  /** The cluster's Prometheus. A workload with a metrics port has this edge by itself. */
  public static prometheus(): Peer {
    return new Peer('Prometheus', 'prometheus', undefined, (workload) => {
      const { prometheus } = Cluster.of(workload);
      return prometheus
        ? {
            pods: [
              {
                namespace: prometheus.namespace ?? 'monitoring',
                podLabels: prometheus.podLabels ?? { 'app.kubernetes.io/name': 'prometheus' },
              },
            ],
          }
        : {
            problem: { rule: 'the cluster declares no Prometheus', fix: 'declare prometheus on the cluster' },
          };
    });
  }

  /** KEDA's operator, as a caller: it asks brokers how much work waits. An event source in the tree admits it. */
  public static keda(): Peer {
    return new Peer('KEDA', 'keda', undefined, kedaTarget);
  }

  /** Where the token of a pod is exchanged. A workload with an identity has this edge by itself. */
  public static azureLogin(): Peer {
    return new Peer('the login of Azure', 'login.microsoftonline.com', { port: 443 }, (workload) => {
      const { hostnameFiltering, workloadIdentity: declared } = Cluster.of(workload);
      if (hostnameFiltering) {
        return { hostname: declared?.loginHost ?? 'login.microsoftonline.com' };
      }
      if (declared?.loginCidrs?.length) {
        return { cidrs: declared.loginCidrs };
      }
      return declared?.loginAnyAddress?.trim()
        ? { cidrs: ['0.0.0.0/0', '::/0'], reason: declared.loginAnyAddress }
        : {
            problem: {
              rule: 'the cluster declares no filtering by host name, and no address range of the login is known',
              fix: 'declare loginCidrs or the reason loginAnyAddress in workloadIdentity of the cluster, or hostnameFiltering',
            },
          };
    });
  }

  private constructor(
    private readonly description: string,
    private readonly host: string,
    private readonly portOptions: PeerPortOptions | undefined,
    private readonly resolve: (workload: IConstruct) => Omit<NetworkTarget, 'description'>,
    /** Why it has no address, although there is a way to it. */
    private readonly addressProblem?: PeerProblem,
  ) {}

  /** The address as a URL, and the way there. A path starts with a slash. */
  public url(scheme: string, path?: string): Endpoint {
    return Endpoint.of(`${scheme}://${this.authority}${path ?? ''}`, this.addressed);
  }

  /** The address as `host:port`, and the way there. */
  public get address(): Endpoint {
    return Endpoint.of(this.authority, this.addressed);
  }

  /** The peer, as the policy of a workload has to write it for that workload's cluster. */
  public toNetworkTarget(workload: IConstruct): NetworkTarget {
    const ports = this.portOptions && [portOf(this.portOptions)];
    return { description: this.description, ports, ...this.resolve(workload) };
  }

  /** The peer, as it is where its address is used. */
  private get addressed(): INetworkPeer {
    const { addressProblem: problem } = this;
    return problem ? { toNetworkTarget: (workload) => ({ ...this.toNetworkTarget(workload), problem }) } : this;
  }

  private get authority(): string {
    const host = this.host.includes(':') ? `[${this.host}]` : this.host;
    return this.portOptions ? `${host}:${this.portOptions.port}` : host;
  }
}

/** Protocols are written in capitals. */
function portOf({ port, protocol }: PeerPortOptions): NetworkPort {
  return { port, protocol: protocol?.toUpperCase() };
}

function serviceNameProblem(name: string): PeerProblem {
  const [first, namespace] = name.split('.');
  return {
    value: JSON.stringify(name),
    rule: 'the name of a Service is a DNS label, without its namespace',
    fix: isDnsLabel(namespace ?? '')
      ? `use Peer.service('${first}', { namespace: '${namespace}', … })`
      : 'use a-z, 0-9 and -, at most 63 characters, no - at the ends',
  };
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
