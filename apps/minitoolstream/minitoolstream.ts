import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Acknowledgements,
  Configuration,
  Credentials,
  DisruptionBudget,
  Exposure,
  Identity,
  Image,
  Metric,
  Monitoring,
  NamespaceChart,
  ObjectStore,
  type ObjectStoreSettings,
  Permission,
  Route,
  Scaling,
  type StreamingServiceProps,
  StreamingEgress,
  StreamingIngress,
  type StreamingService,
  Tarantool,
  type TarantoolSettings,
  VerticalScaling,
  Volume,
} from '../../lib';
import { MESSAGES } from './clusters';
import type { MiniToolStreamSettings, StoreSettings, StreamSettings } from './settings/settings';

const METRICS = [
  Metric.counter('minitoolstream_messages_total', { labels: ['service', 'subject', 'status'] }),
  Metric.histogram('minitoolstream_latency_seconds', { labels: ['service', 'operation'] }),
];
const BUCKET = 'minitoolstream';
const WITHOUT_BUDGET = 'whoever switches it off wants nodes drained at once';

/** What is accepted of all environments. */
const ACCEPTED = {
  'Production.PriorityClass': 'nothing else runs on these clusters that it could give way to',
  'credentials-in-environment': 'both programs read their credentials from environment variables alone',
  'image-pulled-once': 'no version is written anew: a node that has it starts pods while the registry is away',
  'memory-target-far-below-limit': 'the memory of a stream is that of its messages: it goes with them',
};

/** Streams of messages over gRPC: an ingress and an egress, an index in Tarantool, the messages in an object store. */
export class MiniToolStream extends NamespaceChart {
  private readonly monitoring: Monitoring;
  private readonly stores: Monitoring;

  constructor(scope: Construct, id: string, settings: MiniToolStreamSettings) {
    const { namespace } = settings;
    super(scope, id, { namespace, namespaceLabels: { name: namespace, environment: settings.stage } });
    Object.entries(ACCEPTED).forEach(([ruleId, reason]) => Acknowledgements.of(this).add({ id: ruleId, reason }));
    this.monitoring = new Monitoring(this, id, {
      alerts: {
        name: 'minitoolstream-alerts',
        group: 'minitoolstream',
        interval: Duration.seconds(30),
        labels: { prometheus: 'kube-prometheus', role: 'alert-rules' },
      },
      dashboard: { title: 'MiniToolStream Monitoring', uid: 'minitoolstream' },
      scrapeInterval: Duration.seconds(15),
    });
    this.stores = new Monitoring(this, 'stores', {
      scrapeInterval: Duration.seconds(15),
      dashboard: { title: 'MiniToolStream Stores', uid: 'minitoolstream-stores' },
    });
    const password = new Credentials(this, 'tarantool-credentials', { keys: ['password'] });
    const clients = {
      ingress: this.clientCredentials('ingress-credentials', settings.ingress, password),
      egress: this.clientCredentials('egress-credentials', settings.egress, password),
    };
    const tarantool = settings.tarantool.enabled ? this.tarantool(settings, password) : undefined;
    const minio = settings.minio.enabled ? this.minio(settings, clients) : undefined;
    for (const name of ['ingress', 'egress'] as const) {
      if (settings[name].enabled) {
        const service = this.service(name, settings, clients[name]);
        [tarantool, minio].filter((store) => store !== undefined).forEach((store) => service.connectTo(store));
      }
    }
    this.monitoring.namespace();
  }

  private clientCredentials(id: string, { secrets }: StreamSettings, server: Credentials): Credentials {
    return new Credentials(this, id, {
      name: secrets.existing,
      keys: ['TARANTOOL_PASSWORD', 'MINIO_ACCESS_KEY_ID', 'MINIO_SECRET_ACCESS_KEY'],
      sharedKeys: { TARANTOOL_PASSWORD: server.key('password') },
    });
  }

  private tarantool(settings: MiniToolStreamSettings, credentials: Credentials): Tarantool {
    const { image } = settings.tarantool;
    const tarantool = new Tarantool(this, 'tarantool', {
      identity: Identity.of({ selector: { app: 'tarantool' } }),
      image: Image.of('docker.io/tarantool/tarantool', image.tag),
      credentials,
      claimName: 'tarantool-data',
      // Both programs make the spaces that they need.
      privileges: ['read', 'write', 'execute', 'create', 'alter', 'drop'],
      settings: storeSettings(settings, settings.tarantool),
    });
    this.stores.workload(tarantool);
    return tarantool;
  }

