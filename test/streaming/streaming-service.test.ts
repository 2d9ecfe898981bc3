import { Chart, Duration } from 'cdk8s';
import * as fc from 'fast-check';
import {
  Acknowledgements,
  Balancing,
  Cluster,
  Edge,
  Exposure,
  MessageRate,
  MonitoredKind,
  PanelUnit,
  Permission,
  Port,
  Probe,
  Route,
  Scaling,
  ScalingPolicy,
  SessionAffinity,
  Shutdown,
  StreamingEgress,
  StreamingIngress,
  type StreamingServiceProps,
  Workload,
} from '../../lib';
import { expectProblem, problems } from '../support/findings';
import { chartIn, containerOf, controllerOf, IMAGE, manifestsOf, podOf } from '../support/workload';

const TRAEFIK = Cluster.k3d();
const GATEWAY = Cluster.aks({ edge: Edge.applicationGateway({ subnetCidr: '10.2.0.0/24' }) });
const RATE = MessageRate.of('orders_messages_total', { labels: { status: 'success' } });
const MESSAGES = Scaling.pods({ min: 3, max: 20 }).onMessagesPerSecond(1000, RATE);

function egress(props: Partial<StreamingServiceProps> = {}, scope = chartIn(), id = 'egress'): StreamingEgress {
  return new StreamingEgress(scope, id, { image: IMAGE, grpcPort: 50052, ...props });
}

function variablesOf(made: Workload): Record<string, string> {
  const [{ data }] = manifestsOf(made).objects('ConfigMap');
  return data;
}

