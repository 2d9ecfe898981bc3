import { Duration } from 'cdk8s';
import {
  Cluster,
  Environment,
  Image,
  MessageRate,
  Metric,
  Monitoring,
  NamespaceChart,
  Peer,
  Platform,
  Scaling,
  StreamingIngress,
  VerticalScaling,
} from 'cdk8s-tradewind';

const rate = MessageRate.of('ticks_messages_total', { labels: { status: 'success' } });
const cluster = Cluster.aks({
  zones: 3,
  registry: 'ticks.azurecr.io',
  prometheus: {},
  prometheusOperator: {},
  prometheusAdapter: { rates: [rate] }, // or keda: {}, which then asks Prometheus itself
  verticalPodAutoscaler: true,
});
const platform = new Platform({ name: 'ticks' });
const chart = new NamespaceChart(new Environment(platform, 'prod', { cluster }), 'ticks');

const ingress = new StreamingIngress(chart, 'ingress', {
  image: Image.of('ticks-ingress', '1.0.0'),
  grpcPort: 50051,
  metrics: [
    Metric.counter('ticks_messages_total', { labels: ['venue', 'status'] }),
    Metric.histogram('ticks_latency_seconds', { labels: ['venue'] }),
  ],
  drain: Duration.minutes(2),
  scaling: Scaling.pods({ min: 3, max: 20 }).onCpu(70).onMessagesPerSecond(1000, rate),
  verticalScaling: VerticalScaling.recreate({ memory: { min: '128Mi', max: '1Gi' } }),
});
ingress.allowFrom(Peer.namespace('feeds'));
new Monitoring(chart, 'ticks').namespace().workload(ingress, {
  messages: { metric: 'ticks_messages_total', by: ['venue'], failure: { status: 'error' } },
  latency: { metric: 'ticks_latency_seconds', by: ['venue'] },
  thresholds: { errorShare: 0.01, latency: Duration.millis(250) },
});

platform.synth();