  private minio(settings: MiniToolStreamSettings, clients: Readonly<Record<string, Credentials>>): ObjectStore {
    const { image } = settings.minio;
    const minio = new ObjectStore(this, 'minio', {
      identity: Identity.of({ selector: { app: 'minio' } }),
      image: Image.of('docker.io/minio/minio', image.tag),
      buckets: [BUCKET],
      clients: Object.fromEntries(Object.entries(clients).map(([name, credentials]) => [name, { credentials }])),
      settings: storeSettings(settings, settings.minio),
    });
    this.stores.workload(minio);
    return minio;
  }

  private service(
    name: 'ingress' | 'egress',
    settings: MiniToolStreamSettings,
    credentials: Credentials,
  ): StreamingService {
    const own = settings[name];
    const workload = `minitoolstream-${name}`;
    const { autoscaling, podDisruptionBudget: budget, service, config } = own;
    const files = new Configuration(this, `${workload}-files`, {
      name: `${workload}-files`,
      data: {
        'server.port': String(service.port),
        'logger.level': config.logger.level,
        'logger.format': config.logger.format,
        'ttl.enabled': String(config.ttl.enabled),
        'ttl.default': config.ttl.default,
      },
    });
    const props: StreamingServiceProps = {
      identity: Identity.of({ selector: { app: workload }, container: name, service: `${workload}-service` }),
      image: Image.of(workload, own.image.tag),
      grpcPort: service.port,
      metrics: METRICS,
      variables: { SERVER_PORT: String(service.port) },
      volumes: { '/etc/minitoolstream': Volume.configuration('files', files), '/tmp': Volume.scratch('tmp') },
      credentials: Object.fromEntries(credentials.keys.map((key) => [key, credentials.key(key)])),
      permissions: [
        Permission.read('configmaps', { reason: 'reads its configuration anew when it changes' }),
        Permission.of('secrets', ['get'], { names: [own.secrets.existing], reason: 'reads its own credentials' }),
        Permission.of('pods', ['get', 'list'], { reason: 'finds its peers' }),
      ],
      scaling: autoscaling.enabled ? this.scaling(workload, own) : undefined,
      replicas: autoscaling.enabled ? undefined : own.replicaCount,
      verticalScaling: verticalScaling(own),
      disruptions: budget.enabled
        ? DisruptionBudget.minAvailable(String(budget.minAvailable))
        : DisruptionBudget.none(WITHOUT_BUDGET),
      route: own.route.enabled ? Route.host(own.route.host) : undefined,
      exposure:
        service.type === 'NodePort'
          ? Exposure.nodePort(service.nodePort, {
              portName: 'grpc',
              reason: 'a cluster of one developer has no host name and no certificate for gRPC',
            })
          : Exposure.clusterIp(),
      settings: { imagePullPolicy: settings.imagePullPolicy, resources: own.resources },
    };
    const made =
      name === 'ingress' ? new StreamingIngress(this, workload, props) : new StreamingEgress(this, workload, props);
    if (!budget.enabled) {
      Acknowledgements.of(made).add({ id: 'Production.DisruptionBudget', reason: WITHOUT_BUDGET });
    }
    this.monitoring.workload(made, {
      messages: {
        metric: 'minitoolstream_messages_total',
        by: ['service', 'subject'],
        success: { status: 'success' },
        failure: { status: 'error' },
      },
      latency: { metric: 'minitoolstream_latency_seconds', by: ['service'] },
    });
    return made;
  }

  private scaling(workload: string, { autoscaling }: StreamSettings): Scaling {
    const { minReplicas: min, maxReplicas: max, targetCPU, targetMemory, targetMessages } = autoscaling;
    let scaling = Scaling.pods({ min, max }).onCpu(targetCPU).labeled({ app: workload, component: 'autoscaling' });
    if (targetMemory > 0) {
      scaling = scaling.onMemory(targetMemory);
    }
    return targetMessages > 0 ? scaling.onMessagesPerSecond(targetMessages, MESSAGES) : scaling;
  }
}

/** What the constructs of both stores take of the settings. */
function storeSettings(
  { storageClass, imagePullPolicy }: MiniToolStreamSettings,
  { resources, persistence }: StoreSettings,
): TarantoolSettings & ObjectStoreSettings {
  return {
    resources,
    size: persistence.size,
    storageClass,
    imagePullPolicy,
    // What followed from the size would fix the size in the chart.
    backup: { size: persistence.backupSize, deadlineMinutes: 120 },
  };
}

/** Memory is given by what is used where the autoscaler does not follow it; elsewhere somebody reads what it should be. */
function verticalScaling({ verticalPodAutoscaler }: StreamSettings): VerticalScaling {
  return verticalPodAutoscaler.updateMode === 'Recreate'
    ? VerticalScaling.recreate({ memory: { min: '128Mi', max: '2Gi' } })
    : VerticalScaling.recommendOnly();
}
