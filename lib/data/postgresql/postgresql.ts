import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
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
import type { Identity } from '../../workload/identity';
import type { Image } from '../../workload/image';
import { Probe } from '../../workload/probe';
import type { Scheduling } from '../../workload/scheduling';
import { Shutdown } from '../../workload/shutdown';
import type { User } from '../../workload/user';
import type { Workload } from '../../workload/workload';
import { Backup } from '../backup';
import { EventSourceStore } from '../event-source-store';
import { POSTGRES } from '../images/postgres';
import { POSTGRES_EXPORTER } from '../images/postgres-exporter';
import { storeAlerts } from '../store-alerts';
import { volumePanel } from '../store-panels';
import { warnOfRotationByHand } from '../rotation-check';
import { checkScalerNamespace } from '../scaler-namespace';
import { bytesOf, storeResources } from '../store-resources';
import { ExternalPostgreSql } from './external-postgresql';
import type { IPostgreSql } from './i-postgresql';
import { type PostgreSqlAddress, postgreSqlScaler, postgreSqlUrl } from './postgresql-address';
import { postgreSqlAlerts } from './postgresql-alerts';
import { postgreSqlPanels } from './postgresql-panels';
import { checkCredentials } from '../credential-checks';
import { checkDatabase } from './postgresql-checks';
import type { PostgreSqlExternalOptions } from './postgresql-external-options';
import { checkLogSize, checkParameters, DEFAULT_SIZE, serverArguments } from './postgresql-parameters';
import { reportScaler } from './postgresql-scaler';
import { CREDENTIALS_FOLDER, DUMP, RESTORE, VERIFY } from './postgresql-scripts';
import type { PostgreSqlSettings } from './postgresql-settings';
import type { PostgreSqlUrlOptions } from './postgresql-url-options';
import { SslMode } from './ssl-mode';

/** What a PostgreSQL in the cluster is made of. */
export interface PostgreSqlProps {
  /**
   * The database that the server is made with: up to 39 of a-z, 0-9 and _. It never changes.
   *
   * @default 'app'
   */
  readonly database?: string;

  /**
   * The bundle with the keys `username` and `password`, which the server is made with. A password that changes later is
   * to be changed in the server too.
   *
   * @default - one of its own, named like the server with `-credentials`
   */
  readonly credentials?: ICredentialSource;

  /**
   * Names, selector and labels where they are not by convention.
   *
   * @default - named like the id
   */
  readonly identity?: Identity;

  /**
   * The image of the server, laid out like the official one.
   *
   * @default - the official image, in the version that the environment lists under `docker.io/library/postgres`
   */
  readonly image?: Image;

  /**
   * The user that the image runs as.
   *
   * @default - 999, as the official image has it
   */
  readonly user?: User;

  /**
   * The image of the metrics exporter.
   *
   * @default - the one of the Prometheus community
   */
  readonly exporterImage?: Image;

  /**
   * On which nodes the pod runs.
   *
   * @default - on any
   */
  readonly scheduling?: Scheduling;

  /**
   * What an operator turns.
   *
   * @default - every default
   */
  readonly settings?: PostgreSqlSettings;
}

/**
 * PostgreSQL in one pod with a claim: for development, and for systems that can wait while a pod moves to another node.
 * It has backups and a restore, metrics and alerts; it has no standby, and can go back to the last backup alone. Where
 * failover or any point in time is needed, let an operator run it, such as CloudNativePG, or a cloud, and use
 * `external`: programs see no difference.
 */
export class PostgreSql extends EventSourceStore implements IPostgreSql {
  /** A PostgreSQL that somebody else runs. It has the same endpoints and is asked by the same scalers. */
  public static external(scope: Construct, id: string, options: PostgreSqlExternalOptions): IPostgreSql {
    return new ExternalPostgreSql(scope, id, options);
  }

  /** The database. */
  public readonly database: string;

  /** The bundle with the user and the password. */
  public readonly credentials: ICredentialSource;

