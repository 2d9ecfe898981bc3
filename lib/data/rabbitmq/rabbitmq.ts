import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { namespaceOf } from '../../core/define-object';
import { Configuration } from '../../config/configuration';
import { standaloneLabels } from '../../core/labels';
import type { ICredentialSource } from '../../contracts/credential-source';
import type { ScalerConnection, ScalerRequest } from '../../contracts/event-source';
import type { Endpoint } from '../../network/endpoint';
import { Port } from '../../network/port';
import { Alerts } from '../../observability/alerts';
import { MonitoredKind, type MonitoringProfile } from '../../observability/monitoring-profile';
import { CredentialKey } from '../../secrets/credential-key';
import { Credentials } from '../../secrets/credentials';
import { Volume } from '../../storage/volume';
import { Container } from '../../workload/container';
import { Controller } from '../../workload/controller';
import type { Image } from '../../workload/image';
import { Probe } from '../../workload/probe';
import { Shutdown } from '../../workload/shutdown';
import type { User } from '../../workload/user';
import type { Workload } from '../../workload/workload';
import { Backup } from '../backup';
import { EventSourceStore } from '../event-source-store';
import { RABBITMQ } from '../images/rabbitmq';
import { storeAlerts } from '../store-alerts';
import { volumePanel } from '../store-panels';
import { checkCredentials } from '../credential-checks';
import { warnOfRotationByHand } from '../rotation-check';
import { checkScalerNamespace } from '../scaler-namespace';
import { bytesOf, storeResources } from '../store-resources';
import { ExternalRabbitMq } from './external-rabbitmq';
import type { IRabbitMq } from './i-rabbitmq';
import {
  asksManagement,
  checkScaler,
  checkVirtualHost,
  type RabbitMqAddress,
  rabbitMqScaler,
  rabbitMqUrl,
} from './rabbitmq-address';
import { rabbitMqAlerts } from './rabbitmq-alerts';
import { rabbitMqPanels } from './rabbitmq-panels';
import {
  BROKER_PORTS,
  brokerFiles,
  type BrokerParts,
  checkBroker,
  CREDENTIALS_FOLDER,
  DATA_FOLDER,
  DEFAULT_SIZE,
  isCluster,
} from './rabbitmq-configuration';
import type { RabbitMqExternalOptions } from './rabbitmq-external-options';
import type { RabbitMqProps } from './rabbitmq-props';
import { DUMP, RESTORE, VERIFY, WRITE_COOKIE } from './rabbitmq-scripts';
import type { RabbitMqSettings } from './rabbitmq-settings';
import type { RabbitMqUrlOptions } from './rabbitmq-url-options';

/**
 * RabbitMQ in one pod with a claim, or in a cluster of three and more: for systems whose broker can wait while a pod
 * moves, or whose messages stand in quorum queues. It has metrics, alerts, and backups of its definitions, which are
 * all but the messages. Where queues and users are to be objects of Kubernetes, or versions are upgraded while
 * everybody works, let the RabbitMQ Cluster Operator run it, or a cloud, and use `external`: programs see no difference.
 */
export class RabbitMq extends EventSourceStore implements IRabbitMq {
  /** A RabbitMQ that somebody else runs. It has the same endpoints and is asked by the same scalers. */
  public static external(scope: Construct, id: string, options: RabbitMqExternalOptions): IRabbitMq {
    return new ExternalRabbitMq(scope, id, options);
  }

  /** The virtual host that the broker is made with. */
  public readonly virtualHost: string;

  /** The bundle with the user and the password. */
  public readonly credentials: ICredentialSource;

  /** The CronJob that saves the definitions; undefined where there is none, for a reason. */
  public readonly backup?: Workload;

  /** The suspended CronJob that brings definitions back where somebody makes a Job of it. */
  public readonly restore?: Workload;

