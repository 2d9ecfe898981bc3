import { Chart, Testing } from 'cdk8s';
import { Acknowledgements, ApiService, Credentials, Image, Override, Port, Probe } from 'cdk8s-tradewind';

const chart = new Chart(Testing.app(), 'shop');
const secrets = new Credentials(chart, 'shop-secrets', { keys: ['api-key'] });
const api = new ApiService(chart, 'api', {
  image: Image.of('registry.example.com/api', '1.0.0'),
  ports: [Port.http(8080)],
  readiness: Probe.http('/ready'),
  liveness: Probe.http('/live'),
  credentials: { API_KEY: secrets.key('api-key') },
});
Override.of(api).ofKind('Deployment').set('spec.template.spec.containers[api].stdin', true);
Acknowledgements.of(api).add({
  id: 'credentials-in-environment',
  reason: 'the program reads its settings from environment variables alone',
});
