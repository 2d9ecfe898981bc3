import { Construct } from 'constructs';
import { namespaceOf } from '../../core/define-object';
import { diagnosticRegistry, reportError } from '../../core/diagnostic-registry';
import { Label } from '../../core/labels';
import { Cluster } from '../../environment/cluster';
import { Endpoint } from '../../network/endpoint';
import { Peer } from '../../network/peer';
import { Identity } from '../../workload/identity';
import { AdapterAccess } from './adapter-access';
import { Alertmanager } from './alertmanager';
import { ClusterAlerts } from './cluster-alerts';
import { ClusterDashboards } from './cluster-dashboards';
import { ControlPlaneMonitors } from './control-plane-monitors';
import { ExistingMonitoringStack } from './existing-monitoring-stack';
import { Grafana } from './grafana';
import type { IMonitoringStack } from './i-monitoring-stack';
import { KubeStateMetrics } from './kube-state-metrics';
import type { MonitoringStackProps } from './monitoring-stack-props';
import { checkNodeAlerts } from './node-alert-checks';
import { Prometheus } from './prometheus';
import { PrometheusOperator } from './prometheus-operator';
import { DEFAULT_RELEASE } from './release-name';

/**
 * The monitoring of a cluster: prometheus-operator, unless the cluster declares it as preinstalled, a Prometheus that
 * takes every rule and monitor, an Alertmanager that tells people, Grafana, kube-state-metrics, and what is told of the
 * cluster as a whole. A cluster has one, in an app of its own, in a `NamespaceChart`; systems refer to it by what their
 * `Cluster` declares: `prometheus` and `prometheusOperator`.
 */
export class MonitoringStack extends Construct implements IMonitoringStack {
  /** The monitoring that the cluster has already, as it declares it; nothing is emitted. */
  public static existing(scope: Construct, id: string): IMonitoringStack {
    return new ExistingMonitoringStack(scope, id);
  }

  /** Prometheus. */
  public readonly prometheus: Prometheus;

  /** Alertmanager. */
  public readonly alertmanager: Alertmanager;

  /** The prometheus-operator; undefined where the cluster has one preinstalled. */
  public readonly prometheusOperator?: PrometheusOperator;

  /** kube-state-metrics. */
  public readonly kubeStateMetrics: KubeStateMetrics;

  /** Grafana; undefined where it is left out. */
  public readonly grafana?: Grafana;

  constructor(scope: Construct, id: string, props: MonitoringStackProps = {}) {
    super(scope, id);
    const { release, scheduling, settings = {} } = props;
    if (!Cluster.of(this).prometheusOperator?.preinstalled) {
      this.prometheusOperator = new PrometheusOperator(this, 'operator', {
        release,
        scheduling,
        settings: settings.prometheusOperator,
      });
    }
    this.alertmanager = new Alertmanager(this, 'alertmanager', {
      release,
      scheduling,
      externalUrl: props.alertmanagerExternalUrl,
      receivers: props.receivers,
      withoutReceivers: props.withoutReceivers,
      settings: settings.alertmanager,
    });
    this.prometheus = new Prometheus(this, 'prometheus', {
      release,
      scheduling,
      alertmanager: this.alertmanager,
      externalLabels: props.externalLabels,
      externalUrl: props.prometheusExternalUrl,
      scrapeInterval: props.scrapeInterval,
      evaluationInterval: props.evaluationInterval,
      settings: settings.prometheus,
    });
    this.kubeStateMetrics = new KubeStateMetrics(this, 'kube-state-metrics', {
      identity: Identity.of({ name: `${release ?? DEFAULT_RELEASE}-kube-state-metrics` }),
      scheduling,
      settings: settings.kubeStateMetrics,
      ...props.kubeStateMetrics,
    });
    new ControlPlaneMonitors(this, 'control-plane', {
      kubeletNamespace: this.prometheusOperator ? namespaceOf(this) : undefined,
      tokenSecretName: this.prometheus.tokenSecretName,
    });
    const clusterAlerts = new ClusterAlerts(this, 'cluster-alerts', props.clusterAlerts);
    props.nodeExporter?.exporter.ports.forEach(({ containerPort }) =>
      this.prometheus.connectTo(Peer.nodes({ port: containerPort })),
    );
    const adapter = Cluster.of(this).prometheusAdapter;
    if (adapter && (adapter.namespace ?? 'monitoring') === namespaceOf(this)) {
      new AdapterAccess(this, 'adapter', this.prometheus);
    }
    this.grafana = this.defineGrafana(props);
    diagnosticRegistry.of(this).defer(() => this.check());
    if (!props.nodeExporter) {
      diagnosticRegistry.of(this).defer(() => checkNodeAlerts(this, clusterAlerts));
    }
  }