  constructor(scope: Construct, id: string, props: RabbitMqProps = {}) {
    const { settings = {}, virtualHost = '/', image = RABBITMQ.image, user = RABBITMQ.user } = props;
    const name = props.identity?.name ?? id;
    const credentials =
      props.credentials ??
      new Credentials(scope, `${id}-credentials`, { name: `${name}-credentials`, keys: [...KEYS] });
    const resources = storeResources(settings.resources, AMOUNTS);
    const parts: BrokerParts = {
      name,
      namespace: namespaceOf(scope),
      virtualHost,
      plugins: props.plugins ?? [],
      settings,
      memory: bytesOf(resources.limits?.memory),
    };
    const files = new Configuration(scope, `${id}-files`, {
      name: `${name}-files`,
      labels: standaloneLabels(`${name}-files`),
      data: brokerFiles(parts),
    });
    const data = Volume.claim(DATA_VOLUME, {
      size: settings.size ?? DEFAULT_SIZE,
      storageClass: settings.storageClass,
    });
    super(scope, id, {
      // Members that wait for each other cannot start one after the other.
      controller: Controller.statefulSet(),
      replicas: settings.nodes ?? 1,
      identity: props.identity,
      image,
      user,
      ports: portsOf(settings),
      // A dump of the whole memory would fill the folder for logs, and have the pod evicted.
      variables: { ERL_CRASH_DUMP_BYTES: String(32 * 2 ** 20) },
      credentialFiles: { [CREDENTIALS_FOLDER]: credentials },
      volumes: {
        '/etc/rabbitmq': Volume.configuration('rabbitmq-files', files),
        [DATA_FOLDER]: data,
        '/var/log/rabbitmq': Volume.scratch('rabbitmq-log'),
      },
      initContainers: [
        Container.of('erlang-cookie', {
          image,
          command: [RABBITMQ.shell ?? '', '-c', WRITE_COOKIE],
          variables: { CREDENTIALS_FOLDER, DATA_FOLDER },
          credentialFiles: { [CREDENTIALS_FOLDER]: credentials },
          volumes: { [DATA_FOLDER]: data },
        }),
      ],
      startup: Probe.exec(diagnose('check_running'), { ...PATIENCE, period: Duration.seconds(15), failures: 60 }),
      readiness: Probe.exec(diagnose('check_port_connectivity'), { ...PATIENCE, period: Duration.seconds(30) }),
      liveness: Probe.exec(diagnose('ping'), { ...PATIENCE, period: Duration.seconds(60), failures: 5 }),
      shutdown: isCluster(settings) ? LEAVE_CLUSTER : Shutdown.onSignal({ drain: Duration.seconds(120) }),
      scheduling: props.scheduling,
      settings: { resources, imagePullPolicy: settings.imagePullPolicy },
    });
    this.virtualHost = virtualHost;
    this.credentials = credentials;
    checkVirtualHost(this, virtualHost);
    checkCredentials(this, credentials, KEYS);
    checkBroker(this, parts);
    warnOfRotationByHand(this, credentials, 'rabbitmqctl change_password');
    if (isCluster(settings)) {
      this.connectTo(this.port('epmd'), this.port('clustering'));
    }
    const backups = this.defineBackup(settings, image, user);
    this.backup = backups?.backup;
    this.restore = backups?.restore;
    this.defineAlerts(settings, backups);
  }

  /** The address for AMQP as `host:port`, and the way there. */
  public get address(): Endpoint {
    return this.port('amqp').address;
  }

  /** The address of the management interface as a URL without user and password, and the way there. */
  public get managementUrl(): Endpoint {
    return this.port('management').url('http');
  }

  /**
   * The address for AMQP as a URL with user and password in it, and the way there. They come from variables that are
   * set beside it, so their values must be fit for a URL: letters, digits, `-`, `_`, `.` and `~`.
   */
  public url(options: RabbitMqUrlOptions = {}): Endpoint {
    return rabbitMqUrl(this.details, options);
  }

  /** How a scaler asks it: KEDA's `rabbitmq`, over `amqp` or, to count what is being worked on, over `http`. */
  public toScalerConnection(request: ScalerRequest): ScalerConnection {
    checkScaler(this, request);
    checkScalerNamespace(this);
    return rabbitMqScaler(this.details, request);
  }

