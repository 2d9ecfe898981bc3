import { Duration } from 'cdk8s';
import {
  ApiService,
  Cluster,
  Credentials,
  Environment,
  Image,
  Migration,
  NamespaceChart,
  Peer,
  Platform,
  Port,
  Probe,
  Scaling,
  Shutdown,
} from 'cdk8s-tradewind';

const platform = new Platform({ name: 'orders' });
const prod = new Environment(platform, 'prod', {
  cluster: Cluster.aks({ zones: 3, keyVault: 'orders-kv', registry: 'orders.azurecr.io' }),
  versions: { 'orders-api': 'v1.4.2' },
});
const chart = new NamespaceChart(prod, 'orders');
const database = Peer.cidr('10.20.1.0/28', { port: 5432 });
const secrets = new Credentials(chart, 'orders-secrets', { keys: ['database-url'] });

new ApiService(chart, 'orders-api', {
  image: Image.of('orders-api'),
  ports: [Port.http(8080, { servicePort: 80 }), Port.metrics(9090)],
  variables: { LOG_LEVEL: 'info' },
  credentialFiles: { '/etc/orders/secrets': secrets },
  readiness: Probe.http('/ready', { period: Duration.seconds(5) }),
  liveness: Probe.http('/live'),
  scaling: Scaling.pods({ min: 2, max: 10 }).onCpu(70),
  shutdown: Shutdown.afterSleep(Duration.seconds(5), { drain: Duration.seconds(30) }),
  migration: Migration.run(['/app/orders', 'migrate'], { connectTo: [database] }),
})
  .connectTo(database)
  .allowFrom(Peer.namespace('web'));

platform.synth();
