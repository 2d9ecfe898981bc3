import { Cluster, Environment, Image, NamespaceChart, Platform, PolicyPack, Workload } from 'cdk8s-tradewind';
import { SHOP } from './own-rule';

const platform = new Platform({ name: 'shop', policies: [PolicyPack.restricted(), SHOP] });
const prod = new Environment(platform, 'prod', { cluster: Cluster.aks({ zones: 3 }) });
PolicyPack.production().applyTo(prod);
const dev = new Environment(platform, 'dev', {
  cluster: Cluster.k3d(),
  acknowledgements: [{ id: 'Shop.TeamLabel', reason: 'whoever runs it on a laptop answers for it' }],
});
for (const place of [dev, prod]) {
  new Workload(new NamespaceChart(place, 'shop'), 'api', { image: Image.of('registry.example.com/api', '1.0.0') });
}
platform.synth();