  /** The CronJob that makes backups; undefined where there are none, for a reason. */
  public readonly backup?: Workload;

  /** The suspended CronJob that restores a backup where somebody makes a Job of it. */
  public readonly restore?: Workload;

  constructor(scope: Construct, id: string, props: PostgreSqlProps = {}) {
    const { database = 'app', settings = {}, image = POSTGRES.image, user = POSTGRES.user } = props;
    const credentials =
      props.credentials ??
      new Credentials(scope, `${id}-credentials`, {
        name: `${props.identity?.name ?? id}-credentials`,
        keys: [...KEYS],
      });
    const resources = storeResources(settings.resources, AMOUNTS);
    const memory = bytesOf(resources.limits?.memory);
    super(scope, id, {
      controller: Controller.statefulSet(),
      replicas: 1,
      identity: props.identity,
      image,
      user,
      args: serverArguments(settings, memory),
      ports: [Port.tcp('postgresql', SERVER_PORT)],
      variables: {
        PGDATA: `${DATA_FOLDER}/pgdata`,
        POSTGRES_DB: database,
        // Without this whoever is in the pod is the superuser.
        POSTGRES_INITDB_ARGS: '--auth=scram-sha-256 --data-checksums',
        POSTGRES_PASSWORD_FILE: `${CREDENTIALS_FOLDER}/password`,
        POSTGRES_USER_FILE: `${CREDENTIALS_FOLDER}/username`,
      },
      credentialFiles: { [CREDENTIALS_FOLDER]: credentials },
      volumes: {
        [DATA_FOLDER]: Volume.claim(DATA_VOLUME, {
          size: settings.size ?? DEFAULT_SIZE,
          storageClass: settings.storageClass,
        }),
        // Parallel queries share memory through it; what a runtime gives by itself is too little.
        '/dev/shm': Volume.scratch('shared-memory', { size: sharedMemory(memory), inMemory: true }),
        '/var/run/postgresql': Volume.scratch('socket'),
      },
      readiness: Probe.exec(IS_READY, { timeout: Duration.seconds(5) }),
      liveness: Probe.exec(IS_THERE, { timeout: Duration.seconds(5), period: Duration.seconds(20) }),
      startup: Probe.exec(IS_THERE, { timeout: Duration.seconds(5), failures: 60 }),
      // A fast shutdown whatever the stop signal of the image: SIGTERM would wait until the last client has gone.
      shutdown: Shutdown.afterCommand(['pg_ctl', 'stop', '--mode=fast', '--no-wait'], {
        drain: Duration.seconds(120),
      }),
      sidecars: [exporter(props.exporterImage ?? POSTGRES_EXPORTER.image, credentials)],
      scheduling: props.scheduling,
      settings: { resources, imagePullPolicy: settings.imagePullPolicy },
    });
    this.database = database;
    this.credentials = credentials;
    checkDatabase(this, database);
    checkCredentials(this, credentials, KEYS);
    checkParameters(this, settings);
    checkLogSize(this, settings);
    warnOfRotationByHand(this, credentials, 'ALTER ROLE … PASSWORD');
    const backups = this.defineBackup(settings, image, user);
    this.backup = backups?.backup;
    this.restore = backups?.restore;
    this.defineAlerts(backups);
  }

  /** The address as `host:port`, and the way there. */
  public get address(): Endpoint {
    return this.port('postgresql').address;
  }

  /**
   * The address as a URL with user and password in it, and the way there. They come from variables that are set beside
   * it, so their values must be fit for a URL: letters, digits, `-`, `_`, `.` and `~`.
   */
  public url(options: PostgreSqlUrlOptions = {}): Endpoint {
    return postgreSqlUrl(this.details, options);
  }

  /** How a scaler asks it: KEDA's `postgresql`. */
  public toScalerConnection(request: ScalerRequest): ScalerConnection {
    reportScaler(this, request);
    checkScalerNamespace(this);
    return postgreSqlScaler(this.details, SslMode.DISABLE);
  }

