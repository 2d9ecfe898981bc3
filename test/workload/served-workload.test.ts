import { Chart } from 'cdk8s';
import {
  ApiService,
  type ApiServiceProps,
  Cluster,
  Controller,
  Edge,
  Exposure,
  Balancing,
  Monitoring,
  Port,
  Probe,
  Route,
  ServedWorkload,
  SessionAffinity,
  StreamingEgress,
  Volume,
  Workload,
} from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { chartIn, IMAGE, manifestsOf } from '../support/workload';

function service(exposure?: Exposure): ApiService {
  return new ApiService(chartIn(), 'api', {
    image: IMAGE,
    ports: [Port.tcp('amqp', 5672), Port.metrics(9090)],
    readiness: Probe.tcp(),
    liveness: Probe.tcp({ port: 'amqp' }),
    sessionAffinity: SessionAffinity.clientIp(),
    exposure,
  });
}

test('services that answer and services that stream are made of it', () => {
  expect(service()).toBeInstanceOf(ServedWorkload);
  expect(new StreamingEgress(chartIn(), 'egress', { image: IMAGE, grpcPort: 50051 })).toBeInstanceOf(ServedWorkload);
});

test('clients stay with their pod through both of its Services', () => {
  const manifests = manifestsOf(service(Exposure.nodePort(30072, { reason: 'a partner reaches nodes alone' })));
  for (const name of ['api', 'api-external']) {
    manifests.hasResource('Service', name, { spec: { sessionAffinity: 'ClientIP' } });
  }
});

test('what is opened on nodes by default is its first port for clients, and metrics are not', () => {
  const manifests = manifestsOf(service(Exposure.nodePort(30072, { reason: 'a partner reaches nodes alone' })));
  const { spec } = manifests.resource('Service', 'api-external');
  expect(spec.ports).toEqual([expect.objectContaining({ name: 'amqp', nodePort: 30072 })]);
  manifests.allows('192.0.2.1', 'api', 5672);
  manifests.denies('192.0.2.1', 'api', 9090);
});

describe('one that a StatefulSet keeps', () => {
  const CLUSTER = Cluster.generic({
    edge: Edge.nginx(),
    prometheus: {},
    prometheusOperator: {},
  });
  const build = (props: Partial<ApiServiceProps> = {}): ApiService =>
    new ApiService(chartIn(CLUSTER), 'api', {
      image: IMAGE,
      ports: [Port.http(8080, { servicePort: 80 }), Port.metrics(9090)],
      readiness: Probe.http('/ready'),
      liveness: Probe.http('/live'),
      controller: Controller.singlePod(),
      volumes: { '/data': Volume.claim('data', { size: '1Gi' }) },
      route: Route.host('api.example.com'),
      ...props,
    });

  test('has a Service for clients beside the headless one, with the names of any other', () => {
    const service = build({ exposure: Exposure.nodePort(30072, { reason: 'a partner reaches nodes alone' }) });
    expect(problems(service)).toEqual([]);
    const manifests = manifestsOf(service);
    expect(manifests.objects('StatefulSet').map(({ metadata }) => metadata.name)).toEqual(['api']);
    expect(manifests.resource('Service', 'api').spec).toMatchObject({
      selector: service.selector,
      ports: [{ name: 'http', port: 80 }],
    });
    expect(manifests.resource('Service', 'api').spec).not.toHaveProperty('clusterIP');
    manifests.hasResource('Service', 'api-headless', { spec: { clusterIP: 'None' } });
    manifests.hasResource('Service', 'api-external', { spec: { type: 'NodePort' } });
    manifests.hasResource('StatefulSet', 'api', { spec: { serviceName: 'api-headless' } });
  });

  test('has a route, and a way in for the edge', () => {
    const manifests = manifestsOf(build());
    const [path] = manifests.resource('Ingress', 'api').spec.rules[0].http.paths;
    expect(path.backend.service).toEqual({ name: 'api', port: { name: 'http' } });
    const edge = 'namespace:ingress-nginx{app.kubernetes.io/name=ingress-nginx,app.kubernetes.io/component=controller}';
    manifests.allows(edge, 'api', 8080);
  });

  test('tells clients the name of that Service', () => {
    const service = build();
    expect(service.url().address).toBe('http://api.shop.svc:80');
    new Workload(Chart.of(service), 'client', { image: IMAGE, endpoints: { API_URL: service.url() } });
    manifestsOf(service).allows('client', 'api', 8080);
  });

  test('is scraped once: one of its Services has the port of metrics', () => {
    const service = build();
    new Monitoring(Chart.of(service), 'monitoring').workload(service);
    const manifests = manifestsOf(service);
    const { selector } = manifests.resource('ServiceMonitor', 'api').spec;
    const scraped = manifests
      .objects('Service')
      .filter(({ metadata }) =>
        Object.entries(selector.matchLabels as object).every(([name, value]) => metadata.labels[name] === value),
      )
      .filter(({ spec }) => spec.ports.some((port: { name: string }) => port.name === 'metrics'));
    expect(scraped.map(({ metadata }) => metadata.name)).toEqual(['api-headless']);
  });

  test('of streams names the pods that are ready to clients who balance themselves', () => {
    const stream = new StreamingEgress(chartIn(CLUSTER), 'egress', {
      image: IMAGE,
      grpcPort: 50051,
      controller: Controller.statefulSet(),
      balancing: Balancing.byClient(),
    });
    const manifests = manifestsOf(stream);
    expect(stream.endpoint.address).toBe('dns:///egress-ready.shop.svc:50051');
    expect(manifests.resource('Service', 'egress-ready').spec).toMatchObject({ clusterIP: 'None' });
    expect(manifests.resource('Service', 'egress-ready').spec).not.toHaveProperty('publishNotReadyAddresses');
    manifests.hasResource('StatefulSet', 'egress', { spec: { serviceName: 'egress-headless' } });
  });
});

describe('what keeps its pods', () => {
  const build = (props: Partial<ApiServiceProps>): ApiService =>
    new ApiService(chartIn(), 'api', {
      image: IMAGE,
      ports: [Port.http(8080)],
      readiness: Probe.http('/ready'),
      liveness: Probe.http('/live'),
      ...props,
    });

  test('is no task', () => {
    expectProblem(build({ controller: Controller.job() }), [
      'shop/api  controller',
      'got a Job',
      'the pods of a task end: a Service in front of them would lead to nothing',
      '→ use Controller.deployment(), Controller.singlePod() or Controller.statefulSet(); for a task use Workload',
    ]);
  });

  test('says itself how a new version replaces the old one', () => {
    expectProblem(build({ controller: Controller.recreate(), rollout: { maxSurge: '2' } }), [
      'shop/api  rollout',
      'got given together with controller, a Deployment',
      'the controller says itself how a new version replaces the old one',
      "→ give it to the controller: Controller.deployment({ maxSurge: '1' }); or leave out one of the two",
    ]);
  });

  test('does not change what the Service and its address are called', () => {
    for (const controller of [undefined, Controller.recreate(), Controller.singlePod(), Controller.statefulSet()]) {
      expect(build({ controller }).url().address).toBe('http://api.shop.svc:8080');
      expect(build({ controller }).service.name).toBe('api');
    }
  });
});
