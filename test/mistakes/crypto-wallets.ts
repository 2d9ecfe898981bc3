import { inApp, type Mistake } from './mistake';

const mistake = inApp('crypto-wallets');
const COMPOSITION = 'crypto-wallets.ts';
const PROD = 'settings/prod.ts';

/** Mistakes in the sources and settings of crypto-wallets. */
export const CRYPTO_WALLETS: readonly Mistake[] = [
  mistake(
    'wallets-privileged-port',
    [[COMPOSITION, 'Port.http(3000, {', 'Port.http(80, {']],
    'a process that is not root may not listen on port 80 on every node: the pod restarts for ever',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  ports[0].containerPort' },
  ),
  mistake(
    'wallets-two-equal-service-ports',
    [[COMPOSITION, 'servicePort: 81', 'servicePort: 80']],
    'the API server refuses the Service',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  ports[1].servicePort' },
  ),
  mistake(
    'wallets-liveness-asks-readiness',
    [[COMPOSITION, '/api/v1/health/live', '/api/v1/health/ready']],
    'all pods are restarted when the database is away',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  liveness' },
  ),
  mistake(
    'wallets-probe-path-without-slash',
    [[COMPOSITION, "'/api/v1/health/ready'", "'api/v1/health/ready'"]],
    'the kubelet asks for another path, or refuses the probe',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  readiness.path' },
  ),
  mistake(
    'wallets-probe-timeout-over-period',
    [[COMPOSITION, 'timeout: Duration.seconds(3)', 'timeout: Duration.seconds(30)']],
    'a pod that hangs gets requests for a minute, not for ten seconds',
    { synth: 'dev/crypto-wallets/crypto-wallets-service  readiness.timeout  [probe-timeout-over-period]' },
  ),
  mistake(
    'wallets-probe-in-minutes',
    [[COMPOSITION, 'period: Duration.seconds(10)', 'period: Duration.minutes(10)']],
    'a pod that hangs is restarted after half an hour',
    { synth: 'dev/crypto-wallets/crypto-wallets-service  liveness  [liveness-restarts-late]' },
  ),
  mistake(
    'wallets-nervous-liveness',
    [
      [COMPOSITION, 'period: Duration.seconds(10)', 'period: Duration.seconds(1)'],
      [COMPOSITION, 'timeout: Duration.seconds(5)', 'timeout: Duration.seconds(1)'],
      [COMPOSITION, 'failures: 3', 'failures: 1'],
    ],
    'one slow answer restarts a pod, under load all of them',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  liveness  [liveness-kills-early]' },
  ),
  mistake(
    'wallets-http-probe-on-grpc-port',
    [[COMPOSITION, 'failures: 2,', "failures: 2,\n        port: 'grpc',"]],
    'a gRPC server does not answer HTTP/1: no pod is ever ready',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  readiness' },
  ),
  mistake(
    'wallets-memory-target-at-limit',
    [[COMPOSITION, 'onMemory(80)', 'onMemory(400)']],
    'the kernel ends the pods before the autoscaler adds one',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  scaling.onMemory' },
  ),
  mistake(
    'wallets-drain-over-node-patience',
    [[COMPOSITION, 'drain: Duration.seconds(30)', 'drain: Duration.minutes(30)']],
    'the autoscaler of AKS removes a node after ten minutes, with requests under way',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  shutdown.grace  [grace-outlasts-autoscaler]' },
  ),
  mistake(
    'wallets-grace-below-drain',
    [[COMPOSITION, 'drain: Duration.seconds(30)', 'drain: Duration.seconds(30), grace: Duration.seconds(20)']],
    'each rollout cuts off requests',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  shutdown.grace' },
  ),
  mistake('wallets-root', [[COMPOSITION, 'User.of(1000', 'User.of(0']], 'Pod Security refuses the pods', {
    synth:
      'dev/crypto-wallets/crypto-wallets-service  spec.template.spec.securityContext.runAsUser  [Restricted.NonRootUser]',
  }),
  mistake(
    'wallets-migration-without-database',
    [[COMPOSITION, '        connectTo: [database],\n', '']],
    'the migration cannot reach the database, and the rollout stops',
    { synth: 'dev/crypto-wallets/crypto-wallets-service/migration  connectTo  [task-without-connection]' },
  ),
  mistake(
    'wallets-database-edge-dropped',
    [[COMPOSITION, 'this.service.connectTo(database).allowFrom', 'this.service.allowFrom']],
    'every request to the database times out',
    { unseen: 'the address is inside a Secret, and the service has other connections' },
  ),
  mistake(
    'wallets-no-clients',
    [[COMPOSITION, ".allowFrom(Peer.namespacesLabeled({ 'crypto-wallets/client': 'true' }))", '']],
    'no client reaches the service',
    { synth: 'prod/crypto-wallets/crypto-wallets-service/service  spec.selector  [Production.ReachableService]' },
  ),
  mistake(
    'wallets-client-label-with-space',
    [[COMPOSITION, "'crypto-wallets/client': 'true'", "'crypto wallets/client': 'true'"]],
    'the API server refuses the NetworkPolicy',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  allowFrom namespaces crypto wallets/client=true' },
  ),
  mistake(
    'wallets-client-label-value',
    [[COMPOSITION, "'crypto-wallets/client': 'true'", "'crypto-wallets/client': 'yes, please'"]],
    'the API server refuses the NetworkPolicy',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  allowFrom namespaces crypto-wallets/client=yes, please' },
  ),
  mistake(
    'wallets-vault-as-url',
    [[COMPOSITION, "Peer.hostname('vault.internal'", "Peer.hostname('https://vault.internal'"]],
    'the address becomes https://https://…',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  connectTo https://vault.internal' },
  ),
  mistake(
    'wallets-vault-port-too-large',
    [[COMPOSITION, 'port: 8200', 'port: 82000']],
    'the API server refuses the NetworkPolicy',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  connectTo vault.internal' },
  ),
  mistake(
    'wallets-database-port',
    [[COMPOSITION, 'port: 5432', 'port: 5433']],
    'every request to the database times out',
    { unseen: 'the port stands once; the URL with the other is inside a Secret' },
  ),
  mistake(
    'wallets-redis-namespace',
    [[COMPOSITION, "namespace: 'redis'", "namespace: 'reddis'"]],
    'the name of Redis resolves to nothing',
    { unseen: 'the namespace belongs to another system' },
  ),
  mistake(
    'wallets-unknown-variable',
    [[COMPOSITION, "RUST_LOG: 'info", "APP__REDIS__PREFIX: '$(STAGE)-wallets',\n        RUST_LOG: 'info"]],
    'the program reads the literal text $(STAGE)-wallets: all stages share one prefix',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  variables.APP__REDIS__PREFIX  [unknown-variable]' },
  ),
  mistake(
    'wallets-literal-signing-key',
    [[COMPOSITION, "RUST_LOG: 'info", "APP__SIGNING__SECRET: 'hV7kq2ZrT9w4',\n        RUST_LOG: 'info"]],
    'a secret lies in Git and in a ConfigMap',
    { synth: 'prod/crypto-wallets/crypto-wallets-service/variables  data.APP__SIGNING__SECRET' },
  ),
  mistake(
    'wallets-variable-given-twice',
    [
      [
        COMPOSITION,
        "RUST_LOG: 'info",
        "APP__VAULT__ADDRESS: 'https://vault.example.com:8200',\n        RUST_LOG: 'info",
      ],
    ],
    'one of the two values wins, and a reader sees the other',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  endpoints.APP__VAULT__ADDRESS' },
  ),
  mistake(
    'wallets-key-typo',
    [[COMPOSITION, "secrets.key('vault-token')", "secrets.key('vault-tokens')"]],
    'the pods stay in CreateContainerConfigError',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  credentials.APP__VAULT__TOKEN' },
  ),
  mistake(
    'wallets-key-that-no-program-reads',
    [[COMPOSITION, "'vault-token'],", "'vault-token', 'signing-key'],"]],
    'the ExternalSecret waits for a key that the Key Vault does not have: no Secret, no pod',
    { synth: 'dev/crypto-wallets/wallet-service-secrets  keys  [key-without-reader]' },
  ),
  mistake(
    'wallets-job-name',
    [[COMPOSITION, "name: 'db-migrate'", "name: 'DB_migrate'"]],
    'the API server refuses the Job',
    { synth: 'prod/crypto-wallets/crypto-wallets-service/migration  name' },
  ),
  mistake(
    'wallets-sleep-in-minutes',
    [[COMPOSITION, 'Shutdown.afterSleep(Duration.seconds(5)', 'Shutdown.afterSleep(Duration.minutes(5)']],
    'each pod of a rollout takes more than five minutes to end',
    { missed: 'a sleep of minutes before the end is a mistake in the unit' },
  ),
  mistake('wallets-minimum-over-maximum', [[PROD, 'min: 2, max: 10', 'min: 20, max: 10']], 'the HPA is refused', {
    synth: 'prod/crypto-wallets/crypto-wallets-service  scaling.max',
  }),
  mistake(
    'wallets-one-pod-in-production',
    [[PROD, 'min: 2, max: 10', 'min: 1, max: 10']],
    'a drain of one node is an outage',
    {
      synth: 'prod/crypto-wallets/crypto-wallets-service/autoscaler  spec.minReplicas  [Production.AutoscalerMinimum]',
    },
  ),
  mistake(
    'wallets-memory-in-thousandths',
    [[PROD, "requests: { cpu: '100m', memory: '128Mi' }", "requests: { cpu: '100m', memory: '128m' }"]],
    'the scheduler reserves no memory: the first pressure evicts the pod',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  settings.resources.requests.memory' },
  ),
  mistake(
    'wallets-limit-below-request',
    [[PROD, "memory: '512Mi'", "memory: '64Mi'"]],
    'the API server refuses the pods',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  settings.resources.requests.memory' },
  ),
  mistake(
    'wallets-database-range-with-host-bits',
    [[PROD, '10.20.1.0/28', '10.20.1.5/28']],
    'the range is another one than was meant',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  connectTo 10.20.1.5/28' },
  ),
  mistake(
    'wallets-vault-anywhere',
    [[PROD, '10.20.0.10/32', '0.0.0.0/0']],
    'a pod that was broken into sends data to any address on port 8200',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  connectTo vault.internal' },
  ),
  mistake(
    'wallets-database-of-staging',
    [[PROD, '10.20.1.0/28', '10.30.1.0/28']],
    'production cannot reach its own database',
    { unseen: 'two stages may share a database server; the URL is inside a Secret' },
  ),
  mistake(
    'wallets-latest',
    [['versions/prod.json', '"v1.0.8"', '"latest"']],
    'a restart starts another program than the one tested',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  image' },
  ),
  mistake(
    'wallets-version-of-another-image',
    [['versions/prod.json', '"crypto-wallets-service"', '"crypto-wallet-service"']],
    'the image has no version',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  image' },
  ),
  mistake(
    'wallets-acknowledgement-typo',
    [['main.ts', "id: 'TR-K8S-9'", "id: 'TR-K8S-90'"]],
    'the finding stays, and the reason stands beside nothing',
    { synth: 'dev  acknowledgement of TR-K8S-90' },
  ),
  mistake(
    'wallets-no-secret-source',
    [['main.ts', "{ ...aks, keyVault: 'wallets-kv' }", 'aks']],
    'nothing makes the Secrets of production',
    {
      synth:
        'prod/crypto-wallets/crypto-wallets-service  spec.template.spec.containers[app].env[APP__DATABASE__URL]  [TR-K8S-9]',
    },
  ),
  mistake(
    'wallets-versions-of-staging',
    [['main.ts', 'versions: prodVersions', 'versions: stagingVersions']],
    'what is tested in staging goes to production at once',
    { unseen: 'the versions of another stage are versions' },
  ),
  mistake(
    'wallets-settings-of-dev-in-production',
    [['main.ts', 'settings: prod }', 'settings: dev }']],
    'one pod, no cache and the addresses of a developer in production',
    {
      synth: 'prod/crypto-wallets/crypto-wallets-service/autoscaler  spec.minReplicas  [Production.AutoscalerMinimum]',
    },
  ),
  mistake(
    'wallets-kubernetes-version',
    [['main.ts', "kubernetesVersion: '1.34'", "kubernetesVersion: '134'"]],
    'what the cluster can do is judged by a version that does not exist',
    { synth: 'prod  cluster.kubernetesVersion' },
  ),
  mistake(
    'wallets-key-vault-name',
    [['main.ts', "keyVault: 'wallets-kv'", "keyVault: 'wallets_kv'"]],
    'the SecretStore points to an address that does not exist',
    { synth: 'prod/crypto-wallets/wallet-service-secrets  keyVault' },
  ),
  mistake(
    'wallets-registry-as-url',
    [['main.ts', "'wallets.azurecr.io'", "'https://wallets.azurecr.io'"]],
    'the pods stay in InvalidImageName',
    { synth: 'prod/crypto-wallets/crypto-wallets-service  image' },
  ),
];
