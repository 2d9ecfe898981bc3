import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ICredentialSource } from '../../contracts/credential-source';
import { Cluster } from '../../environment/cluster';
import type { Endpoint } from '../../network/endpoint';
import { Peer } from '../../network/peer';
import { Port } from '../../network/port';
import { Alerts } from '../../observability/alerts';
import { MonitoredKind, type MonitoringProfile } from '../../observability/monitoring-profile';
import type { CredentialKey } from '../../secrets/credential-key';
import { Credentials } from '../../secrets/credentials';
import { Volume } from '../../storage/volume';
import { Controller } from '../../workload/controller';
import { Probe } from '../../workload/probe';
import { Shutdown } from '../../workload/shutdown';
import type { Workload } from '../../workload/workload';
import { Backup } from '../backup';
import { DataStore } from '../data-store';
import { MINIO } from '../images/minio';
import { MINIO_CLIENT } from '../images/minio-client';
import { storeAlerts } from '../store-alerts';
import { storeResources } from '../store-resources';
import { AzureBlobStore } from './azure-blob-store';
import type { AzureBlobOptions } from './azure-blob-options';
import { ExternalObjectStore } from './external-object-store';
import { type IObjectStore, ObjectProtocol } from './i-object-store';
import type { ObjectClient, ObjectLogin } from './object-client';
import { loginVariables, loginWithKeys } from './object-client-keys';
import { objectStoreAlerts } from './object-store-alerts';
import { checkKnownClient } from './object-store-checks';
import type { ObjectStoreExternalOptions } from './object-store-external-options';
import { METRICS_PATH, OBJECT_STORE_METRICS } from './object-store-metrics';
import { objectStorePanels } from './object-store-panels';
import type { ObjectStoreProps } from './object-store-props';
import { checkObjectStore } from './object-store-props-checks';
import { defineProvision } from './object-store-provision';
import {
  CLIENT_FOLDER,
  CLOCK_SKEW,
  DATA_FOLDER,
  DUMP,
  RESTORE,
  ROOT_FOLDER,
  START,
  STORE_PORTS,
  VERIFY,
} from './object-store-scripts';

/**
 * MinIO in one pod with a claim: buckets with objects, spoken to by S3, for systems that can wait while a pod moves to
 * another node. A task makes its buckets and a user for each client, who may use its buckets and nothing else. It has
 * backups and a restore, metrics and alerts; it has no replica and one disk. Where that is not enough let a cloud run
 * it, and use `external` or `azureBlob`.
 */
export class ObjectStore extends DataStore implements IObjectStore {
  /** An object store that speaks S3 and that somebody else runs. */
  public static external(scope: Construct, id: string, options: ObjectStoreExternalOptions): IObjectStore {
    return new ExternalObjectStore(scope, id, options);
  }

  /** An account of Azure Blob Storage. */
  public static azureBlob(scope: Construct, id: string, options: AzureBlobOptions): IObjectStore {
    return new AzureBlobStore(scope, id, options);
  }

  /** What it speaks: S3. */
  public readonly protocol: ObjectProtocol;

  /** The names of the buckets. */
  public readonly buckets: string[];

  /** The region that requests are signed for. */
  public readonly region?: string;

  /** The bundle with user and password of the root user, which no client gets. */
  public readonly rootCredentials: ICredentialSource;

  /** The Job that makes buckets and users. */
  public readonly provision: Workload;

  /** The CronJob that makes backups; undefined where there are none, for a reason. */
  public readonly backup?: Workload;

  /** The suspended CronJob that restores a backup where somebody makes a Job of it. */
  public readonly restore?: Workload;

  private readonly clients: ReadonlyMap<string, ObjectClient>;

