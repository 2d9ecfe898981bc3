import type { Construct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { Cluster } from '../environment/cluster';
import { EdgeRoute, edgeServiceAnnotations } from '../network/edge-route';
import type { Endpoint } from '../network/endpoint';
import type { Exposure } from '../network/exposure';
import { Peer } from '../network/peer';
import { type Port, PortRole } from '../network/port';
import type { Route } from '../network/route';
import { Service } from '../network/service';
import type { Scaling } from '../scaling/scaling';
import type { DisruptionBudget } from '../workload/disruption-budget';
import { Controller } from '../workload/controller';
import type { Migration } from '../workload/migration';
import type { RolloutOptions } from '../workload/rollout';
import { Workload } from '../workload/workload';
import type { WorkloadOptions } from '../workload/workload-props';

/** What a service that answers requests is made of. */
export interface ApiServiceProps extends WorkloadOptions {
  /** The ports that it listens on, at least one of them for clients. */
  readonly ports: Port[];

  /**
   * How many pods run, and what decides; not together with `replicas`.
   *
   * @default - `replicas`
   */
  readonly scaling?: Scaling;

  /**
   * The number of pods where nothing scales them.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * How many pods may be missing while nodes are drained.
   *
   * @default DisruptionBudget.maxUnavailable('1')
   */
  readonly disruptions?: DisruptionBudget;

  /**
   * How a new version replaces the old one.
   *
   * @default - one pod more at a time, none less
   */
  readonly rollout?: RolloutOptions;

  /**
   * The way in from outside, through the edge.
   *
   * @default - none
   */
  readonly route?: Route;

  /**
   * How it is reached from outside past the edge: by a Service of its own, named like the first with `-external`.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * What runs once before a new version starts.
   *
   * @default - nothing
   */
  readonly migration?: Migration;
}

/** A stateless service that answers requests over HTTP, gRPC or TCP. */
export class ApiService extends Workload {
  /** The Service in front of the pods. */
  public readonly service: Service;

  /** The Job that runs before a new version starts. */
  public readonly migration?: Workload;

  constructor(scope: Construct, id: string, props: ApiServiceProps) {
    super(scope, id, { ...props, controller: Controller.deployment(props.rollout) });
    const { edge } = Cluster.of(this);
    const routed = props.route && this.routedPort(props.route);
    this.service = new Service(this, 'service', {
      name: this.name,
      selector: this.selector,
      ports: this.ports,
      labels: this.objectLabels,
      annotations: edgeServiceAnnotations(edge, routed),
    });
    this.expose(props.exposure);
    if (props.route && routed) {
      new EdgeRoute(this, 'route', {
        route: props.route,
        name: this.name,
        serviceName: this.service.name,
        port: routed,
        labels: this.objectLabels,
      });
      if (edge) {
        this.allowPort(Peer.edge(), routed);
      }
    }
    this.migration = props.migration?._bind(this, {
      name: this.name,
      image: props.image,
      user: props.user,
      settings: props.settings,
    });
    diagnosticRegistry.of(this).defer(() => this.checkService(props));
  }

  /** The address of the first service port as a URL, and the way there. A path starts with a slash. */
  public url(scheme: string = 'http', path?: string): Endpoint {
    return this.port(this.clientPorts[0]?.name ?? '').url(scheme, path);
  }

  /** A Service of its own: on the first one every port, that of metrics too, would be opened on nodes. */
  private expose(exposure: Exposure | undefined): void {
    if (!exposure || exposure.kind === 'ClusterIP') {
      return;
    }
    const opened = this.clientPorts.filter(({ name }) => exposure.opens(name));
    new Service(this, 'external-service', {
      name: `${this.name}-external`,
      selector: this.selector,
      ports: opened.length > 0 ? opened : this.clientPorts,
      labels: this.objectLabels,
      exposure,
    });
    opened.forEach((port) => this.allowPort(Peer.anywhere(), port));
  }

  private get clientPorts(): Port[] {
    return this.ports.filter((port) => port.role === PortRole.SERVICE);
  }

  private routedPort(route: Route): Port | undefined {
    const port =
      route.portName === undefined ? this.clientPorts[0] : this.ports.find(({ name }) => name === route.portName);
    if (!port) {
      reportError(this, {
        property: 'route.portName',
        value: route.portName === undefined ? 'no service port' : JSON.stringify(route.portName),
        rule: 'a route leads to a port of the service',
        fix: `name one of: ${this.ports.map(({ name }) => name).join(', ') || 'none (give the service ports)'}`,
      });
    }
    return port;
  }

  private checkService(props: ApiServiceProps): void {
    if (this.clientPorts.length === 0) {
      reportError(this, {
        property: 'ports',
        value: props.ports.length === 0 ? 'no ports' : 'no port for clients',
        rule: 'a service listens for clients on at least one port',
        fix: 'add one: Port.http(8080); for a program that serves nobody use Workload',
      });
    }
    for (const probe of ['readiness', 'liveness'] as const) {
      const id = `without-${probe}`;
      if (!props[probe] && acknowledgementsOf(this).reasonFor(this, id) === undefined) {
        reportError(this, {
          property: probe,
          value: 'nothing',
          rule:
            probe === 'readiness'
              ? 'without it clients are sent to pods that cannot answer yet'
              : 'without it a program that hangs is never started anew',
          fix: `ask it something, such as Probe.http('/health/${probe === 'readiness' ? 'ready' : 'live'}'); or acknowledge it with the reason`,
          id,
        });
      }
    }
  }
}
