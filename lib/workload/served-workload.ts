import type { Construct } from 'constructs';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { Cluster } from '../environment/cluster';
import { EdgeRoute, edgeServiceAnnotations } from '../network/edge-route';
import type { Endpoint } from '../network/endpoint';
import { Peer } from '../network/peer';
import { type Port, PortRole } from '../network/port';
import type { Route } from '../network/route';
import { Service } from '../network/service';
import type { MonitoringProfile } from '../observability/monitoring-profile';
import { Controller } from './controller';
import type { ServedWorkloadProps } from './served-workload-props';
import { Workload } from './workload';

/**
 * A workload in front of which a Service stands, with its ways in through the edge and past it. Services that answer
 * requests and those that hold streams are made of it.
 */
export abstract class ServedWorkload extends Workload {
  /** The Service in front of the pods. */
  public readonly service: Service;

  /** The Job that runs before a new version starts. */
  public readonly migration?: Workload;

  private readonly certificates: string[] = [];

  constructor(scope: Construct, id: string, props: ServedWorkloadProps) {
    super(scope, id, { ...props, controller: props.controller ?? Controller.deployment(props.rollout) });
    const { edge } = Cluster.of(this);
    const routed = props.route && this.routedPort(props.route);
    this.service = new Service(this, 'service', {
      name: this.serviceName,
      selector: this.selector,
      // Those of a StatefulSet stand on its headless Service: on both, metrics would be scraped twice.
      ports: this.kind === 'StatefulSet' ? this.ports.filter(({ role }) => role !== PortRole.METRICS) : this.ports,
      labels: this.objectLabels,
      annotations: edgeServiceAnnotations(edge, routed),
      sessionAffinity: props.sessionAffinity,
    });
    this.expose(props);
    if (props.route && routed) {
      const { certificate } = new EdgeRoute(this, 'route', {
        route: props.route,
        name: this.name,
        serviceName: this.service.name,
        port: routed,
        labels: this.objectLabels,
      });
      this.certificates = certificate === undefined ? [] : [certificate];
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

  /** What it tells of itself to whoever monitors it. */
  public override toMonitoringProfile(): MonitoringProfile {
    const profile = super.toMonitoringProfile();
    const serviceLabels = { ...this.objectLabels };
    return {
      ...profile,
      scrapedPorts: profile.scrapedPorts.map(({ name }) => ({ name, serviceLabels })),
      certificates: [...this.certificates],
    };
  }

  /** A Service of its own: on the first one every port, that of metrics too, would be opened on nodes. */
  private expose({ exposure: given, sessionAffinity }: ServedWorkloadProps): void {
    if (!given || given.kind === 'ClusterIP') {
      return;
    }
    const exposure = given._among(this.clientPorts.map(({ name }) => name));
    const opened = this.clientPorts.filter(({ name }) => exposure.opens(name));
    new Service(this, 'external-service', {
      name: `${this.name}-external`,
      selector: this.selector,
      ports: opened.length > 0 ? opened : this.clientPorts,
      labels: this.objectLabels,
      exposure,
      sessionAffinity,
    });
  }

  /** The name by which clients reach the service ports, whatever keeps the pods. */
  protected override get serviceHost(): string {
    return this.namespace === undefined ? this.serviceName : `${this.serviceName}.${this.namespace}.svc`;
  }

  /** The ports that clients use. */
  protected get clientPorts(): Port[] {
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

  private checkService(props: ServedWorkloadProps): void {
    if (props.controller && !props.controller.isService) {
      reportError(this, {
        property: 'controller',
        value: `a ${props.controller.kind}`,
        rule: 'the pods of a task end: a Service in front of them would lead to nothing',
        fix: 'use Controller.deployment(), Controller.singlePod() or Controller.statefulSet(); for a task use Workload',
      });
    }
    if (props.controller && props.rollout) {
      reportError(this, {
        property: 'rollout',
        value: `given together with controller, a ${props.controller.kind}`,
        rule: 'the controller says itself how a new version replaces the old one',
        fix: "give it to the controller: Controller.deployment({ maxSurge: '1' }); or leave out one of the two",
      });
    }
    if (this.clientPorts.length === 0) {
      reportError(this, {
        property: 'ports',
        value: props.ports.length === 0 ? 'no ports' : 'no port for clients',
        rule: 'a service listens for clients on at least one port',
        fix: 'add one: Port.http(8080); for a program that serves nobody use Workload',
      });
    }
  }
}
