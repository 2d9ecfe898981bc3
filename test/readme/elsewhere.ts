import { App, Chart } from 'cdk8s';
import { ApiService, Image, Port, Probe } from 'cdk8s-tradewind';
import * as kplus from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const account = new kplus.ServiceAccount(chart, 'account');
const api = new ApiService(chart, 'api', {
  image: Image.of('registry.example.com/api', '1.0.0'),
  ports: [Port.http(8080)],
  readiness: Probe.http('/ready'),
  liveness: Probe.http('/live'),
  serviceAccount: account,
});
new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', {
  target: api,
  minReplicas: 2,
  maxReplicas: 5,
  metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
});
app.synth();
