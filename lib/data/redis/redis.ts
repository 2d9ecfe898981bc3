import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Configuration } from '../../config/configuration';
import type { ICredentialSource } from '../../contracts/credential-source';
import type { ScalerConnection, ScalerRequest } from '../../contracts/event-source';
import { standaloneLabels } from '../../core/labels';
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
import type { Resources } from '../../workload/resources';
import { Shutdown } from '../../workload/shutdown';
import type { User } from '../../workload/user';
import type { Workload } from '../../workload/workload';
import { Backup } from '../backup';
import { EventSourceStore } from '../event-source-store';
import { REDIS } from '../images/redis';
import { REDIS_EXPORTER } from '../images/redis-exporter';
import { checkCredentials } from '../credential-checks';
import { warnOfRotationAtStart } from '../rotation-check';
import { storeAlerts } from '../store-alerts';
import { volumePanel } from '../store-panels';
import { checkScalerNamespace } from '../scaler-namespace';
import { bytesOf, storeResources } from '../store-resources';
import { ExternalRedis } from './external-redis';
import type { IRedis } from './i-redis';
import { checkScaler, type RedisAddress, redisScaler, redisUrl } from './redis-address';
import { redisAlerts } from './redis-alerts';
import { redisPanels } from './redis-panels';
import {
  checkServer,
  CONFIGURATION_FOLDER,
  CREDENTIALS_FOLDER,
  DATA_FOLDER,
  DEFAULT_SIZE,
  LOGIN_FOLDER,
  SERVER_PORT,
  serverFile,
  type ServerParts,
} from './redis-configuration';
import { RedisEviction } from './redis-eviction';
import type { RedisExternalOptions } from './redis-external-options';
import type { RedisProps } from './redis-props';
import { DUMP, IS_ALIVE, IS_READY, RESTORE, VERIFY, WRITE_LOGIN } from './redis-scripts';
import type { RedisSettings } from './redis-settings';
import type { RedisUrlOptions } from './redis-url-options';

/**
 * Redis in one pod with a claim, to which every write is logged within a second: for queues, results and caches of
 * systems that can wait while a pod moves to another node. It has backups and a restore, metrics and alerts; it has no
 * replica. Where failover is needed, let an operator run it, or a cloud, and use `external`: programs see no difference.
 */
export class Redis extends EventSourceStore implements IRedis {
  /** A Redis that somebody else runs. It has the same endpoints and is asked by the same scalers. */
  public static external(scope: Construct, id: string, options: RedisExternalOptions): IRedis {
    return new ExternalRedis(scope, id, options);
  }

  /** The bundle with the password. */
  public readonly credentials: ICredentialSource;

  /** The CronJob that makes backups; undefined where there are none, for a reason. */
  public readonly backup?: Workload;

  /** The suspended CronJob that restores a backup where somebody makes a Job of it. */
  public readonly restore?: Workload;

  constructor(scope: Construct, id: string, props: RedisProps = {}) {
    const { settings = {}, eviction = RedisEviction.NONE, image = REDIS.image, user = REDIS.user } = props;
    const name = props.identity?.name ?? id;
    const credentials =
      props.credentials ??
      new Credentials(scope, `${id}-credentials`, { name: `${name}-credentials`, keys: [...KEYS] });
    const resources = storeResources(settings.resources, AMOUNTS);
    const parts: ServerParts = { eviction, settings, memory: bytesOf(resources.limits?.memory) };
    const files = new Configuration(scope, `${id}-files`, {
      name: `${name}-files`,
      labels: standaloneLabels(`${name}-files`),
      data: { 'redis.conf': serverFile(parts) },
    });
    const login = Volume.scratch('redis-login', { size: '1Mi', inMemory: true });
    super(scope, id, {
      controller: Controller.statefulSet(),
      replicas: 1,
      identity: props.identity,
      image,
      user,
      // Not by way of the entry point, which would load modules that nobody asked for.
      command: ['redis-server', `${CONFIGURATION_FOLDER}/redis.conf`],
      ports: [Port.tcp('redis', SERVER_PORT)],
      variables: { LOGIN_FOLDER },
      volumes: {
        [CONFIGURATION_FOLDER]: Volume.configuration('redis-files', files),
        [DATA_FOLDER]: Volume.claim(DATA_VOLUME, {
          size: settings.size ?? DEFAULT_SIZE,
          storageClass: settings.storageClass,
        }),
        [LOGIN_FOLDER]: login,
      },
      initContainers: [
        Container.of('login', {
          image,
          command: [SHELL, '-c', WRITE_LOGIN],
          variables: { CREDENTIALS_FOLDER, LOGIN_FOLDER },
          credentialFiles: { [CREDENTIALS_FOLDER]: credentials },
          volumes: { [LOGIN_FOLDER]: login },
        }),
      ],
      sidecars: [exporter(props.exporterImage ?? REDIS_EXPORTER.image, login)],
      // A large log takes its time to be read.
      startup: Probe.exec([SHELL, '-c', IS_READY], { ...PATIENCE, failures: 90 }),
      readiness: Probe.exec([SHELL, '-c', IS_READY], PATIENCE),
      liveness: Probe.exec([SHELL, '-c', IS_ALIVE], { ...PATIENCE, period: Duration.seconds(20) }),
      // On SIGTERM it writes the last of its log and ends by itself.
      shutdown: Shutdown.onSignal({ drain: Duration.seconds(60) }),
      scheduling: props.scheduling,
      settings: { resources, imagePullPolicy: settings.imagePullPolicy },
    });
    this.credentials = credentials;
    checkCredentials(this, credentials, KEYS);
    checkServer(this, parts);
    warnOfRotationAtStart(this, credentials);
    const backups = this.defineBackup(settings, resources, image, user);
    this.backup = backups?.backup;
    this.restore = backups?.restore;
    this.defineAlerts(eviction, backups);
  }

