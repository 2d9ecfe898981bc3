import { Testing } from 'cdk8s';
import {
  type AlertReceivers,
  Cluster,
  type ClusterOptions,
  Credentials,
  Endpoint,
  Environment,
  Manifests,
  NamespaceChart,
  Peer,
  Receiver,
} from '../../../lib';

/** A cluster that has what the stack leans on. */
export function declared(options: ClusterOptions = {}): Cluster {
  return Cluster.generic({
    prometheus: {},
    prometheusOperator: {},
    apiServerCidrs: ['10.0.0.1/32'],
    nodeCidrs: ['10.1.0.0/16'],
    ...options,
  });
}

/** The chart that a stack stands in. */
export function chartOf(cluster: Cluster = declared()): NamespaceChart {
  return new NamespaceChart(new Environment(Testing.app(), 'test', { cluster }), 'monitoring');
}

/** The reason of tests that are not about receivers. */
export const NOBODY = { withoutReceivers: 'nobody is told by a test' };

/** A receiver of each kind that has one for a severity, with credentials of a bundle in the chart. */
export function everyReceiver(chart: NamespaceChart): AlertReceivers {
  const keys = new Credentials(chart, 'receivers', { keys: ['pager', 'chat', 'mail', 'switch'] });
  const address = (host: string) => Peer.hostname(host, { port: 443, cidr: '192.0.2.0/24' });
  return {
    critical: Receiver.pagerDuty(keys.key('pager'), { peer: address('events.pagerduty.com') }),
    warning: Receiver.slack(Endpoint.secret(keys.key('chat'), address('hooks.slack.com')), { channel: '#alerts' }),
    info: Receiver.email({
      recipient: 'team@shop.example',
      sender: 'alerts@shop.example',
      server: 'smtp.shop.example:587',
      peer: Peer.cidr('198.51.100.7/32', { port: 587 }),
      userName: 'alerts',
      password: keys.key('mail'),
    }),
    watchdog: Receiver.webhook(Endpoint.secret(keys.key('switch'), address('switch.example'))),
  };
}

/** Everything in a chart. */
export function manifestsOf(chart: NamespaceChart): Manifests {
  return Manifests.of(chart);
}
