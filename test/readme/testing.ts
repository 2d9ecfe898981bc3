import { Chart, Testing } from 'cdk8s';
import { ApiService, Image, Manifests, Port, Probe } from 'cdk8s-tradewind';

test('the gateway reaches the orchestrator, and nobody the gateway', () => {
  const chart = new Chart(Testing.app(), 'shop');
  const health = { readiness: Probe.http('/ready'), liveness: Probe.http('/live') };
  const service = (id: string): ApiService =>
    new ApiService(chart, id, {
      image: Image.of('registry.example.com/shop', '1.0.0'),
      ports: [Port.http(8000)],
      ...health,
    });
  service('api-gateway').connectTo(service('orchestrator'));

  const manifests = Manifests.of(chart);
  manifests.hasResource('Deployment', 'api-gateway', {
    spec: { template: { spec: { automountServiceAccountToken: false } } },
  });
  manifests.allows('api-gateway', 'orchestrator', 8000);
  manifests.denies('orchestrator', 'api-gateway', 8000);
  expect(Testing.synth(chart)).toMatchSnapshot();
});