  /** What it tells of itself to whoever monitors it. */
  public override toMonitoringProfile(): MonitoringProfile {
    const { name, namespace = '' } = this;
    return {
      ...super.toMonitoringProfile(),
      kind: MonitoredKind.QUEUE,
      panels: [...rabbitMqPanels(name, namespace), volumePanel({ name, namespace, volume: DATA_VOLUME })],
    };
  }

  /** The port that a scaler asks. */
  protected scalerPort(request: ScalerRequest): Port {
    return this.ports[asksManagement(request) ? 1 : 0];
  }

  /** The bundles of which a client uses one to log in. */
  protected override get clientCredentials(): ICredentialSource[] {
    return [this.credentials];
  }

  private get details(): RabbitMqAddress {
    return {
      name: this.name,
      host: this.serviceHost,
      port: BROKER_PORTS.amqp,
      managementPort: BROKER_PORTS.management,
      virtualHost: this.virtualHost,
      tls: false,
      username: CredentialKey.of(this.credentials, 'username'),
      password: CredentialKey.of(this.credentials, 'password'),
      peer: this.port('amqp'),
    };
  }

  private defineAlerts(settings: RabbitMqSettings, backups: Backup | undefined): void {
    const { name, namespace } = this;
    if (namespace !== undefined) {
      new Alerts(this, 'store-alerts', {
        name,
        rules: [
          ...rabbitMqAlerts(name, namespace, settings.unacknowledgedAlert ?? 1000),
          ...storeAlerts({ name, namespace, volume: DATA_VOLUME }),
          ...(backups?.alerts(namespace) ?? []),
        ],
      });
    }
  }

  private defineBackup(settings: RabbitMqSettings, image: Image, user: User): Backup | undefined {
    if (settings.withoutBackup?.trim()) {
      return undefined;
    }
    return new Backup(this, {
      image,
      user,
      shell: RABBITMQ.shell ?? '',
      imagePullPolicy: settings.imagePullPolicy,
      variables: { CREDENTIALS_FOLDER, MANAGEMENT_URL: this.managementUrl.address },
      credentialFiles: { [CREDENTIALS_FOLDER]: this.credentials },
      peer: this.port('management'),
      dump: DUMP,
      verify: VERIFY,
      restore: RESTORE,
      // Definitions are text, of some megabytes at most.
      needs: { data: '16Mi', share: 1 },
      settings: settings.backup ?? {},
    });
  }
}

const KEYS = ['username', 'password', 'erlang-cookie'];
const DATA_VOLUME = 'data';
const AMOUNTS = { cpuRequest: '200m', cpuLimit: '1', memory: '1Gi' };

/** Each question starts a program of Erlang, which takes a second or two, and longer on a busy node. */
const PATIENCE = { timeout: Duration.seconds(20) };

function diagnose(question: string): string[] {
  return ['rabbitmq-diagnostics', '-q', question];
}

/** A member waits until the others can do without it, then hands over what it leads. Neither may keep it for ever. */
const LEAVE_CLUSTER = Shutdown.afterCommand(
  ['/bin/sh', '-c', 'rabbitmq-upgrade -q -t 120 await_online_quorum_plus_one; rabbitmq-upgrade -q -t 60 drain; exit 0'],
  { upTo: Duration.seconds(200), drain: Duration.seconds(120) },
);

function portsOf(settings: RabbitMqSettings): Port[] {
  return [
    Port.tcp('amqp', BROKER_PORTS.amqp),
    Port.admin(BROKER_PORTS.management, { name: 'management' }),
    Port.metrics(BROKER_PORTS.metrics),
    ...(isCluster(settings)
      ? [Port.admin(BROKER_PORTS.epmd, { name: 'epmd' }), Port.admin(BROKER_PORTS.clustering, { name: 'clustering' })]
      : []),
  ];
}
