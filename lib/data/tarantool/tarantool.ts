import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Configuration } from '../../config/configuration';
import type { ICredentialSource } from '../../contracts/credential-source';
import { standaloneLabels } from '../../core/labels';
import { Endpoint } from '../../network/endpoint';
import { Port } from '../../network/port';
import { Alerts } from '../../observability/alerts';
import { MonitoredKind, type MonitoringProfile } from '../../observability/monitoring-profile';
import { CredentialKey } from '../../secrets/credential-key';
import { Credentials } from '../../secrets/credentials';
import { Volume } from '../../storage/volume';
import { Controller } from '../../workload/controller';
import type { Image } from '../../workload/image';
import { Probe } from '../../workload/probe';
import type { Resources } from '../../workload/resources';
import { Shutdown } from '../../workload/shutdown';
import type { User } from '../../workload/user';
import type { Workload } from '../../workload/workload';
import { Backup } from '../backup';
import { checkCredentials } from '../credential-checks';
import { DataStore } from '../data-store';
import { TARANTOOL } from '../images/tarantool';
import { warnOfRotationAtStart } from '../rotation-check';
import { storeAlerts } from '../store-alerts';
import { bytesOf, storeResources } from '../store-resources';
import { ExternalTarantool } from './external-tarantool';
import type { ITarantool } from './i-tarantool';
import { tarantoolUrl } from './tarantool-address';
import { tarantoolAlerts } from './tarantool-alerts';
import {
  boxParameters,
  checkServer,
  CONFIGURATION_FOLDER,
  CONTROL,
  CONTROL_FOLDER,
  CREDENTIALS_FOLDER,
  DATA_FOLDER,
  DEFAULT_SIZE,
  METRICS_PORT,
  SERVER_PORT,
  serverFiles,
  type ServerParts,
} from './tarantool-configuration';
import type { TarantoolExternalOptions } from './tarantool-external-options';
import { TARANTOOL_METRICS } from './tarantool-metrics';
import { tarantoolPanels } from './tarantool-panels';
import type { TarantoolProps } from './tarantool-props';
import { DUMP, IS_ALIVE, IS_READY, RESTORE, VERIFY } from './tarantool-scripts';
import type { TarantoolUrlOptions } from './tarantool-url-options';

/**
 * Tarantool in one pod with a claim, to which every write is logged: for indexes and queues of systems that can wait
 * while a pod moves to another node. It has backups and a restore, metrics and alerts; it has no replica. Where failover
 * is needed, let an operator run it, and use `external`: programs see no difference.
 */
export class Tarantool extends DataStore implements ITarantool {
  /** A Tarantool that somebody else runs. It has the same endpoints. */
  public static external(scope: Construct, id: string, options: TarantoolExternalOptions): ITarantool {
    return new ExternalTarantool(scope, id, options);
  }

  /** The user of the server that programs come as. */
  public readonly username: string;

  /** The bundle with the password of that user. */
  public readonly credentials: ICredentialSource;

  /** The key of the password in the bundle. */
  public readonly passwordKey: string;

  /** The CronJob that makes backups; undefined where there are none, for a reason. */
  public readonly backup?: Workload;

  /** The suspended CronJob that restores a backup where somebody makes a Job of it. */
  public readonly restore?: Workload;

  constructor(scope: Construct, id: string, props: TarantoolProps = {}) {
    const { settings = {}, image = TARANTOOL.image, user = TARANTOOL.user } = props;
    const { username = 'app', passwordKey = 'password', claimName = 'data' } = props;
    const name = props.identity?.name ?? id;
    const credentials =
      props.credentials ??
      new Credentials(scope, `${id}-credentials`, { name: `${name}-credentials`, keys: [passwordKey] });
    const resources = storeResources(settings.resources, AMOUNTS);
    const parts: ServerParts = {
      username,
      passwordKey,
      privileges: props.privileges ?? ['read', 'write', 'execute'],
      schema: props.schema,
      settings,
      memory: bytesOf(resources.limits?.memory),
    };
    const files = new Configuration(scope, `${id}-files`, {
      name: `${name}-files`,
      labels: standaloneLabels(`${name}-files`),
      data: serverFiles(parts),
    });
    super(scope, id, {
      controller: Controller.statefulSet(),
      replicas: 1,
      identity: props.identity,
      image,
      user,
      // Not by way of the entry point, which takes the password from a variable and lets guests in.
      command: ['tarantool', `${CONFIGURATION_FOLDER}/instance.lua`],
      ports: [Port.tcp('tarantool', SERVER_PORT), Port.metrics(METRICS_PORT)],
      metrics: [...TARANTOOL_METRICS],
      credentialFiles: { [CREDENTIALS_FOLDER]: credentials },
      volumes: {
        [CONFIGURATION_FOLDER]: Volume.configuration('tarantool-files', files),
        [CONTROL_FOLDER]: Volume.scratch('control', { size: '1Mi', inMemory: true }),
        [DATA_FOLDER]: Volume.claim(claimName, {
          size: settings.size ?? DEFAULT_SIZE,
          storageClass: settings.storageClass,
        }),
      },
      // Much data take their time to be read.
      startup: Probe.exec(question(IS_READY), { ...PATIENCE, failures: 90 }),
      readiness: Probe.exec(question(IS_READY), PATIENCE),
      liveness: Probe.exec(question(IS_ALIVE), { ...PATIENCE, period: Duration.seconds(20) }),
      // On SIGTERM it writes what it has accepted and ends by itself.
      shutdown: Shutdown.onSignal({ drain: Duration.seconds(30) }),
      scheduling: props.scheduling,
      settings: { resources, imagePullPolicy: settings.imagePullPolicy },
    });
    this.username = username;
    this.credentials = credentials;
    this.passwordKey = passwordKey;
    checkCredentials(this, credentials, [passwordKey]);
    checkServer(this, parts);
    warnOfRotationAtStart(this, credentials);
    const backups = this.defineBackup(parts, resources, image, user);
    this.backup = backups?.backup;
    this.restore = backups?.restore;
    this.defineAlerts(claimName, backups);
  }

