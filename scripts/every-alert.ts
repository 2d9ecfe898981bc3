import { Duration } from 'cdk8s';
import {
  type AlertRule,
  Alerts,
  ApiService,
  Cluster,
  Controller,
  Edge,
  Environment,
  Image,
  Metric,
  Migration,
  Monitoring,
  MonitoringStack,
  NamespaceChart,
  ObjectStore,
  Platform,
  Port,
  PostgreSql,
  Probe,
  QueueScaling,
  RabbitMq,
  Redis,
  Route,
  Scaling,
  ScalingTrigger,
  Tarantool,
  WorkerWithKeda,
  Workload,
} from '../lib';

/** A system with every construct of the library that has somebody told of something: add yours here. */
export function everyAlertingConstruct(): NamespaceChart {
  const cluster = Cluster.generic({
    edge: Edge.traefik({ clusterIssuer: 'letsencrypt' }),
    prometheusOperator: {},
    prometheus: { namespace: 'shop' },
    keda: {},
    apiServerCidrs: ['10.0.0.1/32'],
    nodeCidrs: ['10.1.0.0/16'],
  });
  const environment = new Environment(new Platform({ name: 'runbooks' }), 'prod', { cluster });
  const chart = new NamespaceChart(environment, 'shop');
  const image = Image.of('registry.example/shop', '1.0.0');
  const api = new ApiService(chart, 'api', {
    image,
    ports: [Port.http(8080), Port.metrics(9090)],
    route: Route.host('shop.example.com'),
    metrics: [
      Metric.counter('stream_messages_total', { labels: ['service', 'subject', 'status'] }),
      Metric.histogram('stream_latency_seconds', { labels: ['service', 'operation'] }),
    ],
    readiness: Probe.http('/ready'),
    liveness: Probe.http('/live'),
    scaling: Scaling.pods({ min: 2, max: 6 }).onCpu(70),
    migration: Migration.run(['migrate']),
  });
  new Monitoring(chart, 'shop').namespace().workload(api, {
    messages: { metric: 'stream_messages_total', by: ['service', 'subject'], failure: { status: 'error' } },
    latency: { metric: 'stream_latency_seconds', by: ['service'] },
  });
  new ObjectStore(chart, 'minio', { buckets: ['reports'] });
  new PostgreSql(chart, 'postgres');
  new RabbitMq(chart, 'rabbitmq');
  new Redis(chart, 'redis');
  new Tarantool(chart, 'tarantool');
  new Workload(chart, 'store', { image, controller: Controller.statefulSet(), replicas: 2 });
  new Workload(chart, 'agent', { image, controller: Controller.daemonSet() });
  new Workload(chart, 'backup', { image, controller: Controller.cronJob('30 2 * * *') });
  const trigger = ScalingTrigger.kafka('orders', {
    bootstrapServers: ['kafka:9092'],
    consumerGroup: 'orders',
    messagesPerPod: 50,
  });
  const scaling = QueueScaling.pods({ min: 1, max: 10 }).on(trigger);
  const longestTask = Duration.minutes(5);
  new WorkerWithKeda(chart, 'worker', { image, scaling, longestTask });
  new WorkerWithKeda(chart, 'batch', { image, scaling: scaling.asJobs(), longestTask });
  new MonitoringStack(chart, 'monitoring', {
    withoutReceivers: 'nobody is told by a page of documentation',
    settings: { alertmanager: { replicas: 2 } },
  });
  return chart;
}

/** Every alert of the library by its name: those of one name are about things of one kind. */
export function everyAlert(): Map<string, AlertRule[]> {
  const byName = new Map<string, AlertRule[]>();
  for (const construct of everyAlertingConstruct().node.findAll()) {
    for (const rule of construct instanceof Alerts ? construct.rules : []) {
      byName.set(rule.name, [...(byName.get(rule.name) ?? []), rule]);
    }
  }
  return new Map([...byName].sort(([a], [b]) => (a < b ? -1 : 1)));
}
