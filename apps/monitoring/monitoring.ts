import type { Construct } from 'constructs';
import {
  Acknowledgements,
  type AlertReceivers,
  Cluster,
  Credentials,
  Endpoint,
  MonitoringStack,
  NamespaceChart,
  NodeExporterChart,
  Peer,
  PrometheusAdapterRules,
  Receiver,
  Route,
} from '../../lib';
import type { MonitoringSettings } from './settings/settings';

const CLASSES = 'nothing else runs on these clusters that it could give way to';

/** The monitoring of a cluster, which every system on it refers to: once a cluster, and no part of any system. */
export class ClusterMonitoring extends NamespaceChart {
  constructor(scope: Construct, id: string, settings: MonitoringSettings) {
    super(scope, id, { namespaceLabels: { name: 'monitoring', purpose: 'observability' } });
    Acknowledgements.of(this).add({ id: 'Production.PriorityClass', reason: CLASSES });
    const { grafanaHost, nodes, stack, tellsSomebody } = settings;
    const nodeExporter = new NodeExporterChart(scope, 'node-exporter', { nodes });
    Acknowledgements.of(nodeExporter).add({ id: 'Production.PriorityClass', reason: CLASSES });
    new MonitoringStack(this, 'stack', {
      ...(tellsSomebody ? { receivers: this.receivers(settings) } : { withoutReceivers: NOBODY }),
      grafana: { route: Route.host(grafanaHost) },
      nodeExporter,
      settings: stack,
    });
    if (Cluster.of(this).prometheusAdapter) {
      new PrometheusAdapterRules(this, 'adapter-rules');
    }
  }

  /** Who is woken, who reads in working hours, and who notices outside when nothing arrives any more. */
  private receivers({ warningChannel }: MonitoringSettings): AlertReceivers {
    const keys = new Credentials(this, 'alertmanager-receivers', {
      keys: ['pagerduty-routing-key', 'slack-webhook', 'watchdog-url'],
    });
    const outside = (host: string): Peer => Peer.hostname(host, { port: 443, anyAddress: OUTSIDE });
    return {
      critical: Receiver.pagerDuty(keys.key('pagerduty-routing-key'), { peer: outside('events.pagerduty.com') }),
      warning: Receiver.slack(Endpoint.secret(keys.key('slack-webhook'), outside('hooks.slack.com')), {
        channel: warningChannel,
      }),
      watchdog: Receiver.webhook(Endpoint.secret(keys.key('watchdog-url'), outside('hc-ping.com'))),
    };
  }
}

const NOBODY = 'a developer sees what happens on the own machine';
const OUTSIDE = 'those who are told have addresses that change, and this cluster cannot filter by name';
