import { Construct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import { Cluster } from '../../environment/cluster';
import { Endpoint } from '../../network/endpoint';
import { Peer } from '../../network/peer';
import type { IMonitoringStack } from './i-monitoring-stack';

/** The monitoring that a cluster has already, as it declares it: nothing is emitted. */
export class ExistingMonitoringStack extends Construct implements IMonitoringStack {
  readonly prometheusEndpoint: Endpoint;
  readonly selectedLabels: { [name: string]: string };

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { prometheus, prometheusOperator } = Cluster.of(this);
    const { namespace = 'monitoring', serviceName = 'prometheus-operated', port = 9090, podLabels } = prometheus ?? {};
    if (!prometheus) {
      reportError(this, {
        property: 'prometheus',
        value: 'none, as the cluster declares',
        rule: 'what is there already is what the cluster declares: where its Prometheus is, and how it is found',
        fix: 'declare prometheus on the cluster, with its namespace and the name of its Service',
      });
    }
    const peer = Peer.service(serviceName, {
      namespace,
      port,
      podLabels: podLabels ?? { 'app.kubernetes.io/name': 'prometheus' },
    });
    this.prometheusEndpoint = Endpoint.of(`http://${serviceName}.${namespace}.svc:${port}`, peer);
    this.selectedLabels = { ...prometheusOperator?.labels };
  }
}
