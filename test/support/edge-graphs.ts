import { type ApiObject, App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import {
  ApiService,
  Cluster,
  type ClusterOptions,
  Controller,
  DataPlane,
  Edge,
  Environment,
  Identity,
  Image,
  Manifests,
  NamespaceChart,
  Peer,
  Port,
  Probe,
  Workload,
} from '../../lib';

/** What every cluster of these graphs has. */
const PLACES: ClusterOptions = {
  kubernetesVersion: '1.34',
  prometheus: {},
  keda: { namespace: 'kube-system', podLabels: { 'app.kubernetes.io/name': 'keda-operator' } },
  apiServerCidrs: ['172.16.0.0/30', '172.16.8.0/30'],
  dns: { namespace: 'dns', podLabels: { app: 'coredns' }, nodeLocalAddress: '169.254.20.10' },
};

const CLUSTERS = {
  plain: Cluster.generic({ ...PLACES, edge: Edge.nginx() }),
  cilium: Cluster.generic({
    ...PLACES,
    dataPlane: DataPlane.CILIUM,
    edge: Edge.applicationGateway({ subnetCidr: '10.20.2.0/24' }),
  }),
  names: Cluster.generic({
    ...PLACES,
    dataPlane: DataPlane.CILIUM,
    hostnameFiltering: true,
    edge: Edge.istio({ gatewayNamespace: 'ingress' }),
  }),
};

const PORTS = {
  http: Port.http(8080, { servicePort: 80 }),
  amqp: Port.tcp('amqp', 5672),
  metrics: Port.metrics(9100),
  admin: Port.admin(7000),
};
type PortName = keyof typeof PORTS;
const SERVICE_PORTS: readonly PortName[] = ['http', 'amqp'];

const KINDS = ['service', 'set', 'job', 'schedule'] as const;
const NAMES = ['api', 'store', 'worker'];
const NAMESPACES = ['shop', 'shop-data', 'data'];

/** A workload by what is drawn for it. Two of one name are in different namespaces. */
interface DrawnWorkload {
  readonly name: string;
  readonly namespace: string;
  readonly chart: number;
  readonly kind: (typeof KINDS)[number];
  readonly ports: readonly PortName[];
  readonly ownSelector: boolean;
}

/** An edge by what is drawn for it; indices are of workloads. */
interface DrawnEdge {
  readonly how: 'connect' | 'allow' | 'port' | 'name' | 'keda' | 'edge' | 'api' | 'cidr' | 'callers' | 'host' | 'pods';
  readonly from: number;
  readonly to: number;
  readonly port: PortName;
}

export interface DrawnGraph {
  readonly cluster: keyof typeof CLUSTERS;
  readonly ownNamespaces: boolean;
  readonly workloads: readonly DrawnWorkload[];
  readonly edges: readonly DrawnEdge[];
}

const drawnWorkload = fc.record({
  name: fc.constantFrom(...NAMES),
  namespace: fc.constantFrom(...NAMESPACES),
  chart: fc.nat({ max: 1 }),
  kind: fc.constantFrom(...KINDS),
  ports: fc.uniqueArray(fc.constantFrom<PortName>('http', 'amqp', 'metrics', 'admin'), { minLength: 1 }),
  ownSelector: fc.boolean(),
});
const drawnEdge = fc.record({
  how: fc.constantFrom<DrawnEdge['how']>(
    ...([
      'connect',
      'connect',
      'allow',
      'port',
      'name',
      'keda',
      'edge',
      'api',
      'cidr',
      'callers',
      'host',
      'pods',
    ] as const),
  ),
  from: fc.nat({ max: 4 }),
  to: fc.nat({ max: 4 }),
  port: fc.constantFrom<PortName>('http', 'amqp', 'metrics', 'admin'),
});

/** Graphs of workloads over charts and namespaces, with edges between them and to what is around. */
export const drawnGraph: fc.Arbitrary<DrawnGraph> = fc.record({
  cluster: fc.constantFrom<keyof typeof CLUSTERS>('plain', 'cilium', 'names'),
  ownNamespaces: fc.boolean(),
  workloads: fc.uniqueArray(drawnWorkload, {
    minLength: 2,
    maxLength: 5,
    selector: ({ name, namespace }) => `${namespace}/${name}`,
  }),
  edges: fc.array(drawnEdge, { maxLength: 8 }),
});

/** A graph made of constructs, and beside it, in plain words, who may reach whom: `from → to port`. */
export interface MadeGraph {
  readonly manifests: Manifests;
  /** The workloads, as questions name them. */
  readonly workloads: readonly string[];
  readonly intended: ReadonlySet<string>;
}

/** Makes a graph. What is intended is said edge by edge, and knows nothing of how the library writes it. */
export function makeGraph({ cluster, ownNamespaces, workloads: drawn, edges }: DrawnGraph): MadeGraph {
  const environment = new Environment(new App(), 'prod', { cluster: CLUSTERS[cluster] });
  const charts = new Map<string, Chart>();
  const chartOf = ({ namespace, chart }: DrawnWorkload): Chart => {
    const id = `${namespace}-${chart}`;
    const own = ownNamespaces && chart === 0;
    const made =
      charts.get(id) ??
      (own ? new NamespaceChart(environment, id, { namespace }) : new Chart(environment, id, { namespace }));
    charts.set(id, made);
    return made;
  };
  const made = drawn.map((each) => ({ ...each, ports: portsOf(each), construct: makeWorkload(chartOf(each), each) }));
  const intents: [() => string, string | (() => string), number][] = [];
  const titleOf = (index: number) => (): string =>
    `${made[index].namespace}/${(made[index].construct.node.defaultChild as ApiObject).name}`;
  const intend = (from: string | (() => string), to: string | (() => string), ports: readonly PortName[]): void =>
    ports.forEach((port) => intents.push([text(from), text(to), PORTS[port].containerPort]));

  for (const { how, from: a, to: b, port } of edges) {
    const [from, to] = [a % made.length, b % made.length];
    const [source, target] = [made[from], made[to]];
    const served = target.ports.filter((each) => SERVICE_PORTS.includes(each));
    const outside = (peer: Peer, end: string, number: number): void => {
      source.construct.connectTo(peer);
      intents.push([titleOf(from), end, number]);
    };
    const caller = (peer: Peer, end: string): void => {
      if (served.length > 0) {
        target.construct.allowFrom(peer);
        intend(end, titleOf(to), served);
      }
    };
    switch (how) {
      case 'connect':
      case 'allow':
        if (served.length > 0) {
          void (how === 'connect'
            ? source.construct.connectTo(target.construct)
            : target.construct.allowFrom(source.construct));
          intend(titleOf(from), titleOf(to), served);
        }
        break;
      case 'port':
        if (target.ports.includes(port)) {
          source.construct.connectTo(target.construct.port(port));
          intend(titleOf(from), titleOf(to), [port]);
        }
        break;
      case 'name':
        if (target.kind === 'service' && served.length > 0) {
          const { namespace, name } = target;
          const local = source.namespace === namespace;
          const { servicePort } = PORTS[served[0]];
          source.construct.connectTo(
            Peer.service(name, { namespace: local ? undefined : namespace, port: servicePort }),
          );
          intend(titleOf(from), titleOf(to), [served[0]]);
        }
        break;
      case 'keda':
        caller(Peer.keda(), 'keda');
        break;
      case 'edge':
        caller(Peer.edge(), 'edge');
        break;
      case 'callers':
        caller(Peer.cidr('10.8.0.0/24', { port: 1 }), '10.8.0.0/24');
        break;
      case 'pods':
        caller(Peer.namespace('outside', { podLabels: { app: 'caller' } }), 'namespace:outside{app=caller}');
        break;
      case 'api':
        outside(Peer.kubernetesApi(), 'kube-apiserver', 443);
        break;
      case 'cidr':
        outside(Peer.cidr('10.9.0.0/24', { port: 5432 }), '10.9.0.0/24', 5432);
        break;
      case 'host':
        outside(
          Peer.hostname('venue.example', { port: 443, cidr: '203.0.113.0/24' }),
          cluster === 'names' ? 'hostname:venue.example' : '203.0.113.0/24',
          443,
        );
        break;
    }
  }
  made.forEach(({ ports }, index) => {
    intents.push([titleOf(index), 'dns', 53]);
    if (ports.includes('metrics')) {
      intend('prometheus', titleOf(index), ['metrics']);
    }
  });
  const manifests = Manifests.of(environment);
  return {
    manifests,
    workloads: made.map((_, index) => titleOf(index)()),
    intended: new Set(intents.map(([from, to, port]) => `${from()} → ${text(to)()} ${port}`)),
  };
}

/** Who is asked about beside the workloads. */
export const OUTSIDE = [
  'dns',
  'kube-apiserver',
  'edge',
  'prometheus',
  'keda',
  '10.8.0.0/24',
  '10.9.0.0/24',
  '10.9.1.0/24',
  '203.0.113.0/24',
  'hostname:venue.example',
  'hostname:elsewhere.example',
  'namespace:outside{app=caller}',
  'namespace:outside',
  'namespace:shop',
];

/** Every port that anybody listens on, and one that nobody does. */
export const NUMBERS = [53, 443, 5432, 5672, 7000, 8080, 9100, 9999];

function text(end: string | (() => string)): () => string {
  return typeof end === 'string' ? () => end : end;
}

/** Tasks serve nobody. */
function portsOf({ kind, ports }: DrawnWorkload): readonly PortName[] {
  return kind === 'job' || kind === 'schedule' ? [] : ports;
}

function makeWorkload(chart: Chart, drawn: DrawnWorkload): Workload {
  const { name, kind, ownSelector } = drawn;
  const common = {
    image: Image.of('registry.example/program', '1.0.0'),
    identity: ownSelector ? Identity.of({ selector: { app: name } }) : undefined,
  };
  const ports = portsOf(drawn).map((port) => PORTS[port]);
  switch (kind) {
    case 'service':
      // A service has a port for clients.
      return ports.some((port) => port === PORTS.http || port === PORTS.amqp)
        ? new ApiService(chart, name, { ...common, ports, readiness: Probe.tcp(), liveness: Probe.exec(['/live']) })
        : new Workload(chart, name, { ...common, ports });
    case 'set':
      return new Workload(chart, name, { ...common, ports, controller: Controller.statefulSet() });
    case 'job':
      return new Workload(chart, name, { ...common, controller: Controller.job() });
    case 'schedule':
      return new Workload(chart, name, { ...common, controller: Controller.cronJob('0 3 * * *') });
  }
}
