import { Chart, Duration } from 'cdk8s';
import {
  Acknowledgements,
  Cluster,
  Credentials,
  Environment,
  Image,
  Platform,
  Probe,
  QueueScaling,
  RabbitMq,
  ScalingTrigger,
  WorkerWithKeda,
} from '../../lib';
import { type MakeSystem, runProgram } from './program';

/** Queue workers with all that follows from what they consume, one chart a worker, in one namespace that exists. */
export const workers: MakeSystem = (services, directory) => {
  const platform = new Platform({ name: 'bench', outdir: directory });
  const cluster = Cluster.aks({
    kubernetesVersion: '1.34',
    zones: 3,
    keyVault: 'bench-kv',
    reloader: true,
    keda: { namespace: 'kube-system' },
    prometheusOperator: { runbookBaseUrl: 'https://runbooks.example.com' },
  });
  const environment = new Environment(platform, 'prod', { cluster });
  const shared = new Chart(environment, 'shared', { namespace: 'bench' });
  const credentials = new Credentials(shared, 'broker', { keys: ['username', 'password'] });
  const broker = RabbitMq.external(shared, 'rabbitmq', {
    host: 'broker.internal',
    cidr: '10.20.1.0/28',
    credentials,
  });
  for (const { name } of services) {
    const worker = new WorkerWithKeda(new Chart(environment, name, { namespace: 'bench' }), name, {
      image: Image.of('registry.example.com/worker', '1.0.0'),
      variables: { LOG_LEVEL: 'info' },
      endpoints: { BROKER_URL: broker.url() },
      scaling: QueueScaling.pods({ min: 1, max: 20 }).on(
        ScalingTrigger.rabbitQueue(broker, `tasks-of-${name}`, { messagesPerPod: 50 }),
      ),
      liveness: Probe.exec(['celery', 'inspect', 'ping']),
      longestTask: Duration.minutes(10),
    });
    Acknowledgements.of(worker).add({
      id: 'credentials-in-environment',
      reason: 'the program reads its settings from environment variables alone',
    });
  }
  platform.synth();
};

if (require.main === module) {
  runProgram(workers);
}