  /** The address as `host:port`, and the way there. */
  public get address(): Endpoint {
    return this.port('tarantool').address;
  }

  /** The name of the host alone, for programs that take the port by itself, and the way there. */
  public get hostName(): Endpoint {
    return Endpoint.of(this.serviceHost, this.port('tarantool'));
  }

  /** The number of the port alone, and the way there. */
  public get portNumber(): Endpoint {
    return Endpoint.of(String(SERVER_PORT), this.port('tarantool'));
  }

  /**
   * The address as a URL with user and password in it, and the way there. The password comes from a variable that is set
   * beside it, so its value must be fit for a URL: letters, digits, `-`, `_`, `.` and `~`.
   */
  public url(options: TarantoolUrlOptions = {}): Endpoint {
    return tarantoolUrl(
      {
        name: this.name,
        host: this.serviceHost,
        port: SERVER_PORT,
        username: this.username,
        password: CredentialKey.of(this.credentials, this.passwordKey),
        peer: this.port('tarantool'),
      },
      options,
    );
  }

  /** What it tells of itself to whoever monitors it. */
  public override toMonitoringProfile(): MonitoringProfile {
    return {
      ...super.toMonitoringProfile(),
      kind: MonitoredKind.DATABASE,
      panels: this.namespace === undefined ? [] : tarantoolPanels(this.name, this.namespace),
    };
  }

  /** The bundles of which a client uses one to log in. */
  protected override get clientCredentials(): ICredentialSource[] {
    return [this.credentials];
  }

  private defineAlerts(volume: string, backups: Backup | undefined): void {
    const { name, namespace } = this;
    if (namespace !== undefined) {
      new Alerts(this, 'store-alerts', {
        name,
        rules: [
          ...tarantoolAlerts(name, namespace),
          ...storeAlerts({ name, namespace, volume }),
          ...(backups?.alerts(namespace) ?? []),
        ],
      });
    }
  }

  private defineBackup(parts: ServerParts, resources: Resources, image: Image, user: User): Backup | undefined {
    const { settings, passwordKey, username } = parts;
    if (settings.withoutBackup?.trim()) {
      return undefined;
    }
    const { memtx_memory: memory, memtx_max_tuple_size: tuple } = boxParameters(parts);
    return new Backup(this, {
      image,
      user,
      shell: TARANTOOL.shell ?? '',
      imagePullPolicy: settings.imagePullPolicy,
      variables: {
        TARANTOOL_ADDRESS: `${this.serviceHost}:${SERVER_PORT}`,
        ...(tuple === undefined ? {} : { TARANTOOL_MAX_TUPLE_SIZE: String(tuple) }),
        ...(memory === undefined ? {} : { TARANTOOL_MEMORY: String(memory) }),
        TARANTOOL_PASSWORD_FILE: `${CREDENTIALS_FOLDER}/${passwordKey}`,
        TARANTOOL_USERNAME: username,
      },
      credentialFiles: { [CREDENTIALS_FOLDER]: this.credentials },
      dump: DUMP,
      verify: VERIFY,
      restore: RESTORE,
      needs: { data: settings.size ?? DEFAULT_SIZE, share: BACKUP_SHARE },
      // The restore reads all of the data once more.
      settings: { ...settings.backup, resources: settings.backup?.resources ?? resources },
    });
  }
}

const AMOUNTS = { cpuRequest: '500m', cpuLimit: '1', memory: '1Gi' };
/** The volume has room for two snapshots, the logs between them and the former data of a restore. */
const BACKUP_SHARE = 0.25;
const PATIENCE = { timeout: Duration.seconds(5) };

/** A probe that asks the server by its console, as whoever is in the pod can. */
function question(text: string): string[] {
  return ['tarantool', `${CONFIGURATION_FOLDER}/ask.lua`, CONTROL, text];
}
