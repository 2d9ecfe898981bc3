import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Acknowledgements,
  ApiService,
  Credentials,
  FrontendSpa,
  type IRabbitMq,
  Image,
  NamespaceChart,
  Port,
  PostgreSql,
  Probe,
  QueueScaling,
  RabbitMq,
  Route,
  Scaling,
  ScalingTrigger,
  WorkerWithKeda,
} from '../../lib';
import type { BalancePlusSettings } from './settings/settings';

/** Balances in the making: a frontend, two APIs, a worker that condenses, the queue between them and the database. */
export class BalancePlus extends NamespaceChart {
  constructor(scope: Construct, id: string, settings: BalancePlusSettings) {
    super(scope, id, { namespace: 'balance-plus' });
    Acknowledgements.of(this).add({
      id: 'credentials-in-environment',
      reason: 'the programs read their settings from environment variables alone',
    });
    Acknowledgements.of(this).add({
      id: 'Production.PriorityClass',
      reason: 'nothing else runs on these clusters that it could give way to',
    });
    const queue = this.queue(settings);
    const database = new PostgreSql(this, 'postgres', { settings: settings.postgres });
    const route = (pathPrefix: string): Route =>
      Route.host(settings.host, { pathPrefix, tlsSecret: 'balance-plus-tls', allowedSources: settings.allowedSources });

    const orchestrator = new ApiService(this, 'orchestrator', {
      image: Image.of('balance-plus-orchestrator'),
      ports: [Port.http(8000)],
      endpoints: { DATABASE_URL: database.url(), BROKER_URL: queue.url() },
      readiness: Probe.http('/health/ready'),
      liveness: Probe.http('/health/live'),
      scaling: Scaling.pods(settings.orchestrator.pods).onCpu(70).onMemory(80),
      settings: settings.orchestrator,
    });
    new ApiService(this, 'api-gateway', {
      image: Image.of('balance-plus-api-gateway'),
      ports: [Port.http(8000)],
      endpoints: { ORCHESTRATOR_URL: orchestrator.url() },
      readiness: Probe.http('/health/ready'),
      liveness: Probe.http('/health/live'),
      scaling: Scaling.pods(settings.apiGateway.pods).onCpu(70).onMemory(80),
      route: route('/api'),
      settings: settings.apiGateway,
    });
    new WorkerWithKeda(this, 'condenser-worker', {
      image: Image.of('balance-plus-condenser-worker'),
      endpoints: { BROKER_URL: queue.url() },
      liveness: Probe.exec(['/bin/sh', '-c', 'celery -A condenser inspect ping -d "celery@$HOSTNAME"'], {
        period: Duration.minutes(1),
        timeout: Duration.seconds(20),
      }),
      scaling: QueueScaling.pods(settings.condenserWorker.pods).on(
        ScalingTrigger.rabbitQueue(queue, 'condense', { messagesPerPod: 50 }),
      ),
      longestTask: Duration.minutes(10),
      settings: settings.condenserWorker,
    });
    new FrontendSpa(this, 'frontend', {
      image: Image.of('balance-plus-frontend'),
      configuration: { apiUrl: '/api' },
      scaling: Scaling.pods(settings.frontend.pods).onCpu(70),
      route: route('/'),
      settings: settings.frontend,
    });
  }

  /** RabbitMQ runs outside, unless the settings bring it into the cluster. */
  private queue({ rabbitMq }: BalancePlusSettings): IRabbitMq {
    if (rabbitMq.external === undefined) {
      return new RabbitMq(this, 'rabbitmq', { settings: rabbitMq.inCluster });
    }
    const credentials = new Credentials(this, 'rabbitmq-credentials', { keys: ['username', 'password'] });
    return RabbitMq.external(this, 'broker', { ...rabbitMq.external, credentials });
  }
}
