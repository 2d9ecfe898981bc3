import { Duration } from 'cdk8s';
import {
  Acknowledgements,
  ApiService,
  Cluster,
  Credentials,
  Edge,
  Environment,
  Image,
  Migration,
  NamespaceChart,
  Peer,
  Platform,
  type PolicyPack,
  Port,
  Probe,
  Route,
  Scaling,
} from '../../lib';
import { type MakeSystem, type MeasuredService, runProgram } from './program';

/** Every service with all that a hardened one has, in a namespace of its own; each calls the one before it. */
export const hardened: MakeSystem = (services, directory) => makeHardened(services, directory, []);

/** The same, under rules over what is rendered. */
export function makeHardened(
  services: readonly MeasuredService[],
  directory: string,
  policies: readonly PolicyPack[],
): void {
  const platform = new Platform({ name: 'bench', outdir: directory, policies: [...policies] });
  const cluster = Cluster.aks({
    kubernetesVersion: '1.34',
    zones: 3,
    keyVault: 'bench-kv',
    reloader: true,
    priorityClasses: ['services'],
    edge: Edge.applicationGateway({ subnetCidr: '10.20.2.0/24' }),
  });
  const environment = new Environment(platform, 'prod', { cluster });
  const database = Peer.cidr('10.20.1.0/28', { port: 5432 });
  let previous: ApiService | undefined;
  for (const { name } of services) {
    const chart = new NamespaceChart(environment, name);
    const secrets = new Credentials(chart, 'secrets', { keys: ['api-key', 'database-url'] });
    const service: ApiService = new ApiService(chart, name, {
      image: Image.of('registry.example.com/service', '1.0.0'),
      ports: [Port.http(8080, { servicePort: 80 }), Port.grpc(8081)],
      variables: { LOG_LEVEL: 'info', CACHE_TTL_SECONDS: '3600' },
      endpoints: {
        LEDGER_URL: Peer.service('ledger', { namespace: 'ledger', port: 8080 }).url('http'),
        ...(previous ? { UPSTREAM_URL: previous.url() } : {}),
      },
      credentials: { API_KEY: secrets.key('api-key'), DATABASE_URL: secrets.key('database-url') },
      readiness: Probe.http('/ready', { period: Duration.seconds(5), failures: 2 }),
      liveness: Probe.http('/live', { delay: Duration.seconds(10), failures: 3 }),
      scheduling: { priorityClass: 'services' },
      scaling: Scaling.pods({ min: 2, max: 10 }).onCpu(70),
      route: Route.host(`${name}.example.com`),
      migration: Migration.run(['./service', 'migrate'], {
        credentials: { DATABASE_URL: secrets.key('database-url') },
        connectTo: [database],
      }),
    });
    service.connectTo(database);
    Acknowledgements.of(service).add({
      id: 'credentials-in-environment',
      reason: 'the program reads its settings from environment variables alone',
    });
    previous = service;
  }
  platform.synth();
}

if (require.main === module) {
  runProgram(hardened);
}
