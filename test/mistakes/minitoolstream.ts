import { inApp, type Mistake } from './mistake';

const mistake = inApp('minitoolstream');
const COMPOSITION = 'minitoolstream.ts';
const DEFAULTS = 'settings/defaults.ts';
const PROD = 'settings/prod.ts';

/** Mistakes in the sources and settings of minitoolstream, and in the facts of its clusters. */
export const MINITOOLSTREAM: readonly Mistake[] = [
  mistake(
    'stream-node-port-taken',
    [[DEFAULTS, '50052, 30052', '50052, 30051']],
    'the API server refuses the second Service',
    { synth: 'dev/minitoolstream/minitoolstream-egress  exposure.port' },
  ),
  mistake(
    'stream-node-port-out-of-range',
    [[DEFAULTS, '50052, 30052', '50052, 3052']],
    'the API server refuses the Service',
    { synth: 'dev/minitoolstream/minitoolstream-egress  exposure.port' },
  ),
  mistake(
    'stream-minimum-over-maximum',
    [[DEFAULTS, 'minReplicas: 3', 'minReplicas: 13']],
    'the API server refuses the HorizontalPodAutoscaler',
    { synth: 'dev/minitoolstream/minitoolstream-egress  scaling.max' },
  ),
  mistake(
    'stream-budget-of-all-pods',
    [[DEFAULTS, 'minAvailable: 2', 'minAvailable: 3']],
    'no node can be drained while the fewest pods run: upgrades of the cluster stop',
    { synth: 'dev/minitoolstream/minitoolstream-egress  disruptions.minAvailable' },
  ),
  mistake(
    'stream-request-over-limit',
    [[DEFAULTS, "requests: { cpu: '250m', memory: '256Mi' }", "requests: { cpu: '250m', memory: '1Gi' }"]],
    'the API server refuses the pods',
    { synth: 'dev/minitoolstream/minitoolstream-egress  settings.resources.requests.memory' },
  ),
  mistake(
    'stream-one-secret-for-two',
    [[DEFAULTS, 'existing: `${name}-secret`', "existing: 'minitoolstream-secret'"]],
    'two ExternalSecrets fight over one Secret',
    { synth: 'prod/minitoolstream/egress-credentials  name' },
  ),
  mistake('stream-index-size-unit', [[DEFAULTS, "'10Gi'", "'10 Gi'"]], 'the API server refuses the claim', {
    synth: 'prod/minitoolstream/tarantool  volumes./var/lib/tarantool.size',
  }),
  mistake(
    'stream-index-too-small',
    [[DEFAULTS, "'10Gi'", "'100Mi'"]],
    'a snapshot of the memory does not fit on the volume: the index stops',
    { synth: 'prod/minitoolstream/tarantool  settings.size' },
  ),
  mistake(
    'stream-latest-store',
    [[DEFAULTS, "'RELEASE.2025-09-07T16-13-09Z'", "'latest'"]],
    'a restart starts another version of the store',
    { synth: 'prod/minitoolstream/minio  image' },
  ),
  mistake(
    'stream-two-autoscalers-of-memory',
    [
      [
        PROD,
        "'egress.minitoolstream.example'), replicaCount: 5 }",
        "'egress.minitoolstream.example'), replicaCount: 5, verticalPodAutoscaler: { updateMode: 'Recreate' } }",
      ],
    ],
    'one autoscaler raises the request, the other counts in shares of it: pods come and go',
    {
      synth: 'prod/minitoolstream/minitoolstream-egress  spec.template.spec.containers  [Production.AutoscalersApart]',
    },
  ),
  mistake(
    'stream-no-adapter',
    [['clusters.ts', '  prometheusAdapter: { rates: [MESSAGES] },\n', '']],
    'nothing serves the metric: the ingress is scaled on CPU alone',
    { synth: 'prod/minitoolstream/minitoolstream-ingress  scaling.onMessagesPerSecond' },
  ),
  mistake(
    'stream-rate-of-an-unknown-metric',
    [['clusters.ts', "'minitoolstream_messages_total'", "'minitoolstream_message_total'"]],
    'the metric is always empty: the ingress is scaled on CPU alone',
    {
      synth:
        'prod/minitoolstream/minitoolstream/dashboard  rows.minitoolstream-ingress.Messages per pod  [unknown-metric]',
    },
  ),
  mistake(
    'stream-rate-of-an-unknown-label',
    [['clusters.ts', "labels: { status: 'success' }", "labels: { state: 'success' }"]],
    'the metric is always empty: the ingress is scaled on CPU alone',
    {
      synth:
        'prod/minitoolstream/minitoolstream/dashboard  rows.minitoolstream-ingress.Messages per pod  [unknown-metric-label]',
    },
  ),
  mistake(
    'stream-no-vertical-autoscaler',
    [['clusters.ts', '  verticalPodAutoscaler: true,\n', '']],
    'the API server does not know the kind',
    { synth: 'prod/minitoolstream/minitoolstream-ingress  verticalScaling' },
  ),
  mistake(
    'stream-edge-range',
    [['clusters.ts', "'10.60.4.0/24'", "'10.60.4.0/2'"]],
    'the policies let in a quarter of the internet',
    { synth: 'prod/minitoolstream/minitoolstream-egress  allowFrom the edge' },
  ),
  mistake(
    'stream-nodes-without-prefix',
    [['clusters.ts', "'10.60.0.0/22'", "'10.60.0.0'"]],
    'the API server refuses the policies',
    { synth: 'prod  cluster.nodeCidrs' },
  ),
  mistake(
    'stream-no-registry',
    [['clusters.ts', "  registry: 'minitoolstream.azurecr.io',\n", '']],
    'the images are looked for in Docker Hub',
    { synth: 'prod/minitoolstream/minitoolstream-egress  image' },
  ),
  mistake(
    'stream-staging-on-the-cluster-of-production',
    [['main.ts', 'cluster: clusters.staging', 'cluster: clusters.prod']],
    'staging overwrites production',
    { synth: 'prod/minitoolstream  namespace  [namespace-of-two-environments]' },
  ),
  mistake(
    'stream-settings-of-staging-in-production',
    [['main.ts', 'settings: prod,', 'settings: staging,']],
    'production answers under the names of staging',
    { synth: 'prod/minitoolstream/minitoolstream-egress  route.hostname  [host-of-two-environments]' },
  ),
  mistake(
    'stream-one-host-for-two',
    [[PROD, "'egress.minitoolstream.example'", "'ingress.minitoolstream.example'"]],
    'requests for one service reach the other',
    { synth: 'prod/minitoolstream/minitoolstream-egress  route' },
  ),
  mistake(
    'stream-port-of-the-program',
    [[COMPOSITION, 'SERVER_PORT: String(service.port)', "SERVER_PORT: '50051'"]],
    'the egress listens on another port than its Service sends to',
    { unseen: 'the meaning of a variable is known to the program alone' },
  ),
  mistake(
    'stream-alert-by-an-unknown-label',
    [[COMPOSITION, "by: ['service', 'subject']", "by: ['service', 'topic']"]],
    'the panels and alerts have no label topic',
    { synth: 'prod/minitoolstream/minitoolstream-egress/monitoring  messages.by' },
  ),
  mistake(
    'stream-success-with-an-unknown-value',
    [[COMPOSITION, "success: { status: 'success' }", "success: { status: 'ok' }"]],
    'the panel of successes stays empty',
    { unseen: 'the values of a label are known to the program alone' },
  ),
  mistake(
    'stream-latency-of-an-unknown-metric',
    [
      [
        COMPOSITION,
        "latency: { metric: 'minitoolstream_latency_seconds'",
        "latency: { metric: 'minitoolstream_latency'",
      ],
    ],
    'the alert about slow messages never fires',
    { synth: 'dev/minitoolstream/minitoolstream-egress/monitoring  latency.metric' },
  ),
  mistake(
    'stream-latency-of-a-counter',
    [
      [
        COMPOSITION,
        "latency: { metric: 'minitoolstream_latency_seconds'",
        "latency: { metric: 'minitoolstream_messages_total'",
      ],
    ],
    'a counter has no buckets: the alert about slow messages never fires',
    { synth: 'dev/minitoolstream/minitoolstream-egress/monitoring  latency.metric' },
  ),
  mistake(
    'stream-bucket-name',
    [[COMPOSITION, "BUCKET = 'minitoolstream'", "BUCKET = 'MiniToolStream'"]],
    'the Job that makes the bucket fails',
    { synth: 'prod/minitoolstream/minio  buckets' },
  ),
  mistake(
    'stream-unknown-privilege',
    [[COMPOSITION, "'execute', 'create'", "'exec', 'create'"]],
    'the Job that grants the privileges fails',
    { synth: 'prod/minitoolstream/tarantool  privileges' },
  ),
  mistake(
    'stream-key-of-the-store',
    [[COMPOSITION, "'MINIO_ACCESS_KEY_ID', 'MINIO_SECRET", "'MINIO_ACCESS_KEY', 'MINIO_SECRET"]],
    'the store makes no user for the client',
    { synth: 'prod/minitoolstream/minio  credentials' },
  ),
  mistake(
    'stream-shared-key-typo',
    [[COMPOSITION, "server.key('password')", "server.key('pasword')"]],
    'the ExternalSecret asks for a key that does not exist',
    { synth: 'prod/minitoolstream/egress-credentials  sharedKeys.TARANTOOL_PASSWORD' },
  ),
  mistake(
    'stream-password-of-its-own',
    [[COMPOSITION, "      sharedKeys: { TARANTOOL_PASSWORD: server.key('password') },\n", '']],
    'client and server have two passwords',
    {
      synth:
        'prod/minitoolstream/minitoolstream-egress  connectTo prod/minitoolstream/tarantool  [no-credentials-for-store]',
    },
  ),
  mistake(
    'stream-index-without-clients',
    [[COMPOSITION, '[tarantool, minio].filter', '[minio].filter']],
    'both services cannot reach their index',
    { missed: 'a Service that no connection reaches' },
  ),
  mistake(
    'stream-singular-resource',
    [[COMPOSITION, "Permission.read('configmaps'", "Permission.read('configmap'"]],
    'every request of the program is forbidden',
    { synth: 'dev/minitoolstream/minitoolstream-egress  permissions[0]' },
  ),
  mistake(
    'stream-unknown-verb',
    [[COMPOSITION, "Permission.of('secrets', ['get']", "Permission.of('secrets', ['read']"]],
    'every request of the program is forbidden',
    { synth: 'dev/minitoolstream/minitoolstream-egress  permissions[1]' },
  ),
  mistake(
    'stream-every-secret',
    [[COMPOSITION, "['get'], { names: [own.secrets.existing], reason", "['get'], { reason"]],
    'a program that was broken into reads every Secret of the namespace',
    { synth: 'dev/minitoolstream/minitoolstream-egress  permissions[1]' },
  ),
  mistake(
    'stream-relative-mount',
    [[COMPOSITION, "'/tmp': Volume", "'tmp': Volume"]],
    'the API server refuses the pods, or mounts it elsewhere',
    { synth: 'prod/minitoolstream/minitoolstream-egress  volumes.tmp' },
  ),
  mistake(
    'stream-service-name',
    [[COMPOSITION, 'service: `${workload}-service`', 'service: `${workload}_service`']],
    'the API server refuses the Service',
    { synth: 'prod/minitoolstream/minitoolstream-egress/service  name' },
  ),
  mistake(
    'stream-exposed-port',
    [[COMPOSITION, "portName: 'grpc'", "portName: 'http'"]],
    'the port of the nodes leads nowhere',
    { synth: 'dev/minitoolstream/minitoolstream-egress  exposure.portName' },
  ),
  mistake(
    'stream-one-selector-for-two',
    [[COMPOSITION, "selector: { app: 'minio' }", "selector: { app: 'tarantool' }"]],
    'each store gets the requests of the other',
    { synth: 'dev/minitoolstream/tarantool  identity.selector' },
  ),
  mistake(
    'stream-stage-label',
    [['settings/staging.ts', "stage: 'staging'", "stage: 'staging / test'"]],
    'the API server refuses the namespace',
    { synth: 'staging/minitoolstream/namespace  labels.environment' },
  ),
  mistake('stream-storage-class-of-a-developer', [[PROD, "'managed-csi'", "'local-path'"]], 'the claims stay Pending', {
    unseen: 'a cluster may have classes of its own, which it does not declare',
  }),
  mistake(
    'stream-namespace-name',
    [[DEFAULTS, "namespace: 'minitoolstream'", "namespace: 'MiniToolStream'"]],
    'the API server refuses the namespace',
    { synth: 'prod/minitoolstream  namespace' },
  ),
  mistake(
    'stream-scraped-every-quarter-of-an-hour',
    [
      [
        COMPOSITION,
        "dashboard: { title: 'MiniToolStream Monitoring', uid: 'minitoolstream' },\n      scrapeInterval: Duration.seconds(15)",
        "dashboard: { title: 'MiniToolStream Monitoring', uid: 'minitoolstream' },\n      scrapeInterval: Duration.minutes(15)",
      ],
    ],
    'a rate over five minutes has fewer than two samples: no alert about messages ever fires',
    { synth: 'prod/minitoolstream/minitoolstream-egress/monitoring  scrapeInterval' },
  ),
  mistake(
    'stream-rules-every-half-hour',
    [[COMPOSITION, 'interval: Duration.seconds(30)', 'interval: Duration.minutes(30)']],
    'an alert that is to fire after two minutes fires after half an hour',
    { synth: 'dev/minitoolstream/minitoolstream/namespace-alerts  interval  [alert-evaluated-too-seldom]' },
  ),
  mistake(
    'stream-one-dashboard-over-another',
    [[COMPOSITION, "uid: 'minitoolstream-stores'", "uid: 'minitoolstream'"]],
    'Grafana shows one of the two dashboards',
    { synth: 'prod/minitoolstream/stores/dashboard  uid' },
  ),
  mistake(
    'stream-no-version',
    [['versions/prod.json', '"minitoolstream-ingress": "1.0.0"', '"minitoolstream-ingress": ""']],
    'the image has no version',
    { synth: 'prod/minitoolstream/minitoolstream-ingress  image' },
  ),
  mistake(
    'stream-time-to-live',
    [[DEFAULTS, "default: '24h'", "default: '24'"]],
    'the program does not start, or forgets messages at once',
    { unseen: 'what a configuration file means is known to the program alone' },
  ),
];
