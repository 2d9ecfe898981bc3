import { Duration } from 'cdk8s';
import {
  ApiService,
  Cluster,
  Edge,
  Environment,
  Image,
  NamespaceChart,
  Platform,
  PolicyPack,
  Port,
  PostgreSql,
  Probe,
  QueueScaling,
  RabbitMq,
  Route,
  ScalingTrigger,
  WorkerWithKeda,
} from 'cdk8s-tradewind';

const platform = new Platform({ name: 'balances', policies: [PolicyPack.restricted()] });
const cluster = Cluster.aks({
  zones: 3,
  keyVault: 'balances-kv',
  keda: { namespace: 'kube-system' },
  reloader: true,
  edge: Edge.nginx({ clusterIssuer: 'letsencrypt' }),
});
const chart = new NamespaceChart(new Environment(platform, 'prod', { cluster }), 'balances');

const queue = new RabbitMq(chart, 'rabbitmq'); // or RabbitMq.external(…), with the same endpoints and triggers
const database = new PostgreSql(chart, 'postgres', { settings: { size: '50Gi' } });
const health = { readiness: Probe.http('/health/ready'), liveness: Probe.http('/health/live') };
const image = Image.of('registry.example.com/balances', '1.4.0');

const orchestrator = new ApiService(chart, 'orchestrator', {
  image,
  ports: [Port.http(8000)],
  endpoints: { DATABASE_URL: database.url(), BROKER_URL: queue.url() },
  ...health,
});
new ApiService(chart, 'gateway', {
  image,
  ports: [Port.http(8000)],
  endpoints: { ORCHESTRATOR_URL: orchestrator.url() },
  route: Route.host('balances.example.com', { tlsSecret: 'balances-tls' }),
  ...health,
});
new WorkerWithKeda(chart, 'worker', {
  image,
  endpoints: { BROKER_URL: queue.url() },
  liveness: Probe.exec(['/app/worker', 'alive']),
  longestTask: Duration.minutes(10),
  scaling: QueueScaling.pods({ min: 1, max: 20 }).on(
    ScalingTrigger.rabbitQueue(queue, 'condense', { messagesPerPod: 50 }),
  ),
});

platform.synth();
