import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Acknowledgements,
  ApiService,
  Credentials,
  Diagnostics,
  type Endpoint,
  Environment,
  Identity,
  Image,
  Migration,
  NamespaceChart,
  Peer,
  Port,
  Probe,
  Scaling,
  ServiceAlias,
  Shutdown,
  User,
} from '../../lib';
import type { CryptoWalletsSettings } from './settings/settings';

/** Requests that one pod lets through in a minute: the limiter of the program counts in each pod for itself. */
const RATE_LIMIT_PER_POD = 100;

/** A stateless wallet API. Its state lives outside: PostgreSQL for data, Redis for a shared cache, Vault for keys. */
export class CryptoWallets extends NamespaceChart {
  /** The service itself. */
  public readonly service: ApiService;

  constructor(scope: Construct, id: string, settings: CryptoWalletsSettings) {
    super(scope, id, { namespace: 'crypto-wallets' });
    const vault = Peer.hostname('vault.internal', { port: 8200, cidr: settings.vaultCidr });
    const database = Peer.cidr(settings.databaseCidr, { port: 5432 });
    const secrets = new Credentials(this, 'wallet-service-secrets', {
      keys: ['api-key', 'database-url', 'vault-token'],
    });
    const image = Image.of('crypto-wallets-service');

    this.service = new ApiService(this, 'crypto-wallets-service', {
      identity: Identity.of({ selector: { app: 'crypto-wallets-service' }, container: 'app' }),
      image,
      labels: { version: Environment.of(this)?.versions[image.name] ?? 'unversioned' },
      ports: [Port.http(3000, { servicePort: 80 }), Port.grpc(3001, { servicePort: 81 })],
      variables: {
        RUST_LOG: 'info,crypto_wallets_service=debug',
        APP__REDIS__ENABLED: String(settings.redis.enabled),
        ...(settings.redis.enabled ? { APP__REDIS__TTL_SECS: '3600' } : {}),
      },
      endpoints: {
        APP__VAULT__ADDRESS: vault.url('https'),
        ...(settings.redis.enabled ? { APP__REDIS__URL: this.redisUrl() } : {}),
      },
      credentials: {
        APP__SERVER__API_KEY: secrets.key('api-key'),
        APP__DATABASE__URL: secrets.key('database-url'),
        APP__VAULT__TOKEN: secrets.key('vault-token'),
      },
      readiness: Probe.http('/api/v1/health/ready', {
        delay: Duration.seconds(5),
        period: Duration.seconds(5),
        timeout: Duration.seconds(3),
        failures: 2,
      }),
      liveness: Probe.http('/api/v1/health/live', {
        delay: Duration.seconds(10),
        period: Duration.seconds(10),
        timeout: Duration.seconds(5),
        failures: 3,
      }),
      scaling: Scaling.pods(settings.pods).onCpu(70).onMemory(80),
      shutdown: Shutdown.afterSleep(Duration.seconds(5), { drain: Duration.seconds(30) }),
      user: User.of(1000, { reason: 'the image runs as 1000' }),
      migration: Migration.run(['./crypto-wallets-service', 'migrate'], {
        restartInPlace: true,
        name: 'db-migrate',
        credentials: { APP__DATABASE__URL: secrets.key('database-url') },
        connectTo: [database],
      }),
      settings: settings.wallets,
    });
    this.service.connectTo(database).allowFrom(Peer.namespacesLabeled({ 'crypto-wallets/client': 'true' }));

    this.surfaceLimits(settings);
  }

  /** The program is configured with the short name, and Redis lives in a namespace of its own. */
  private redisUrl(): Endpoint {
    const target = Peer.service('redis-cluster', { namespace: 'redis', port: 6379 });
    return new ServiceAlias(this, 'redis-cluster', { target }).url('redis');
  }

  private surfaceLimits(settings: CryptoWalletsSettings): void {
    Acknowledgements.of(this.service).add({
      id: 'credentials-in-environment',
      reason: 'the program reads its settings from environment variables alone',
    });
    Acknowledgements.of(this).add({
      id: 'Production.PriorityClass',
      reason: 'the clusters of this system have no priority classes',
    });
    const { max } = settings.pods;
    Diagnostics.of(this.service).addWarning({
      property: 'scaling.max',
      value: `${max} pods, each with a rate limiter, a circuit breaker and an LRU cache of its own`,
      rule: `the limit of ${RATE_LIMIT_PER_POD} requests a minute becomes ${(RATE_LIMIT_PER_POD * max).toLocaleString('en')} at ${max} pods`,
      fix: 'limit at the edge, or move the limiter to Redis; or acknowledge it with the reason',
      id: 'limits-per-pod',
    });
  }
}
