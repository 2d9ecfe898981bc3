import {
  ApiService,
  type ApiServiceProps,
  Cluster,
  DisruptionBudget,
  Edge,
  Environment,
  Exposure,
  Image,
  Manifests,
  Migration,
  Port,
  Probe,
  Route,
  Scaling,
} from '../../lib';
import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { expectProblem, problems } from '../support/findings';
import { chartIn, controllerOf, IMAGE, manifestsOf } from '../support/workload';

const EDGE = Cluster.k3d();

function service(props: Partial<ApiServiceProps> = {}, scope = chartIn(), id = 'api'): ApiService {
  return new ApiService(scope, id, {
    image: IMAGE,
    ports: [Port.http(8080)],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
    ...props,
  });
}

const FULL: Partial<ApiServiceProps> = {
  ports: [Port.http(8080, { servicePort: 80 }), Port.grpc(9090), Port.metrics(9100)],
  scaling: Scaling.pods({ min: 2, max: 6 }).onCpu(70),
  disruptions: DisruptionBudget.minAvailable('1'),
  rollout: { maxSurge: '2' },
  route: Route.host('api.example.com'),
  exposure: Exposure.nodePort(30080, { reason: 'a partner reaches nodes alone' }),
  migration: Migration.run(['/api', 'migrate']),
};

test('the least is a snapshot', () => {
  expect(manifestsOf(service()).objects()).toMatchSnapshot();
});

test('the most is a snapshot', () => {
  expect(manifestsOf(service(FULL, chartIn(EDGE))).objects()).toMatchSnapshot();
});

test('synthesized twice it is the same, and under Testing.synth too', () => {
  const chart = chartIn();
  service(FULL.route ? { ...FULL, route: undefined } : {}, chart);
  const first = JSON.stringify(Testing.synth(chart));
  expect(JSON.stringify(Testing.synth(chart))).toBe(first);
  expect(JSON.parse(first)).toEqual(expect.arrayContaining(Manifests.of(chart).objects()));
});

test('its Service has its ports', () => {
  manifestsOf(service(FULL, chartIn(EDGE))).hasResource('Service', 'api', {
    spec: {
      type: 'ClusterIP',
      ports: [
        { name: 'http', port: 80, targetPort: 8080, nodePort: undefined },
        { name: 'grpc', port: 9090, targetPort: 9090, appProtocol: 'kubernetes.io/h2c' },
        { name: 'metrics', port: 9100, targetPort: 9100 },
      ],
    },
  });
});

test('only what is exposed stands on the Service that is opened on nodes, and only there anybody may come in', () => {
  const manifests = manifestsOf(service(FULL, chartIn(EDGE)));
  manifests.hasResource('Service', 'api-external', {
    spec: { type: 'NodePort', ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30080 }] },
  });
  expect(manifests.resource('Service', 'api-external').spec.ports).toHaveLength(1);
  manifests.allows('192.0.2.1', 'api', 8080);
  manifests.denies('192.0.2.1', 'api', 9100);
});

test('its rollout is that of its Deployment', () => {
  const { spec } = controllerOf(service({ rollout: { maxSurge: '2' } }));
  expect(spec.strategy.rollingUpdate).toEqual({ maxSurge: 2, maxUnavailable: 0 });
});

test('its address is that of the first port for clients', () => {
  const made = service({ ports: [Port.metrics(9100), Port.http(8080, { servicePort: 80 }), Port.grpc(9090)] });
  expect(made.url().address).toBe('http://api.shop.svc:80');
  expect(made.url('ws', '/feed').address).toBe('ws://api.shop.svc:80/feed');
});

test('who is told its address gets the way there, to this port alone', () => {
  const scope = chartIn();
  const api = service({ ports: [Port.http(8080), Port.grpc(9090)] }, scope);
  service({ endpoints: { API_URL: api.url() } }, scope, 'gateway');
  manifestsOf(scope).allows('gateway', 'api', 8080);
  manifestsOf(scope).denies('gateway', 'api', 9090);
  manifestsOf(scope).denies('api', 'gateway', 8080);
});

describe('a route', () => {
  test('lets the edge in, to its port alone, with TLS', () => {
    const made = service(
      { ports: [Port.http(8080), Port.grpc(9090)], route: Route.host('a.example.com') },
      chartIn(EDGE),
    );
    const manifests = manifestsOf(made);
    const traefik = 'namespace:kube-system{app.kubernetes.io/name=traefik}';
    manifests.allows(traefik, 'api', 8080);
    manifests.denies(traefik, 'api', 9090);
    manifests.hasResource('Ingress', 'api', { spec: { tls: [{ hosts: ['a.example.com'], secretName: 'api-tls' }] } });
  });

  test('may lead to a named port', () => {
    const route = Route.host('a.example.com', { portName: 'grpc' });
    const cluster = Cluster.aks({ edge: Edge.applicationGateway({ subnetCidr: '10.2.0.0/24' }) });
    const made = service({ ports: [Port.http(8080), Port.grpc(9090)], route }, chartIn(cluster));
    manifestsOf(made).hasResource('GRPCRoute', 'api', {
      spec: { rules: [{ backendRefs: [{ name: 'api', port: 9090 }] }] },
    });
    manifestsOf(made).allows('10.2.0.7', 'api', 9090);
    manifestsOf(made).denies('10.2.0.7', 'api', 8080);
  });
});

