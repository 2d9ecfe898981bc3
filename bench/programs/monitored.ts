import { Chart, Duration } from 'cdk8s';
import { ApiService, Cluster, Environment, Image, Metric, Monitoring, Platform, Port, Probe, Scaling } from '../../lib';
import { type MakeSystem, runProgram } from './program';

/** Services that are monitored: each is scraped, alerted about and shown in a dashboard; a chart each, one namespace. */
export const monitored: MakeSystem = (services, directory) => {
  const platform = new Platform({ name: 'bench', outdir: directory });
  const cluster = Cluster.aks({
    kubernetesVersion: '1.34',
    zones: 3,
    prometheus: {},
    prometheusOperator: { labels: { release: 'prometheus' }, runbookBaseUrl: 'https://runbooks.example.com' },
  });
  const environment = new Environment(platform, 'prod', { cluster });
  for (const { name } of services) {
    const chart = new Chart(environment, name, { namespace: 'bench' });
    const service = new ApiService(chart, name, {
      image: Image.of('registry.example.com/service', '1.0.0'),
      ports: [Port.http(8080), Port.metrics(9090)],
      readiness: Probe.http('/ready'),
      liveness: Probe.http('/live'),
      scaling: Scaling.pods({ min: 2, max: 10 }).onCpu(70),
      metrics: [
        Metric.counter('messages_total', { labels: ['service', 'status'] }),
        Metric.histogram('latency_seconds', { labels: ['service'] }),
      ],
    });
    const dashboard = { uid: name };
    const scrapeInterval = Duration.seconds(15);
    new Monitoring(chart, `${name}-monitoring`, { dashboard, scrapeInterval }).workload(service, {
      messages: { metric: 'messages_total', by: ['service'], failure: { status: 'error' } },
      latency: { metric: 'latency_seconds', by: ['service'] },
    });
  }
  platform.synth();
};

if (require.main === module) {
  runProgram(monitored);
}
