import { inApp, type Mistake } from './mistake';

const mistake = inApp('monitoring');
const COMPOSITION = 'monitoring.ts';
const DEFAULTS = 'settings/defaults.ts';
const PROD = 'settings/prod.ts';

/** Mistakes in the sources and settings of the monitoring. */
export const MONITORING: readonly Mistake[] = [
  mistake(
    'monitoring-retention-over-claim',
    [[DEFAULTS, "retentionSize: '40GB'", "retentionSize: '60GB'"]],
    'the volume is full before Prometheus deletes: all alerts stop',
    { synth: 'prod/monitoring/stack/prometheus  settings.retentionSize' },
  ),
  mistake(
    'monitoring-retention-without-unit',
    [[DEFAULTS, "retention: '30d'", "retention: '30'"]],
    'the operator refuses the Prometheus',
    { synth: 'prod/monitoring/stack/prometheus  settings.retention' },
  ),
  mistake(
    'monitoring-retention-in-minutes',
    [[DEFAULTS, "retention: '30d'", "retention: '30m'"]],
    'alerts and dashboards that look back for hours see half an hour',
    { synth: 'prod/monitoring/stack/prometheus  settings.retention' },
  ),
  mistake(
    'monitoring-memory-unit',
    [[DEFAULTS, "memory: '4Gi'", "memory: '4gi'"]],
    'the API server refuses the Prometheus',
    { synth: 'prod/monitoring/stack/prometheus/pods  settings.resources.limits.memory' },
  ),
  mistake(
    'monitoring-host-as-url',
    [[PROD, "'grafana.minitoolstream.example'", "'https://grafana.minitoolstream.example'"]],
    'the API server refuses the Ingress',
    { synth: 'prod/monitoring/stack/grafana  route.hostname' },
  ),
  mistake(
    'monitoring-host-of-production-in-staging',
    [['settings/staging.ts', "'grafana.staging.minitoolstream.example'", "'grafana.minitoolstream.example'"]],
    'the links of alerts in staging lead to production',
    { synth: 'prod/monitoring/stack/grafana  route.hostname  [host-of-two-environments]' },
  ),
  mistake(
    'monitoring-no-channel',
    [[PROD, "warningChannel: '#minitoolstream'", "warningChannel: ''"]],
    'the operator refuses the receivers, and warnings are read in no channel',
    { synth: 'prod/monitoring/stack/alertmanager  receivers.warning.channel' },
  ),
  mistake(
    'monitoring-fewer-nodes-than-zones',
    [[PROD, 'nodes: 10', 'nodes: 1']],
    'the quota has room for one node-exporter: the other nodes are not watched',
    { synth: 'prod/node-exporter/node-exporter  controller.nodes  [fewer-nodes-than-zones]' },
  ),
  mistake('monitoring-no-alertmanager', [[PROD, 'replicas: 2', 'replicas: 0']], 'nothing sends alerts', {
    synth: 'prod/monitoring/stack/alertmanager/pods  settings.replicas',
  }),
  mistake(
    'monitoring-receiver-with-path',
    [[COMPOSITION, "outside('hc-ping.com')", "outside('hc-ping.com/ping')"]],
    'the rule names a host that does not exist',
    { synth: 'prod/monitoring/stack/alertmanager/pods  connectTo hc-ping.com/ping' },
  ),
  mistake(
    'monitoring-key-typo',
    [[COMPOSITION, "keys.key('slack-webhook')", "keys.key('slack-webhok')"]],
    'the receiver has no address',
    { synth: 'prod/monitoring/stack/alertmanager  receivers.warning' },
  ),
  mistake(
    'monitoring-receivers-without-addresses',
    [[COMPOSITION, '{ port: 443, anyAddress: OUTSIDE }', '{ port: 443 }']],
    'the default deny drops every notification',
    { synth: 'prod/monitoring/stack/alertmanager/pods  connectTo events.pagerduty.com' },
  ),
  mistake(
    'monitoring-nobody-in-production',
    [[PROD, 'tellsSomebody: true', 'tellsSomebody: false']],
    'no alert of production reaches a person',
    { unseen: 'the app takes it for a developer, and gives the reason itself' },
  ),
  mistake(
    'monitoring-acknowledgement-typo',
    [
      [
        COMPOSITION,
        "nodeExporter).add({ id: 'Production.PriorityClass'",
        "nodeExporter).add({ id: 'Production.Priority'",
      ],
    ],
    'the finding stays, and the reason stands beside nothing',
    { synth: 'prod/node-exporter  acknowledgement of Production.Priority' },
  ),
  mistake(
    'monitoring-dev-on-the-cluster-of-production',
    [['main.ts', 'dev: { cluster: clusters.dev', 'dev: { cluster: clusters.prod']],
    'the monitoring of a developer overwrites that of production',
    { synth: 'prod/monitoring  namespace  [namespace-of-two-environments]' },
  ),
  mistake(
    'monitoring-another-namespace',
    [[COMPOSITION, 'super(scope, id, {', "super(scope, id, { namespace: 'observability',"]],
    'the policies of all systems let in Prometheus from the namespace monitoring: nothing is scraped',
    { synth: 'prod/monitoring/stack  prometheus.namespace' },
  ),
  mistake(
    'monitoring-storage-class',
    [['settings/staging.ts', "stack('managed-csi')", "stack('managed_csi')"]],
    'the API server refuses the claims',
    { synth: 'staging/monitoring/stack/grafana  volumes./var/lib/grafana.storageClass' },
  ),
  mistake(
    'monitoring-no-node-exporter',
    [[COMPOSITION, '      nodeExporter,\n', '']],
    'the alerts about nodes have no data, and never fire',
    { synth: 'dev/monitoring/stack  nodeExporter  [node-alerts-without-data]' },
  ),
];