  /** What it tells of itself to whoever monitors it. */
  public override toMonitoringProfile(): MonitoringProfile {
    const { name, namespace = '' } = this;
    return {
      ...super.toMonitoringProfile(),
      kind: MonitoredKind.DATABASE,
      panels: [...postgreSqlPanels(name, namespace), volumePanel({ name, namespace, volume: DATA_VOLUME })],
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

  private get details(): PostgreSqlAddress {
    return {
      name: this.name,
      host: this.serviceHost,
      port: SERVER_PORT,
      database: this.database,
      username: CredentialKey.of(this.credentials, 'username'),
      password: CredentialKey.of(this.credentials, 'password'),
      peer: this.port('postgresql'),
      sslMode: undefined,
    };
  }

  private defineAlerts(backups: Backup | undefined): void {
    const { name, namespace } = this;
    if (namespace !== undefined) {
      new Alerts(this, 'store-alerts', {
        name,
        rules: [
          ...postgreSqlAlerts(name, namespace),
          ...storeAlerts({ name, namespace, volume: DATA_VOLUME }),
          ...(backups?.alerts(namespace) ?? []),
        ],
      });
    }
  }

  private defineBackup(settings: PostgreSqlSettings, image: Image, user: User): Backup | undefined {
    if (settings.withoutBackup?.trim()) {
      return undefined;
    }
    return new Backup(this, {
      image,
      user,
      shell: '/bin/sh',
      imagePullPolicy: settings.imagePullPolicy,
      variables: {
        CREDENTIALS_FOLDER,
        PGDATABASE: this.database,
        PGHOST: this.serviceHost,
        PGPORT: String(SERVER_PORT),
      },
      credentialFiles: { [CREDENTIALS_FOLDER]: this.credentials },
      dump: DUMP,
      verify: VERIFY,
      restore: RESTORE,
      needs: { data: settings.size ?? DEFAULT_SIZE, share: BACKUP_SHARE },
      settings: settings.backup ?? {},
    });
  }
}

const KEYS = ['username', 'password'];
const AMOUNTS = { cpuRequest: '250m', cpuLimit: '1', memory: '1Gi' };
const SERVER_PORT = 5432;
/** The volume has room for the data twice, the log and indexes; an archive holds the data alone, and compressed. */
const BACKUP_SHARE = 0.25;
const DATA_VOLUME = 'data';
const DATA_FOLDER = '/var/lib/postgresql/data';

/** While the image makes the database its server listens on a socket alone: over TCP there is only the finished one. */
const IS_READY = ['pg_isready', '--quiet', '--host=127.0.0.1', `--port=${SERVER_PORT}`, '--timeout=3'];

/** A server that refuses clients because it recovers is alive, and must not be killed for it; 2 is no answer. */
const IS_THERE = ['/bin/sh', '-c', `${IS_READY.join(' ')}; test "$?" -lt 2`];

function sharedMemory(memory: number | undefined): string {
  return `${Math.max(64, Math.floor((memory ?? 0) / 2 ** 23))}Mi`;
}

function exporter(image: Image, credentials: ICredentialSource): Container {
  const [port] = POSTGRES_EXPORTER.ports;
  return Container.of('exporter', {
    image,
    ports: [Port.metrics(port)],
    variables: {
      DATA_SOURCE_PASS_FILE: `${CREDENTIALS_FOLDER}/password`,
      DATA_SOURCE_URI: `127.0.0.1:${SERVER_PORT}/postgres?sslmode=disable`,
      DATA_SOURCE_USER_FILE: `${CREDENTIALS_FOLDER}/username`,
    },
    credentialFiles: { [CREDENTIALS_FOLDER]: credentials },
    // No readiness: an exporter that fails must not take the database from its clients.
    liveness: Probe.http('/', { port: 'metrics' }),
    resources: { requests: { cpu: '20m', memory: '32Mi' }, limits: { cpu: '200m', memory: '64Mi' } },
  });
}