test.each<[string, Partial<ApiServiceProps>, Cluster, readonly string[]]>([
  [
    'no port for clients',
    { ports: [Port.metrics(9100)] },
    EDGE,
    [
      'test/shop/api  ports',
      'got no port for clients',
      'a service listens for clients on at least one port',
      '→ add one: Port.http(8080); for a program that serves nobody use Workload',
    ],
  ],
  [
    'no readiness',
    { readiness: undefined },
    EDGE,
    [
      'test/shop/api  readiness  [without-readiness]',
      'got nothing',
      'without it clients are sent to pods that cannot answer yet',
      "→ ask it something, such as Probe.http('/health/ready'); or acknowledge it with the reason",
    ],
  ],
  [
    'no liveness',
    { liveness: undefined },
    EDGE,
    [
      'test/shop/api  liveness  [without-liveness]',
      'got nothing',
      'without it a program that hangs is never started anew',
      "→ ask it something, such as Probe.http('/health/live'); or acknowledge it with the reason",
    ],
  ],
  [
    'a route to a port that is not there',
    { route: Route.host('a.example.com', { portName: 'web' }) },
    EDGE,
    ['test/shop/api  route.portName', 'got "web"', 'a route leads to a port of the service', '→ name one of: http'],
  ],
  [
    'a route without edge',
    { route: Route.host('a.example.com') },
    Cluster.generic(),
    [
      'test/shop/api  route',
      'got a.example.com',
      'the cluster declares no edge: nothing would read the route',
      '→ declare it on the cluster: edge: Edge.traefik(), Edge.applicationGateway({ … }), …',
    ],
  ],
  [
    'an edge whose addresses nobody knows',
    { route: Route.host('a.example.com') },
    Cluster.aks(),
    [
      'test/shop/api  allowFrom the edge',
      'the traffic of the edge comes from outside the cluster, from addresses that are not declared',
      '→ declare subnetCidr on Edge.applicationGateway',
    ],
  ],
  [
    'a NodePort without reason',
    { exposure: Exposure.nodePort(30080) },
    EDGE,
    [
      'test/shop/api  exposure  [TR-K8S-6]',
      'a NodePort opens a port on every node',
      '→ use route: Route.host(…), or give the reason: Exposure.nodePort(30080, { reason: … })',
    ],
  ],
  [
    'a LoadBalancer without reason',
    { exposure: Exposure.loadBalancer() },
    EDGE,
    [
      'test/shop/api  exposure  [TR-K8S-6]',
      'a LoadBalancer opens an address past the edge',
      '→ use route: Route.host(…), or give the reason: Exposure.loadBalancer({ reason: … })',
    ],
  ],
])('%s is an error', (_, props, cluster, lines) => {
  expectProblem(service(props, chartIn(cluster)), lines);
});

test('without ports and probes all is said at once', () => {
  const made = new ApiService(chartIn(), 'api', { image: IMAGE, ports: [] });
  expect(problems(made).map(([where, value]) => [where, value])).toEqual([
    ['shop/api  liveness  [without-liveness]', 'got nothing'],
    ['shop/api  ports', 'got no ports'],
    ['shop/api  readiness  [without-readiness]', 'got nothing'],
  ]);
});

test('an edge between environments is an error', () => {
  const app = Testing.app();
  const [dev, prod] = ['dev', 'prod'].map((name) =>
    service({}, new Chart(new Environment(app, name, { cluster: EDGE }), 'shop', { namespace: 'shop' })),
  );
  dev.connectTo(prod);
  expectProblem(app, [
    'dev/shop/api  connectTo prod/shop/api',
    'got prod/shop/api, in another environment',
    'environments are apart: no policy can let one reach the workloads of another',
    '→ connect to the workload of the same environment, or to a Peer that names the address',
  ]);
});

describe('names and selectors never move', () => {
  const shape = (props: Partial<ApiServiceProps>, folder?: string) => {
    const chart = chartIn(EDGE);
    const scope = folder === undefined ? chart : new Construct(chart, folder);
    service({ ...FULL, exposure: undefined, ...props }, scope as Chart);
    return Manifests.of(chart)
      .objects()
      .map(({ kind, metadata, spec }) => ({
        kind,
        name: /^(Job|ConfigMap)$/.test(kind) ? metadata.name.replace(/-\w+$/, '') : metadata.name,
        selector: spec?.selector ?? spec?.podSelector,
      }));
  };

  test.each<[string, ReturnType<typeof shape>]>([
    ['with another version', shape({ image: Image.of('registry.example/shop/api', '2.0.0') })],
    ['with other labels', shape({ labels: { version: '2' } })],
    ['in another place of the tree', shape({}, 'moved')],
  ])('%s', (_, moved) => {
    expect(moved).toEqual(shape({}));
  });

  test('with a renamed variable', () => {
    expect(shape({ variables: { B: '1' } })).toEqual(shape({ variables: { A: '1' } }));
  });
});