  /** The address of Prometheus by the Service that the cluster declares, and the way there. */
  public get prometheusEndpoint(): Endpoint {
    const namespace = namespaceOf(this);
    const { serviceName = 'prometheus-operated', port = 9090 } = Cluster.of(this).prometheus ?? {};
    const host = namespace === undefined ? serviceName : `${serviceName}.${namespace}.svc`;
    return Endpoint.of(`http://${host}:${port}`, this.prometheus);
  }

  /** The labels by which Prometheus selects rules and monitors: none, it selects all. */
  public get selectedLabels(): { [name: string]: string } {
    return { ...Cluster.of(this).prometheusOperator?.labels };
  }

  private defineGrafana({ withoutGrafana, grafana, release, settings }: MonitoringStackProps): Grafana | undefined {
    if (withoutGrafana) {
      return undefined;
    }
    const { serviceName = 'prometheus-operated', port = 9090 } = Cluster.of(this).prometheus ?? {};
    new ClusterDashboards(this, 'dashboards', { name: release ?? DEFAULT_RELEASE });
    return new Grafana(this, 'grafana', {
      identity: Identity.of({ name: `${release ?? DEFAULT_RELEASE}-grafana` }),
      // It is in the same namespace.
      prometheus: Endpoint.of(`http://${serviceName}:${port}`, this.prometheus),
      settings: settings?.grafana,
      ...grafana,
    });
  }

  /** What the cluster declares of its Prometheus is what workloads open their metrics ports to. */
  private check(): void {
    const { prometheus: declared } = Cluster.of(this);
    const namespace = namespaceOf(this);
    if (!declared) {
      reportError(this, {
        property: 'prometheus',
        value: 'none, as the cluster declares',
        rule: 'workloads open their metrics ports to the Prometheus that the cluster declares, and to no other',
        fix: `declare prometheus: { namespace: '${namespace ?? 'monitoring'}' } on the cluster`,
      });
      return;
    }
    const declaredNamespace = declared.namespace ?? 'monitoring';
    if (declaredNamespace !== namespace) {
      reportError(this, {
        property: 'prometheus.namespace',
        value: `${declaredNamespace}, as the cluster declares, and ${namespace ?? 'no namespace'} of the chart`,
        rule: 'workloads open their metrics ports to the Prometheus that the cluster declares, and to no other',
        fix: 'let both name the same namespace',
      });
    }
    const labels: Record<string, string> = { [Label.NAME]: 'prometheus', [Label.INSTANCE]: this.prometheus.name };
    const foreign = Object.entries(declared.podLabels ?? {}).filter(([name, value]) => labels[name] !== value);
    if (foreign.length > 0) {
      reportError(this, {
        property: 'prometheus.podLabels',
        value: foreign.map(([name, value]) => `${name}: ${value}`).join(', '),
        rule: 'prometheus-operator does not put these labels on the pods: no metrics port would open to them',
        fix: `leave podLabels out, or give ${Label.NAME}: prometheus`,
      });
    }
  }
}
