import { Chart } from 'cdk8s';
import {
  Acknowledgements,
  ApiService,
  Credentials,
  type Environment,
  Identity,
  Image,
  Peer,
  type PodBounds,
  Port,
  Probe,
  Route,
  Scaling,
  System,
  type WorkloadSettings,
} from '../../../lib';
import { CLUSTERS } from './clusters';

/** What is a service's own. */
interface FastApiServiceSettings extends WorkloadSettings {
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly version: string;
  /** The name that clients type. */
  readonly host: string;
  readonly pods: PodBounds;
  /** The Secret that holds the address of the database under `url`, and where it is. */
  readonly database: { readonly secret: string; readonly cidr: string };
  readonly variables: Record<string, string>;
}

const example: FastApiServiceSettings = {
  name: 'example-service',
  namespace: 'example',
  image: 'registry.example/example-service',
  version: '1.0.0',
  host: 'example-service.example.com',
  pods: { min: 2, max: 4 },
  resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
  database: { secret: 'example-service-database', cidr: '10.0.0.0/24' },
  variables: {},
};

/** A FastAPI program behind the edge, scaled by what it computes. */
export const pythonFastApiService = new System({
  name: 'python-fastapi-service',
  environments: {
    k3d: { cluster: CLUSTERS.k3d, settings: example },
    aks: { cluster: CLUSTERS.aks, settings: example },
  },
  composition: {
    compose: (environment: Environment, settings: FastApiServiceSettings) => {
      const chart = new Chart(environment, 'service', { namespace: settings.namespace });
      Acknowledgements.of(chart).add({
        id: 'credentials-in-environment',
        reason: 'the program reads its settings from environment variables alone',
      });
      const database = new Credentials(chart, 'database', { name: settings.database.secret, keys: ['url'] });
      new ApiService(chart, 'service', {
        identity: Identity.of({ name: settings.name }),
        image: Image.of(settings.image, settings.version),
        ports: [Port.http(8000)],
        variables: { PYTHONUNBUFFERED: '1', ...settings.variables },
        credentials: { DATABASE_URL: database.key('url') },
        readiness: Probe.http('/health/ready'),
        liveness: Probe.http('/health/live'),
        scaling: Scaling.pods(settings.pods).onCpu(70).onMemory(80),
        route: Route.host(settings.host),
        settings,
      }).connectTo(Peer.cidr(settings.database.cidr, { port: 5432 }));
    },
  },
});
