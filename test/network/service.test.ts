import type { Chart } from 'cdk8s';
import { Exposure, Phase, Port, Service, type ServiceProps } from '../../lib';
import { problemsWith, synthesized } from '../support/trees';

const build =
  (props: Partial<ServiceProps> = {}) =>
  (chart: Chart): void =>
    void new Service(chart, 'api', { selector: { app: 'api' }, ports: [Port.http(8080)], ...props });

test('minimal', () => {
  expect(synthesized(build())).toMatchSnapshot();
});

test('full', () => {
  expect(
    synthesized(
      build({
        name: 'front',
        ports: [Port.http(8080, { servicePort: 80 }), Port.grpc(8081), Port.udp('feed', 9000), Port.metrics(9090)],
        labels: { team: 'a' },
        annotations: { 'example.com/note': 'seen' },
        exposure: Exposure.nodePort(30080, { reason: 'a hardware balancer in front' }),
        publishNotReady: true,
        phase: Phase.BEFORE,
      }),
    ),
  ).toMatchSnapshot();
});

test('headless', () => {
  const [{ spec }] = synthesized(build({ headless: true })) as [{ spec: object }];
  expect(spec).toMatchObject({ type: 'ClusterIP', clusterIP: 'None' });
  expect(spec).not.toHaveProperty('publishNotReadyAddresses');
});

test('past the edge with a reason: it stands on the Service', () => {
  const [service] = synthesized(build({ exposure: Exposure.loadBalancer({ reason: 'UDP from venues' }) }));
  expect(service).toMatchObject({
    metadata: { annotations: { 'tradewind.dev/exposure': 'UDP from venues' } },
    spec: { type: 'LoadBalancer' },
  });
});

test.each([undefined, '', '  '])('a NodePort without a reason: %j', (reason) => {
  expect(problemsWith(build({ exposure: Exposure.nodePort(30080, { reason }) }))).toBe(
    `  test/shop/api  exposure  [TR-K8S-6]
    a NodePort opens a port on every node
    → use route: Route.host(…), or give the reason: Exposure.nodePort(30080, { reason: … })`,
  );
});

test('a LoadBalancer without a reason', () => {
  expect(problemsWith(build({ exposure: Exposure.loadBalancer() }))).toBe(
    `  test/shop/api  exposure  [TR-K8S-6]
    a LoadBalancer opens an address past the edge
    → use route: Route.host(…), or give the reason: Exposure.loadBalancer({ reason: … })`,
  );
});

test('past the edge without an address of its own', () => {
  expect(problemsWith(build({ exposure: Exposure.loadBalancer({ reason: 'r' }), headless: true }))).toBe(
    `  test/shop/api  exposure
    got LoadBalancer with headless: true
    a Service without an address of its own cannot be opened to the outside
    → leave out headless or exposure`,
  );
});

test('from inside the cluster nothing has to be said', () => {
  expect(problemsWith(build({ exposure: Exposure.clusterIp(), headless: true }))).toBe('');
});

test.each([80, 29999, 32768, 30080.5])('a port on nodes that is none: %d', (port) => {
  expect(problemsWith(build({ exposure: Exposure.nodePort(port, { reason: 'r' }) }))).toBe(
    `  test/shop/api  exposure.port
    got ${port}
    a port of the nodes is from 30000 to 32767: the API server refuses another
    → choose one of that range that is free on the cluster`,
  );
});

test('a port on nodes for a port that is not there', () => {
  expect(problemsWith(build({ exposure: Exposure.nodePort(30080, { reason: 'r', portName: 'web' }) }))).toBe(
    `  test/shop/api  exposure.portName
    got "web"
    the Service has no port of this name: it would get a port of the nodes by chance
    → name one of: http`,
  );
});
