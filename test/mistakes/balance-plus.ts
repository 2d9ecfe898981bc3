import { inApp, type Mistake } from './mistake';

const mistake = inApp('balance-plus');
const COMPOSITION = 'balance-plus.ts';
const PROD = 'settings/prod.ts';
const BACKUP = "backup: { size: '350Gi', deadlineMinutes: 240 }";
const DEV = 'settings/dev.ts';

/** Mistakes in the sources and settings of balance-plus, beside those that the tests of the app hold word for word. */
export const BALANCE_PLUS: readonly Mistake[] = [
  mistake(
    'balance-database-without-client',
    [[COMPOSITION, 'DATABASE_URL: database.url(), ', '']],
    'the orchestrator has no database, which no pod can reach',
    { synth: 'dev/balance-plus/postgres/service  spec.selector  [Production.ReachableService]' },
  ),
  mistake(
    'balance-database-without-password',
    [
      [COMPOSITION, 'DATABASE_URL: database.url(), ', ''],
      [
        COMPOSITION,
        'settings: settings.orchestrator,\n    });',
        "settings: settings.orchestrator,\n      variables: { DATABASE_HOST: 'postgres' },\n    });\n    orchestrator.connectTo(database);",
      ],
    ],
    'the database asks for a password that the program does not have',
    { synth: 'prod/balance-plus/orchestrator  connectTo prod/balance-plus/postgres  [no-credentials-for-store]' },
  ),
  mistake(
    'balance-address-without-edge',
    [
      [
        COMPOSITION,
        'endpoints: { ORCHESTRATOR_URL: orchestrator.url() }',
        "variables: { ORCHESTRATOR_URL: 'http://orchestrator:8000' }",
      ],
    ],
    'the default deny drops every request of the gateway',
    { synth: 'prod/balance-plus/orchestrator/service  spec.selector  [Production.ReachableService]' },
  ),
  mistake(
    'balance-address-with-another-port',
    [
      [
        COMPOSITION,
        'endpoints: { ORCHESTRATOR_URL: orchestrator.url() }',
        "variables: { ORCHESTRATOR_URL: 'http://orchestrator:8080' }",
      ],
      [
        COMPOSITION,
        'settings: settings.apiGateway,\n    });',
        'settings: settings.apiGateway,\n    }).connectTo(orchestrator);',
      ],
    ],
    'the Service has no port 8080: every request of the gateway fails',
    { synth: 'dev/balance-plus/api-gateway  variables.ORCHESTRATOR_URL  [address-without-port]' },
  ),
  mistake(
    'balance-queue-name',
    [[COMPOSITION, "'condense', {", "'condnese', {"]],
    'the scaler finds no such queue: the worker is not scaled',
    { unseen: 'only the program knows the names of its queues' },
  ),
  mistake(
    'balance-probe-timeout-over-period',
    [[COMPOSITION, 'timeout: Duration.seconds(20)', 'timeout: Duration.minutes(20)']],
    'a worker that hangs is restarted after an hour',
    { synth: 'dev/balance-plus/condenser-worker  liveness.timeout  [probe-timeout-over-period]' },
  ),
  mistake(
    'balance-longest-task-in-hours',
    [[COMPOSITION, 'Duration.minutes(10)', 'Duration.hours(10)']],
    'the autoscaler of AKS removes a node after ten minutes, with a task under way',
    { synth: 'prod/balance-plus/condenser-worker  longestTask  [task-outlives-drain]' },
  ),
  mistake(
    'balance-route-without-slash',
    [[COMPOSITION, "route('/api')", "route('api')"]],
    'the API server refuses the Ingress',
    { synth: 'prod/balance-plus/api-gateway  route.pathPrefix' },
  ),
  mistake(
    'balance-api-url-that-no-route-serves',
    [[COMPOSITION, "apiUrl: '/api'", "apiUrl: '/v1'"]],
    'the browser asks the frontend for data and gets its page',
    { synth: 'dev/balance-plus/frontend  configuration.apiUrl  [api-path-of-the-frontend]' },
  ),
  mistake(
    'balance-cpu-target-above-limit',
    [[COMPOSITION, 'settings.orchestrator.pods).onCpu(70)', 'settings.orchestrator.pods).onCpu(700)']],
    'the throttled pods never reach the target: the service is not scaled',
    { synth: 'prod/balance-plus/orchestrator  scaling.onCpu' },
  ),
  mistake(
    'balance-tls-secret-name',
    [[COMPOSITION, "'balance-plus-tls'", "'balance_plus_tls'"]],
    'the API server refuses the Certificate, and the edge serves its own',
    { synth: 'prod/balance-plus/api-gateway  route.tlsSecret' },
  ),
  mistake(
    'balance-http-on-grpc-port',
    [
      [
        COMPOSITION,
        "image: Image.of('balance-plus-orchestrator'),\n      ports: [Port.http(8000)]",
        "image: Image.of('balance-plus-orchestrator'),\n      ports: [Port.grpc(8000)]",
      ],
    ],
    'HTTP probes and HTTP clients meet a port that is said to speak gRPC',
    { synth: 'prod/balance-plus/orchestrator  liveness' },
  ),
  mistake(
    'balance-another-virtual-host',
    [
      [
        COMPOSITION,
        'BROKER_URL: queue.url() },\n      liveness',
        "BROKER_URL: queue.url({ virtualHost: 'condenser' }) },\n      liveness",
      ],
    ],
    'the worker reads another queue than the scaler watches',
    { synth: 'prod/balance-plus/condenser-worker  scaling.triggers[0]  [trigger-asks-elsewhere]' },
  ),
  mistake(
    'balance-broker-as-url',
    [[PROD, "'rabbitmq.example.com'", "'amqp://rabbitmq.example.com'"]],
    'the address becomes amqp://…@amqp://…',
    { synth: 'prod/balance-plus/broker  host' },
  ),
  mistake(
    'balance-broker-anywhere',
    [[PROD, '10.50.0.0/28', '0.0.0.0/0']],
    'a pod that was broken into sends data to any address',
    { synth: 'prod/balance-plus/condenser-worker  connectTo rabbitmq.example.com' },
  ),
  mistake('balance-size-unit', [[PROD, "size: '100Gi'", "size: '100GB'"]], 'the API server refuses the claim', {
    synth: 'prod/balance-plus/postgres  volumes./var/lib/postgresql/data.size',
  }),
  mistake(
    'balance-size-too-small',
    [[PROD, "size: '100Gi'", "size: '100Mi'"]],
    'the write-ahead log alone fills the volume, and the database stops',
    { synth: 'prod/balance-plus/postgres  settings.size' },
  ),
  mistake(
    'balance-backup-that-never-runs',
    [[PROD, BACKUP, "backup: { schedule: '30 2 31 2 *', staleAfterHours: 48 }"]],
    'no backup is ever made',
    { synth: 'prod/balance-plus/postgres/backups/backup  controller.schedule' },
  ),
  mistake(
    'balance-backup-in-an-unknown-zone',
    [[PROD, BACKUP, "backup: { schedule: '30 2 * * *', timeZone: 'Europe/Frankfurt' }"]],
    'the API server refuses the CronJob',
    { synth: 'prod/balance-plus/postgres/backups/backup  controller.timeZone' },
  ),
  mistake(
    'balance-backup-skipped-in-spring',
    [[PROD, BACKUP, "backup: { schedule: '30 2 * * *', timeZone: 'Europe/Berlin' }"]],
    'no backup in the night in which the clocks go forward',
    { synth: 'prod/balance-plus/postgres/backups/backup  controller.schedule  [schedule-in-repeated-hour]' },
  ),
  mistake(
    'balance-more-backups-than-fit',
    [[PROD, BACKUP, "backup: { keep: 400, size: '1Gi' }"]],
    'the backups fill their claim, and then no more is made',
    { synth: 'prod/balance-plus/postgres  settings.backup.size  [small-backup-claim]' },
  ),
  mistake(
    'balance-weekly-backup-stale-after-a-day',
    [[PROD, BACKUP, "backup: { schedule: '30 3 * * 0', staleAfterHours: 24 }"]],
    'the alert about old backups fires six days a week',
    { synth: 'prod/balance-plus/postgres  settings.backup.staleAfterHours' },
  ),
  mistake(
    'balance-host-with-path',
    [[PROD, "'balance-plus.example.com'", "'balance-plus.example.com/app'"]],
    'the API server refuses the Ingress',
    { synth: 'prod/balance-plus/api-gateway  route.hostname' },
  ),
  mistake(
    'balance-host-of-production-in-staging',
    [['settings/staging.ts', "'balance-plus.staging.example.com'", "'balance-plus.example.com'"]],
    'two clusters ask for one certificate, and the name leads to one of them',
    { synth: 'prod/balance-plus/api-gateway  route.hostname  [host-of-two-environments]' },
  ),
  mistake(
    'balance-key-vault-of-production-in-staging',
    [['main.ts', "'balance-plus-staging-kv'", "'balance-plus-kv'"]],
    'staging works with the passwords of production',
    { synth: 'prod  cluster.secretSource  [vault-of-two-environments]' },
  ),
  mistake(
    'balance-no-issuer',
    [['main.ts', "Edge.nginx({ clusterIssuer: 'letsencrypt' })", 'Edge.nginx({})']],
    'nothing makes the certificate: the edge serves its own',
    { synth: 'prod/balance-plus/api-gateway  route.tlsSecret  [certificate-without-source]' },
  ),
  mistake(
    'balance-namespace-of-keda',
    [['main.ts', "keda: { namespace: 'kube-system' }", "keda: { namespace: 'keda-system' }"]],
    'the policies let in a namespace in which no KEDA runs',
    { unseen: 'where KEDA runs is a fact of the cluster that stands once' },
  ),
  mistake(
    'balance-limit-below-request',
    [[DEV, "limits: { cpu: '500m', memory: '256Mi' }", "limits: { cpu: '500m', memory: '128Mi' }"]],
    'the API server refuses the pods',
    { synth: 'dev/balance-plus/api-gateway  settings.resources.requests.memory' },
  ),
  mistake(
    'balance-source-without-prefix',
    [['settings/staging.ts', "'203.0.113.0/24'", "'203.0.113.0/33'"]],
    'the edge ignores the list, or refuses the Ingress',
    { synth: 'staging/balance-plus/api-gateway  route.allowedSources' },
  ),
  mistake(
    'balance-small-broker-volume',
    [[DEV, "size: '4Gi'", "size: '40Mi'"]],
    'the broker blocks its publishers: the volume is smaller than the space that it keeps free',
    { synth: 'dev/balance-plus/rabbitmq  settings.size' },
  ),
  mistake(
    'balance-messages-per-pod',
    [[COMPOSITION, 'messagesPerPod: 50', 'messagesPerPod: 5000']],
    'one pod works on five thousand tasks',
    { unseen: 'how fast a task is done is known to the program alone' },
  ),
];