  /** The address as `host:port`, and the way there. */
  public get address(): Endpoint {
    return this.port('redis').address;
  }

  /**
   * The address as a URL with the password in it, and the way there. It comes from a variable that is set beside it, so
   * its value must be fit for a URL: letters, digits, `-`, `_`, `.` and `~`.
   */
  public url(options: RedisUrlOptions = {}): Endpoint {
    return redisUrl(this.details, options);
  }

  /** How a scaler asks it: KEDA's `redis` for lists, and `redis-streams`. */
  public toScalerConnection(request: ScalerRequest): ScalerConnection {
    checkScaler(this, request);
    checkScalerNamespace(this);
    return redisScaler(this.details);
  }

  /** What it tells of itself to whoever monitors it. */
  public override toMonitoringProfile(): MonitoringProfile {
    const { name, namespace = '' } = this;
    return {
      ...super.toMonitoringProfile(),
      kind: MonitoredKind.DATABASE,
      panels: [...redisPanels(name, namespace), volumePanel({ name, namespace, volume: DATA_VOLUME })],
    };
  }

  /** The port that a scaler asks. */
  protected scalerPort(_request: ScalerRequest): Port {
    return this.ports[0];
  }

  /** The bundles of which a client uses one to log in. */
  protected override get clientCredentials(): ICredentialSource[] {
    return [this.credentials];
  }

  private get details(): RedisAddress {
    return {
      name: this.name,
      host: this.serviceHost,
      port: SERVER_PORT,
      tls: false,
      username: undefined,
      password: CredentialKey.of(this.credentials, 'password'),
      peer: this.port('redis'),
    };
  }

  private defineAlerts(eviction: RedisEviction, backups: Backup | undefined): void {
    const { name, namespace } = this;
    if (namespace !== undefined) {
      new Alerts(this, 'store-alerts', {
        name,
        rules: [
          ...redisAlerts(name, namespace, eviction),
          ...storeAlerts({ name, namespace, volume: DATA_VOLUME }),
          ...(backups?.alerts(namespace) ?? []),
        ],
      });
    }
  }

  private defineBackup(settings: RedisSettings, resources: Resources, image: Image, user: User): Backup | undefined {
    if (settings.withoutBackup?.trim()) {
      return undefined;
    }
    return new Backup(this, {
      image,
      user,
      shell: SHELL,
      imagePullPolicy: settings.imagePullPolicy,
      variables: { CREDENTIALS_FOLDER, REDIS_HOST: this.serviceHost, REDIS_PORT: String(SERVER_PORT) },
      credentialFiles: { [CREDENTIALS_FOLDER]: this.credentials },
      dump: DUMP,
      verify: VERIFY,
      restore: RESTORE,
      // A snapshot is no larger than the memory that it is taken of.
      needs: { data: resources.limits?.memory ?? AMOUNTS.memory, share: 1 },
      // The restore holds all of the data once more.
      settings: { ...settings.backup, resources: settings.backup?.resources ?? resources },
    });
  }
}

const KEYS = ['password'];
const DATA_VOLUME = 'data';
const AMOUNTS = { cpuRequest: '100m', cpuLimit: '1', memory: '512Mi' };
const PATIENCE = { timeout: Duration.seconds(5) };
const SHELL = REDIS.shell ?? '';

function exporter(image: Image, login: Volume): Container {
  const [port] = REDIS_EXPORTER.ports;
  return Container.of('exporter', {
    image,
    ports: [Port.metrics(port)],
    variables: { REDIS_ADDR: `redis://127.0.0.1:${SERVER_PORT}`, REDIS_PASSWORD_FILE: `${LOGIN_FOLDER}/exporter.json` },
    volumes: { [LOGIN_FOLDER]: login },
    // No readiness: an exporter that fails must not take the server from its clients.
    liveness: Probe.http('/health', { port: 'metrics' }),
    resources: { requests: { cpu: '20m', memory: '32Mi' }, limits: { cpu: '200m', memory: '64Mi' } },
  });
}
