import { Chart } from 'cdk8s';
import {
  type Environment,
  FrontendSpa,
  Identity,
  Image,
  type PodBounds,
  Route,
  Scaling,
  System,
  type WorkloadSettings,
} from '../../../lib';
import { CLUSTERS } from './clusters';

/** What is a frontend's own. */
interface FrontendSettings extends WorkloadSettings {
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly version: string;
  /** The name that users type. */
  readonly host: string;
  /** Where the program in the browser finds its API. */
  readonly apiUrl: string;
  readonly pods: PodBounds;
}

const example: FrontendSettings = {
  name: 'example-frontend',
  namespace: 'example',
  image: 'registry.example/example-frontend',
  version: '1.0.0',
  host: 'example.example.com',
  apiUrl: '/api',
  pods: { min: 2, max: 4 },
  resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
};

/** Files for browsers behind the edge. */
export const frontendSpa = new System({
  name: 'frontend-spa',
  environments: {
    k3d: { cluster: CLUSTERS.k3d, settings: example },
    aks: { cluster: CLUSTERS.aks, settings: example },
  },
  composition: {
    compose: (environment: Environment, settings: FrontendSettings) => {
      new FrontendSpa(new Chart(environment, 'frontend', { namespace: settings.namespace }), 'frontend', {
        identity: Identity.of({ name: settings.name }),
        image: Image.of(settings.image, settings.version),
        configuration: { apiUrl: settings.apiUrl },
        scaling: Scaling.pods(settings.pods).onCpu(70),
        route: Route.host(settings.host),
        settings,
      });
    },
  },
});
