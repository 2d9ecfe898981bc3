import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { authorOf } from '../core/author';
import { reportError } from '../core/diagnostic-registry';
import { defineObject, namespaceOf } from '../core/define-object';
import { ANNOTATION_PREFIX } from '../core/labels';
import type { Phase } from '../core/phase';
import type { Wire } from '../core/wire';
import { edgeGraph } from './edge-graph';
import type { Exposure } from './exposure';
import { takeNodePort } from './node-ports';
import { Peer } from './peer';
import type { Port } from './port';
import { registerService } from './service-registry';
import type { SessionAffinity } from './session-affinity';
import { warnIfUnreachable } from './unreachable-service';

/** What a Service is made of. */
export interface ServiceProps {
  /**
   * The name.
   *
   * @default - the id
   */
  readonly name?: string;

  /** The labels that its pods are selected by. */
  readonly selector: { [name: string]: string };

  /** The ports. */
  readonly ports: Port[];

  /**
   * Labels of the Service.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the Service.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Whether it has no address of its own, so that its name resolves to the pods: for StatefulSets, and for gRPC clients
   * that balance themselves.
   *
   * @default false
   */
  readonly headless?: boolean;

  /**
   * Whether pods that are not ready are found, too: for the members of a cluster that look for each other at start.
   *
   * @default false
   */
  readonly publishNotReady?: boolean;

  /**
   * How it is reached from outside the cluster, past the edge.
   *
   * @default Exposure.clusterIp()
   */
  readonly exposure?: Exposure;

  /**
   * Whether a client comes back to the pod that it was with before.
   *
   * @default SessionAffinity.none()
   */
  readonly sessionAffinity?: SessionAffinity;

  /**
   * When it is applied.
   *
   * @default Phase.MAIN
   */
  readonly phase?: Phase;
}

/** A name for pods. */
export class Service extends Construct {
  /** The name, by which pods of the same namespace reach it. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    this.name = props.name ?? id;
    registerService(this, { name: this.name, namespace: namespaceOf(this) }, props.ports, props.headless);
    const exposure = props.exposure?._among(props.ports.map(({ name }) => name));
    props.sessionAffinity?._check(authorOf(this), props.headless ?? false);
    if (exposure && exposure.kind !== 'ClusterIP' && !exposure.reason?.trim()) {
      reportError(authorOf(this), {
        property: 'exposure',
        rule:
          exposure.kind === 'NodePort'
            ? 'a NodePort opens a port on every node'
            : 'a LoadBalancer opens an address past the edge',
        fix: `use route: Route.host(…), or give the reason: ${exposure.example}`,
        id: 'TR-K8S-6',
      });
    }
    for (const [portName, nodePort] of Object.entries(exposure?.nodePorts ?? {})) {
      takeNodePort(this, nodePort);
      if (!Number.isInteger(nodePort) || nodePort < 30000 || nodePort > 32767) {
        reportError(authorOf(this), {
          property: 'exposure.port',
          value: String(nodePort),
          rule: 'a port of the nodes is from 30000 to 32767: the API server refuses another',
          fix: 'choose one of that range that is free on the cluster',
        });
      }
      if (!props.ports.some(({ name }) => name === portName)) {
        reportError(authorOf(this), {
          property: 'exposure.portName',
          value: JSON.stringify(portName),
          rule: 'the Service has no port of this name: it would get a port of the nodes by chance',
          fix: `name one of: ${props.ports.map(({ name }) => name).join(', ') || 'none (give the Service ports)'}`,
        });
      }
    }
    if (exposure && exposure.kind !== 'ClusterIP' && props.headless) {
      reportError(authorOf(this), {
        property: 'exposure',
        value: `${exposure.kind} with headless: true`,
        rule: 'a Service without an address of its own cannot be opened to the outside',
        fix: 'leave out headless or exposure',
      });
    }
    const opened = exposure ? props.ports.filter(({ name }) => exposure.opens(name)) : [];
    if (opened.length > 0) {
      edgeGraph.of(this).open({
        construct: this,
        namespace: namespaceOf(this),
        selector: props.selector,
        caller: Peer.anywhere(),
        ports: opened.map((port) => port.toNetworkPort()),
      });
    }
    if (!props.headless) {
      const { name } = this;
      warnIfUnreachable(this, { name, namespace: namespaceOf(this), selector: props.selector, ports: props.ports });
    }
    defineObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Service',
      name: this.name,
      phase: props.phase,
      labels: props.labels,
      annotations: exposure?.reason
        ? { ...props.annotations, [`${ANNOTATION_PREFIX}/exposure`]: exposure.reason }
        : props.annotations,
      content: () =>
        ({
          spec: {
            type: exposure?.kind ?? 'ClusterIP',
            clusterIP: props.headless ? 'None' : undefined,
            publishNotReadyAddresses: props.publishNotReady ? true : undefined,
            ...props.sessionAffinity?._render(),
            selector: { ...props.selector },
            // A headless Service may have none; the server holds no empty list.
            ports:
              props.ports.length === 0
                ? undefined
                : props.ports.map((port) => ({
                    name: port.name,
                    port: port.servicePort,
                    targetPort: port.containerPort,
                    protocol: port.protocol as 'TCP' | 'UDP',
                    appProtocol: port.appProtocol,
                    nodePort: exposure?.nodePorts[port.name],
                  })),
          },
        }) satisfies { spec: Wire<k8s.ServiceSpec> },
    });
  }
}