  constructor(scope: Construct, id: string, props: ObjectStoreProps) {
    const { settings = {}, image = MINIO.image, user = MINIO.user, clients = {} } = props;
    const name = props.identity?.name ?? id;
    const rootCredentials =
      props.rootCredentials ??
      new Credentials(scope, `${id}-root`, { name: `${name}-root`, keys: ['username', 'password'] });
    super(scope, id, {
      controller: Controller.statefulSet(),
      replicas: 1,
      identity: props.identity,
      image,
      user,
      // Not by way of the entry point, which starts with the user that everybody knows where it finds no other.
      command: [MINIO.shell ?? '', '-c', START],
      ports: [Port.tcp('s3', STORE_PORTS.s3), Port.admin(STORE_PORTS.console, { name: 'console' })],
      variables: {
        DATA_FOLDER,
        // Whom the policy lets in reads the metrics without a token: they tell sizes and rates.
        MINIO_PROMETHEUS_AUTH_TYPE: 'public',
        MINIO_ROOT_PASSWORD_FILE: `${ROOT_FOLDER}/password`,
        MINIO_ROOT_USER_FILE: `${ROOT_FOLDER}/username`,
        MINIO_UPDATE: 'off',
      },
      credentialFiles: { [ROOT_FOLDER]: rootCredentials },
      volumes: {
        [DATA_FOLDER]: Volume.claim(DATA_VOLUME, {
          size: settings.size ?? DEFAULT_SIZE,
          storageClass: settings.storageClass,
        }),
      },
      startup: Probe.http('/minio/health/live', { failures: 30 }),
      // Its own question for readiness is answered with yes even where its disk is gone.
      readiness: Probe.http('/minio/health/cluster', { timeout: Duration.seconds(5) }),
      liveness: Probe.http('/minio/health/live', { period: Duration.seconds(20), timeout: Duration.seconds(5) }),
      // On SIGTERM it takes no more requests, ends those that it works on, and then itself.
      shutdown: Shutdown.onSignal({ drain: Duration.seconds(60) }),
      scheduling: props.scheduling,
      metrics: [...OBJECT_STORE_METRICS],
      settings: { resources: storeResources(settings.resources, AMOUNTS), imagePullPolicy: settings.imagePullPolicy },
    });
    this.protocol = ObjectProtocol.S3;
    this.region = 'us-east-1';
    this.buckets = [...props.buckets];
    this.rootCredentials = rootCredentials;
    // In the order of their names, whatever the order that they are written in.
    this.clients = new Map(
      Object.keys(clients)
        .sort()
        .map((client) => [client, clients[client]]),
    );
    this.provision = defineProvision(this, { ...props, user, rootCredentials }, this.clients);
    checkObjectStore(this, { rootCredentials, clients: this.clients });
    if (Cluster.of(this).prometheus) {
      // The server has no port for metrics alone.
      this.allowPort(Peer.prometheus(), this.ports[0]);
    }
    const backups = this.defineBackup(props);
    this.backup = backups?.backup;
    this.restore = backups?.restore;
    this.defineAlerts(backups);
  }

  /** The address as `host:port`, and the way there. */
  public get address(): Endpoint {
    return this.port('s3').address;
  }

  /** The address as a URL, without a bucket and without keys, and the way there. */
  public url(): Endpoint {
    return this.port('s3').url('http');
  }

  /** As whom a client comes, by its name. One that is not among `clients` is an error. */
  public login(client: string): ObjectLogin {
    checkKnownClient(this, client, [...this.clients.keys()]);
    return loginWithKeys(this.clients.get(client));
  }

  /** The keys of a client as variables, named as in its bundle. */
  public variables(client: string): { [name: string]: CredentialKey } {
    return loginVariables(this.login(client));
  }

  /** What it tells of itself to whoever monitors it. */
  public override toMonitoringProfile(): MonitoringProfile {
    const { name, namespace } = this;
    return {
      ...super.toMonitoringProfile(),
      kind: MonitoredKind.OBJECT_STORE,
      scrapedPorts: [{ name: 's3', path: METRICS_PATH }],
      panels: namespace === undefined ? [] : objectStorePanels(name, namespace),
    };
  }

  /** The bundles of which a client uses one to log in. */
  protected override get clientCredentials(): ICredentialSource[] {
    return [this.rootCredentials, ...[...this.clients.values()].map(({ credentials }) => credentials)];
  }

  private defineAlerts(backups: Backup | undefined): void {
    const { name, namespace } = this;
    if (namespace !== undefined) {
      new Alerts(this, 'store-alerts', {
        name,
        rules: [
          ...objectStoreAlerts(name, namespace),
          ...storeAlerts({ name, namespace, volume: DATA_VOLUME }),
          ...(backups?.alerts(namespace) ?? []),
        ],
      });
    }
  }

  private defineBackup(props: ObjectStoreProps): Backup | undefined {
    const { settings = {}, clientImage = MINIO_CLIENT.image, user = MINIO_CLIENT.user } = props;
    if (settings.withoutBackup?.trim()) {
      return undefined;
    }
    return new Backup(this, {
      image: clientImage,
      user,
      shell: MINIO_CLIENT.shell ?? '',
      imagePullPolicy: settings.imagePullPolicy,
      variables: { CLOCK_SKEW, MC_CONFIG_DIR: CLIENT_FOLDER, ROOT_FOLDER, STORE_URL: this.url().address },
      credentialFiles: { [ROOT_FOLDER]: this.rootCredentials },
      dump: DUMP,
      verify: VERIFY,
      restore: RESTORE,
      // Objects that did not change are shared between backups; what changes between two is assumed.
      needs: { data: settings.size ?? DEFAULT_SIZE, share: 1, shareOfChanges: 0.05 },
      settings: { ...settings.backup, resources: settings.backup?.resources ?? BACKUP_RESOURCES },
    });
  }
}

const DATA_VOLUME = 'data';
const DEFAULT_SIZE = '50Gi';
const AMOUNTS = { cpuRequest: '500m', cpuLimit: '1', memory: '2Gi' };
/** The names of all objects are in the memory of a backup. */
const BACKUP_RESOURCES = { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '512Mi' } };
