import { Chart, Duration } from 'cdk8s';
import {
  Acknowledgements,
  Credentials,
  type Environment,
  Identity,
  Image,
  type PodBounds,
  Probe,
  QueueScaling,
  RabbitMq,
  ScalingTrigger,
  System,
  WorkerWithKeda,
  type WorkloadSettings,
} from '../../../lib';
import { CLUSTERS } from './clusters';

/** What is a worker's own. */
interface CeleryWorkerSettings extends WorkloadSettings {
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly version: string;
  /** The module that holds the Celery application. */
  readonly application: string;
  readonly queue: string;
  readonly longestTaskMinutes: number;
  readonly pods: PodBounds;
  /** RabbitMQ. The Secret `NAME-broker` holds its `username` and `password`. */
  readonly broker: { readonly host: string; readonly cidr: string };
  readonly variables: Record<string, string>;
}

const example: CeleryWorkerSettings = {
  name: 'example-worker',
  namespace: 'example',
  image: 'registry.example/example-worker',
  version: '1.0.0',
  application: 'example',
  queue: 'celery',
  longestTaskMinutes: 10,
  pods: { min: 1, max: 10 },
  resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } },
  broker: { host: 'rabbitmq.example.com', cidr: '10.0.1.0/24' },
  variables: {},
};

/** A Celery program on RabbitMQ, scaled by the length of its queue. */
export const pythonCeleryWorker = new System({
  name: 'python-celery-worker',
  environments: {
    k3d: { cluster: CLUSTERS.k3d, settings: example },
    aks: { cluster: CLUSTERS.aks, settings: example },
  },
  composition: {
    compose: (environment: Environment, settings: CeleryWorkerSettings) => {
      const chart = new Chart(environment, 'worker', { namespace: settings.namespace });
      Acknowledgements.of(chart).add({
        id: 'credentials-in-environment',
        reason: 'the program reads its settings from environment variables alone',
      });
      const { host, cidr } = settings.broker;
      const credentials = new Credentials(chart, 'broker-credentials', {
        name: `${settings.name}-broker`,
        keys: ['username', 'password'],
      });
      const queue = RabbitMq.external(chart, 'broker', { host, cidr, credentials });
      new WorkerWithKeda(chart, 'worker', {
        identity: Identity.of({ name: settings.name }),
        image: Image.of(settings.image, settings.version),
        variables: { PYTHONUNBUFFERED: '1', ...settings.variables },
        endpoints: { BROKER_URL: queue.url() },
        liveness: Probe.exec(
          ['/bin/sh', '-c', `celery -A ${settings.application} inspect ping -d "celery@$HOSTNAME"`],
          { period: Duration.minutes(1), timeout: Duration.seconds(20) },
        ),
        scaling: QueueScaling.pods(settings.pods).on(
          ScalingTrigger.rabbitQueue(queue, settings.queue, { messagesPerPod: 50 }),
        ),
        longestTask: Duration.minutes(settings.longestTaskMinutes),
        settings,
      });
    },
  },
});