describe('by default', () => {
  test('it speaks gRPC on one port and serves metrics on another, and both stand on its Service', () => {
    manifestsOf(egress()).hasResource('Service', 'egress', {
      spec: {
        type: 'ClusterIP',
        ports: [
          { name: 'grpc', port: 50052, targetPort: 50052, appProtocol: 'kubernetes.io/h2c' },
          { name: 'metrics', port: 9090, targetPort: 9090 },
        ],
      },
    });
  });

  test('it is asked for its health over gRPC, and whether it listens at all', () => {
    const { readinessProbe, livenessProbe } = containerOf(egress());
    expect(readinessProbe).toMatchObject({ grpc: { port: 50052 }, initialDelaySeconds: 10, periodSeconds: 5 });
    expect(livenessProbe).toMatchObject({ tcpSocket: { port: 'grpc' }, initialDelaySeconds: 10 });
  });

  test('subscribers go to any pod, publishers come back to theirs', () => {
    const specOf = (made: Workload) => manifestsOf(made).resource('Service', made.name).spec;
    expect(specOf(egress())).not.toHaveProperty('sessionAffinity');
    const ingress = new StreamingIngress(chartIn(), 'ingress', { image: IMAGE, grpcPort: 50051 });
    expect(specOf(ingress).sessionAffinityConfig).toEqual({ clientIP: { timeoutSeconds: 10800 } });
  });

  test('connections last half an hour, and streams have a minute to end', () => {
    const made = egress();
    expect(variablesOf(made)).toEqual({
      GRPC_DRAIN: '60s',
      GRPC_MAX_CONNECTION_AGE: '1800s',
      GRPC_MAX_CONNECTION_AGE_GRACE: '60s',
    });
    expect(podOf(made).terminationGracePeriodSeconds).toBe(65);
    expect(containerOf(made).lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
  });

  test('no rollout takes capacity away', () => {
    expect(controllerOf(egress()).spec.strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  });

  test('it grows at once, and shrinks slowly', () => {
    const made = egress({ scaling: Scaling.pods({ min: 3, max: 10 }).onCpu(70) });
    expect(manifestsOf(made).resource('HorizontalPodAutoscaler', 'egress-hpa').spec.behavior).toEqual({
      scaleDown: {
        stabilizationWindowSeconds: 300,
        selectPolicy: 'Min',
        policies: [
          { type: 'Percent', value: 50, periodSeconds: 60 },
          { type: 'Pods', value: 2, periodSeconds: 60 },
        ],
      },
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [
          { type: 'Percent', value: 100, periodSeconds: 30 },
          { type: 'Pods', value: 4, periodSeconds: 30 },
        ],
      },
    });
  });

  test('by KEDA, too', () => {
    const made = egress({ scaling: MESSAGES }, chartIn(Cluster.generic({ prometheus: {}, keda: {} })));
    const { advanced } = manifestsOf(made).resource('ScaledObject', 'egress').spec;
    expect(advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.selectPolicy).toBe('Min');
  });

  test('an older Kubernetes, whose kubelet cannot wait, tells it to end at once', () => {
    const made = egress({}, chartIn(Cluster.generic({ kubernetesVersion: '1.29' })));
    expect(containerOf(made)).not.toHaveProperty('lifecycle');
    expect(podOf(made).terminationGracePeriodSeconds).toBe(60);
  });
});

describe('what is given holds', () => {
  test('ports, probes, affinity and rules of scaling', () => {
    const made = egress({
      metricsPort: 9100,
      otherPorts: [Port.admin(8081)],
      readiness: Probe.tcp({ port: 'grpc' }),
      liveness: Probe.grpc('egress'),
      sessionAffinity: SessionAffinity.clientIp(Duration.minutes(10)),
      scaling: Scaling.pods({ min: 3, max: 10 })
        .onCpu(70)
        .scaleDown({ policies: [ScalingPolicy.pods(1, Duration.minutes(1))] }),
    });
    const { spec } = manifestsOf(made).resource('Service', 'egress');
    expect(spec.ports.map(({ name, port }: { name: string; port: number }) => [name, port])).toEqual([
      ['grpc', 50052],
      ['metrics', 9100],
      ['admin', 8081],
    ]);
    expect(spec.sessionAffinityConfig).toEqual({ clientIP: { timeoutSeconds: 600 } });
    expect(containerOf(made)).toMatchObject({
      readinessProbe: { tcpSocket: { port: 'grpc' } },
      livenessProbe: { grpc: { port: 50052, service: 'egress' } },
    });
    const { behavior } = manifestsOf(made).resource('HorizontalPodAutoscaler', 'egress-hpa').spec;
    expect(behavior.scaleDown.policies).toEqual([{ type: 'Pods', value: 1, periodSeconds: 60 }]);
    expect(behavior.scaleUp.selectPolicy).toBe('Max');
  });

  test('the ages and the names of their variables', () => {
    const made = egress({
      drain: Duration.minutes(2),
      maxConnectionAge: Duration.hours(1),
      maxConnectionAgeGrace: Duration.seconds(90),
      streamVariables: { maxConnectionAge: 'AGE', maxConnectionAgeGrace: 'AGE_GRACE', drain: 'DRAIN' },
      variables: { LOG: 'info' },
    });
    expect(variablesOf(made)).toEqual({ AGE: '3600s', AGE_GRACE: '90s', DRAIN: '120s', LOG: 'info' });
    expect(podOf(made).terminationGracePeriodSeconds).toBe(125);
  });

  test('a shutdown of its own says how long streams have', () => {
    const made = egress({ shutdown: Shutdown.onSignal({ drain: Duration.seconds(20) }) });
    expect(variablesOf(made)).toMatchObject({ GRPC_DRAIN: '20s', GRPC_MAX_CONNECTION_AGE_GRACE: '20s' });
  });

  test('a role for what it asks, with a token and the reason for it', () => {
    const permissions = [Permission.read('secrets', { names: ['egress-secret'], reason: 'keys rotate' })];
    const made = egress({ permissions }, chartIn(TRAEFIK));
    expect(podOf(made).automountServiceAccountToken).toBe(true);
    expect(controllerOf(made).metadata.annotations).toMatchObject({
      'tradewind.dev/service-account-token': 'get on secrets by name: keys rotate',
    });
  });
});

describe('a way in', () => {
  test('through a Gateway is a GRPCRoute on its listener with TLS, to the gRPC port alone', () => {
    const made = egress({ route: Route.host('egress.example.com') }, chartIn(GATEWAY));
    manifestsOf(made).hasResource('GRPCRoute', 'egress', {
      spec: {
        hostnames: ['egress.example.com'],
        parentRefs: [{ name: 'gateway', sectionName: 'https' }],
        rules: [{ backendRefs: [{ name: 'egress', port: 50052 }] }],
      },
    });
    manifestsOf(made).allows('10.2.0.7', 'egress', 50052);
    manifestsOf(made).denies('10.2.0.7', 'egress', 9090);
  });

  test('through Traefik is an Ingress with TLS, and its Service says that it speaks HTTP/2', () => {
    const made = egress({ route: Route.host('egress.example.com') }, chartIn(TRAEFIK));
    manifestsOf(made).hasResource('Service', 'egress', {
      metadata: { annotations: { 'traefik.ingress.kubernetes.io/service.serversscheme': 'h2c' } },
    });
    manifestsOf(made).hasResource('Ingress', 'egress', {
      metadata: { annotations: { 'traefik.ingress.kubernetes.io/router.tls': 'true' } },
      spec: {
        tls: [{ hosts: ['egress.example.com'] }],
        rules: [{ http: { paths: [{ backend: { service: { name: 'egress', port: { name: 'grpc' } } } }] } }],
      },
    });
  });

  test('on nodes opens gRPC and never metrics, and needs no name of the port', () => {
    const exposure = Exposure.nodePort(30052, { reason: 'dev has no certificate' });
    const manifests = manifestsOf(egress({ exposure }, chartIn(TRAEFIK)));
    const { spec } = manifests.resource('Service', 'egress-external');
    expect(spec.ports).toEqual([expect.objectContaining({ name: 'grpc', nodePort: 30052 })]);
    manifests.denies('192.0.2.1', 'egress', 9090);
  });
});

describe('who balances', () => {
  const client = (made: StreamingEgress): Workload =>
    new Workload(Chart.of(made), 'client', { image: IMAGE, endpoints: { EGRESS: made.endpoint } });

  test('the Service, by default: clients are told its name', () => {
    const made = egress();
    expect(made.headlessService).toBeUndefined();
    expect(made.endpoint.address).toBe('egress.shop.svc:50052');
    client(made);
    manifestsOf(made).allows('client', 'egress', 50052);
    manifestsOf(made).denies('client', 'egress', 9090);
  });

  test('the clients: they are told a name for every pod, and metrics are not scraped twice', () => {
    const made = egress({ balancing: Balancing.byClient() });
    client(made);
    expect(made.endpoint.address).toBe('dns:///egress-headless.shop.svc:50052');
    const { spec } = manifestsOf(made).resource('Service', 'egress-headless');
    expect(spec).toMatchObject({ clusterIP: 'None' });
    expect(spec.ports.map(({ name }: { name: string }) => name)).toEqual(['grpc']);
    manifestsOf(made).allows('client', 'egress', 50052);
    manifestsOf(made).denies('client', 'egress', 9090);
  });
});

describe('what it tells of itself', () => {
  const cluster = Cluster.generic({ prometheus: {}, prometheusAdapter: { rates: [RATE] } });

  test('it holds streams, and its metrics are found at its Service', () => {
    expect(egress().toMonitoringProfile()).toMatchObject({
      kind: MonitoredKind.STREAM,
      name: 'egress',
      scrapedPorts: [{ name: 'metrics', serviceLabels: { 'app.kubernetes.io/name': 'egress' } }],
      panels: [],
    });
  });

  test('what it scales on is a picture, with the line from which it grows', () => {
    const [panel] = egress({ scaling: MESSAGES }, chartIn(cluster)).toMonitoringProfile().panels;
    expect(panel).toMatchObject({ title: 'Messages per pod', unit: PanelUnit.PER_SECOND, limit: 1000 });
    expect(panel.queries[0].expression).toMatch(
      /^sum by \(pod\) \(rate\(orders_messages_total\{status="success",namespace="shop",pod=~"egress-.*"\}\[1m\]\)\)$/,
    );
  });
});

describe('what cannot be', () => {
  test('a grace of connections that the pod does not live to see', () => {
    expectProblem(egress({ maxConnectionAgeGrace: Duration.minutes(5) }), [
      'shop/egress  maxConnectionAgeGrace',
      'got 300 s, with 5 s before SIGTERM and 65 s until the pod is killed',
      'a connection that has just been told to end may use its whole grace: the kubelet would cut its streams off',
      '→ raise drain to at least 300 s, or lower maxConnectionAgeGrace to at most 60 s',
    ]);
  });

  test('whatever the times, what gets through covers grace and preStop', () => {
    const seconds = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(seconds(60), seconds(300), seconds(300), (before, drain, grace) => {
        const made = egress({
          shutdown: Shutdown.afterSleep(Duration.seconds(before), { drain: Duration.seconds(drain), shell: false }),
          maxConnectionAgeGrace: Duration.seconds(grace),
        });
        const cut = problems(made).some(([place]) => place === 'shop/egress  maxConnectionAgeGrace');
        expect(cut).toBe(before + grace > before + drain);
      }),
      { numRuns: 30 },
    );
  });

  test('two words on how long streams have', () => {
    expectProblem(egress({ drain: Duration.minutes(1), shutdown: Shutdown.onSignal() }), [
      'shop/egress  drain',
      'got 60 s, with a shutdown of its own',
      'one of the two says how long streams have to end',
      '→ leave drain out and give it to the shutdown, Shutdown.afterSleep(…, { drain }); or leave shutdown out',
    ]);
  });

  test.each([
    ['maxConnectionAge', { maxConnectionAge: Duration.seconds(0) }, '0 s', 1],
    ['maxConnectionAge', { maxConnectionAge: Duration.millis(1500) }, '1.5 s', 1],
    ['maxConnectionAgeGrace', { maxConnectionAgeGrace: Duration.millis(500) }, '0.5 s', 0],
  ])('a time that is none: %s', (property, props, value, least) => {
    expectProblem(egress(props), [
      `shop/egress  ${property}`,
      `got ${value}`,
      `the program is told whole seconds, at least ${least}`,
      '→ give something like Duration.minutes(30)',
    ]);
  });

  test('a variable that is set twice', () => {
    expectProblem(egress({ variables: { GRPC_DRAIN: '5s' } }), [
      'shop/egress  streamVariables',
      'got GRPC_DRAIN, which is given as a variable, too',
      'a variable is set once',
      '→ leave the variable out and give the time: maxConnectionAge, maxConnectionAgeGrace or drain; or give streamVariables other names',
    ]);
  });

  test('two times in one variable', () => {
    expectProblem(egress({ streamVariables: { drain: 'TIME', maxConnectionAge: 'TIME' } }), [
      'shop/egress  streamVariables',
      'got one name for two times',
      'a variable is set once',
      '→ give each of the three a name of its own',
    ]);
  });

  test('metrics on the port of gRPC', () => {
    expect(problems(egress({ metricsPort: 50052 })).map(([place, value]) => [place, value])).toContainEqual([
      'shop/egress  ports[1].containerPort',
      'got 50052/TCP, which the port grpc has too',
    ]);
  });

  test('a rollout that takes capacity away, unless for a reason', () => {
    const rollout = { maxSurge: '1', maxUnavailable: '25%' };
    expectProblem(egress({ rollout }), [
      'shop/egress  rollout.maxUnavailable  [rollout-drops-streams]',
      'got "25%"',
      'the streams of pods that are missing crowd onto those that are left, all at once',
      "→ leave it out, so that a new pod is ready before an old one goes, and give maxSurge for speed: '25%'; or acknowledge it with the reason",
    ]);
    const scope = chartIn();
    Acknowledgements.of(scope).add({ id: 'rollout-drops-streams', reason: 'the nodes have no room for one more' });
    expect(problems(egress({ rollout }, scope))).toEqual([]);
    expect(problems(egress({ rollout: { maxUnavailable: '0' } }))).toEqual([]);
  });
});
