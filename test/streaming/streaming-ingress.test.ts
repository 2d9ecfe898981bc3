import {
  Balancing,
  Cluster,
  Credentials,
  Edge,
  Exposure,
  Identity,
  MessageRate,
  Permission,
  Route,
  Scaling,
  StreamingIngress,
  type StreamingServiceProps,
  VerticalScaling,
} from '../../lib';
import { synthesized } from '../support/trees';
import { chartIn, IMAGE, manifestsOf } from '../support/workload';

const MESSAGES = MessageRate.of('minitoolstream_messages_total', { labels: { status: 'success' } });
const FULL_CLUSTER = Cluster.aks({
  zones: 3,
  edge: Edge.applicationGateway({ subnetCidr: '10.2.0.0/24' }),
  prometheus: {},
  prometheusOperator: {},
  prometheusAdapter: { rates: [MESSAGES] },
  verticalPodAutoscaler: true,
});

function ingress(props: Partial<StreamingServiceProps> = {}, scope = chartIn()): StreamingIngress {
  return new StreamingIngress(scope, 'minitoolstream-ingress', { image: IMAGE, grpcPort: 50051, ...props });
}

const full = (secretName: string): Partial<StreamingServiceProps> => ({
  identity: Identity.of({
    selector: { app: 'minitoolstream-ingress' },
    container: 'ingress',
    service: 'minitoolstream-ingress-service',
  }),
  settings: {
    resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
  },
  scaling: Scaling.pods({ min: 3, max: 20 })
    .onCpu(70)
    .onMessagesPerSecond(1000, MESSAGES)
    .labeled({ component: 'autoscaling' }),
  verticalScaling: VerticalScaling.recreate({ memory: { min: '128Mi', max: '2Gi' } }),
  balancing: Balancing.byClient(),
  route: Route.host('ingress.example.com'),
  permissions: [
    Permission.read('configmaps'),
    Permission.read('secrets', { names: [secretName] }),
    Permission.of('pods', ['get', 'list'], { reason: 'it finds the other pods' }),
  ],
});

test('the least is a snapshot', () => {
  expect(synthesized((chart) => ingress({}, chart))).toMatchSnapshot();
});

test('the most is a snapshot', () => {
  const build = (chart: ReturnType<typeof chartIn>): void => {
    const secrets = new Credentials(chart, 'minitoolstream-ingress-secret', { keys: ['TARANTOOL_PASSWORD'] });
    ingress(full(secrets.secretName), chart);
  };
  expect(synthesized(build, FULL_CLUSTER)).toMatchSnapshot();
});

test('publishers come back to their pod for three hours, past the edge too', () => {
  const reason = 'k3d has no certificate for gRPC';
  const manifests = manifestsOf(ingress({ exposure: Exposure.nodePort(30051, { reason }) }, chartIn(Cluster.k3d())));
  const affinity = { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } };
  manifests.hasResource('Service', 'minitoolstream-ingress', { spec: { type: 'ClusterIP', ...affinity } });
  manifests.hasResource('Service', 'minitoolstream-ingress-external', {
    spec: { type: 'NodePort', ports: [{ name: 'grpc', port: 50051, nodePort: 30051 }], ...affinity },
  });
  expect(manifests.resource('Service', 'minitoolstream-ingress-external').spec.ports).toHaveLength(1);
  manifests.allows('192.0.2.1', 'minitoolstream-ingress', 50051);
  manifests.denies('192.0.2.1', 'minitoolstream-ingress', 9090);
});
