import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  ApiService,
  Cluster,
  Controller,
  DataPlane,
  Edge,
  Environment,
  Exposure,
  FrontendSpa,
  Identity,
  Manifests,
  NamespaceChart,
  Platform,
  Port,
  Probe,
  Route,
  Service,
  StreamingEgress,
  StreamingIngress,
  Workload,
} from '../lib';
import { problems } from './support/findings';
import { IMAGE } from './support/workload';

interface Exposed {
  readonly exposure?: Exposure;
  readonly route?: Route;
}

const HEALTH = { readiness: Probe.http('/ready'), liveness: Probe.http('/live') };
const PORTS = [Port.http(8080), Port.metrics(9090)];
const reason = 'a balancer of hardware stands in front';

/** Everything that can stand behind a Service that is opened past the edge, each with its port. */
const CONSTRUCTS: readonly [string, number, (scope: Chart, exposed: Exposed) => Construct][] = [
  [
    'ApiService',
    8080,
    (scope, exposed) => new ApiService(scope, 'it', { image: IMAGE, ports: PORTS, ...HEALTH, ...exposed }),
  ],
  [
    'ApiService with a selector of its own',
    8080,
    (scope, exposed) =>
      new ApiService(scope, 'it', {
        identity: Identity.of({ selector: { app: 'other' } }),
        image: IMAGE,
        ports: PORTS,
        ...HEALTH,
        ...exposed,
      }),
  ],
  [
    'ApiService as a StatefulSet',
    8080,
    (scope, exposed) =>
      new ApiService(scope, 'it', {
        controller: Controller.statefulSet(),
        image: IMAGE,
        ports: PORTS,
        ...HEALTH,
        ...exposed,
      }),
  ],
  ['FrontendSpa', 8080, (scope, exposed) => new FrontendSpa(scope, 'it', { image: IMAGE, ...exposed })],
  [
    'StreamingIngress',
    50051,
    (scope, exposed) => new StreamingIngress(scope, 'it', { image: IMAGE, grpcPort: 50051, ...exposed }),
  ],
  [
    'StreamingEgress',
    50051,
    (scope, exposed) => new StreamingEgress(scope, 'it', { image: IMAGE, grpcPort: 50051, ...exposed }),
  ],
];

const EDGES: readonly [string, Cluster][] = [
  ['nginx', Cluster.generic({ edge: Edge.nginx({ clusterIssuer: 'letsencrypt' }) })],
  ['a Gateway outside', Cluster.generic({ edge: Edge.applicationGateway({ subnetCidr: '10.2.0.0/24' }) })],
  ['Istio and Cilium', Cluster.generic({ edge: Edge.istio(), dataPlane: DataPlane.CILIUM })],
];

function made(cluster: Cluster, make: (scope: Chart) => void): Manifests {
  const environment = new Environment(new Platform({ name: 'shop' }), 'prod', { cluster });
  const chart = new NamespaceChart(environment, 'shop');
  make(chart);
  expect(problems(environment)).toEqual([]);
  return Manifests.of(environment);
}

describe.each(CONSTRUCTS)('%s', (_, port, make) => {
  test.each([
    ['a port of the nodes', Exposure.nodePort(30080, { reason })],
    ['an address of its own', Exposure.loadBalancer({ reason })],
  ])('with %s is open to any address', (_what, exposure) => {
    const manifests = made(Cluster.generic(), (chart) => make(chart, { exposure }));
    manifests.allows('192.0.2.1', 'it', port);
    manifests.denies('namespace:elsewhere', 'it', port);
  });

  test.each(EDGES)('with a route is open to the edge and to nothing else: %s', (_edge, cluster) => {
    const manifests = made(cluster, (chart) => make(chart, { route: Route.host('shop.example.com') }));
    manifests.allows('edge', 'it', port);
    manifests.denies('192.0.2.1', 'it', port);
  });

  test('with neither is closed', () => {
    made(Cluster.generic(), (chart) => make(chart, {})).denies('192.0.2.1', 'it', port);
  });
});

test('a Service in front of a Workload opens it like any other', () => {
  for (const exposure of [Exposure.nodePort(30080, { reason }), Exposure.loadBalancer({ reason })]) {
    const manifests = made(Cluster.generic(), (chart) => {
      const it = new Workload(chart, 'it', {
        image: IMAGE,
        controller: Controller.deployment(),
        ports: PORTS,
        ...HEALTH,
      });
      new Service(chart, 'front', { selector: it.selector, ports: [Port.http(8080)], exposure });
    });
    manifests.allows('192.0.2.1', 'it', 8080);
    manifests.denies('192.0.2.1', 'it', 9090);
  }
});
