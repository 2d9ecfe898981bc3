import { Construct } from 'constructs';
import { namespaceOf } from '../../core/define-object';
import { Label, MANAGER } from '../../core/labels';
import { Port } from '../../network/port';
import { Alerts } from '../../observability/alerts';
import { ClusterPermission } from '../../workload/cluster-permission';
import { Controller } from '../../workload/controller';
import { Identity } from '../../workload/identity';
import type { Image } from '../../workload/image';
import { Permission } from '../../workload/permission';
import { Probe } from '../../workload/probe';
import type { Resources } from '../../workload/resources';
import type { Scheduling } from '../../workload/scheduling';
import { Shutdown } from '../../workload/shutdown';
import { Workload } from '../../workload/workload';
import type { WorkloadSettings } from '../../workload/workload-props';
import { CONFIG_RELOADER, PROMETHEUS_OPERATOR } from './images/prometheus-operator';
import { claimOperator } from './operator-claims';
import { prometheusOperatorAlerts } from './prometheus-operator-alerts';
import { partName } from './release-name';
import { defineOwnMonitor } from './service-monitor';

/** What a prometheus-operator is made of. */
export interface PrometheusOperatorProps {
  /**
   * The release, by which it is named: `<release>-kube-prometheus-operator`.
   *
   * @default 'prometheus'
   */
  readonly release?: string;

  /**
   * The image. The CustomResourceDefinitions of the cluster must be of the same release.
   *
   * @default - the release that the library was tried with
   */
  readonly image?: Image;

  /**
   * The image of what reloads configuration beside Prometheus and Alertmanager.
   *
   * @default - of the same release
   */
  readonly reloaderImage?: Image;

  /**
   * On which nodes the pod runs.
   *
   * @default - any node
   */
  readonly scheduling?: Scheduling;

  /**
   * What an operator turns.
   *
   * @default - 100m up to 200m, 128Mi up to 256Mi of memory
   */
  readonly settings?: WorkloadSettings;
}

/**
 * The prometheus-operator: it makes Prometheus and Alertmanager of the objects of its own namespace, and their
 * configuration of the monitors and rules of all. It watches Secrets in its own namespace only. It elects no leader, so
 * it is a StatefulSet of one pod: two would write over each other.
 */
export class PrometheusOperator extends Construct {
  /** The name of the workload. */
  public readonly name: string;

  /** The name of the Service that holds the addresses of the kubelets, which the operator keeps. */
  public readonly kubeletServiceName: string;

  /** The workload. */
  public readonly workload: Workload;

  constructor(scope: Construct, id: string, props: PrometheusOperatorProps = {}) {
    super(scope, id);
    const name = partName(props.release, 'operator');
    const namespace = namespaceOf(this) ?? 'default';
    this.name = name;
    this.kubeletServiceName = partName(props.release, 'kubelet');
    this.workload = new Workload(this, 'workload', {
      identity: Identity.of({ name, container: 'prometheus-operator' }),
      image: props.image ?? PROMETHEUS_OPERATOR.image,
      user: PROMETHEUS_OPERATOR.user,
      controller: Controller.statefulSet(),
      replicas: 1,
      args: [
        `--kubelet-service=${namespace}/${this.kubeletServiceName}`,
        '--kubelet-endpoints=false',
        '--kubelet-endpointslice=true',
        // Kubelets no longer serve it without a login.
        '--kubelet-http-metrics=false',
        `--prometheus-config-reloader=${(props.reloaderImage ?? CONFIG_RELOADER.image).referenceFor(this)}`,
        ...INSTANCES.map((kind) => `--${kind}-namespaces=${namespace}`),
      ],
      ports: [WEB],
      readiness: Probe.http('/healthz', { port: WEB.name }),
      liveness: Probe.tcp({ port: WEB.name }),
      shutdown: Shutdown.onSignal(),
      permissions: OWN_NAMESPACE,
      clusterPermissions: EVERY_NAMESPACE,
      scheduling: props.scheduling,
      settings: { ...props.settings, resources: props.settings?.resources ?? RESOURCES },
    });
    defineOwnMonitor(this, 'service-monitor', {
      name,
      instance: { [Label.INSTANCE]: name },
      labels: { [Label.NAME]: name, [Label.INSTANCE]: name, [Label.MANAGED_BY]: MANAGER },
      ports: [WEB.name],
    });
    new Alerts(this, 'alerts', {
      name,
      component: 'prometheus-operator',
      rules: prometheusOperatorAlerts(name, namespaceOf(this)),
    });
    claimOperator(this);
  }
}

const WEB = Port.metrics(8080, { name: 'http' });

const RESOURCES: Resources = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } };

/** What is looked for in the namespace of the operator alone. */
const INSTANCES = ['prometheus-instance', 'alertmanager-instance', 'alertmanager-config', 'thanos-ruler-instance'];

const GROUP = { apiGroup: 'monitoring.coreos.com' };
const WRITTEN = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

const EVERY_NAMESPACE = [
  ...['servicemonitors', 'podmonitors', 'probes', 'prometheusrules', 'scrapeconfigs'].map((kind) =>
    ClusterPermission.read(kind, GROUP),
  ),
  ClusterPermission.read('namespaces'),
  ClusterPermission.read('nodes'),
  ClusterPermission.of('storageclasses', ['get'], { apiGroup: 'storage.k8s.io' }),
  ClusterPermission.of('events', ['create', 'patch'], { apiGroup: 'events.k8s.io' }),
];

const OWN_NAMESPACE = [
  ...['prometheuses', 'alertmanagers', 'alertmanagerconfigs'].map((kind) => Permission.read(kind, GROUP)),
  ...['prometheuses', 'alertmanagers'].flatMap((kind) => [
    Permission.of(`${kind}/status`, ['get', 'update', 'patch'], GROUP),
    Permission.of(`${kind}/finalizers`, ['update'], GROUP),
  ]),
  Permission.of('statefulsets', WRITTEN, { apiGroup: 'apps' }),
  Permission.of('configmaps', WRITTEN),
  Permission.of('secrets', WRITTEN, {
    everySecret: 'it makes the configuration of Prometheus and Alertmanager as Secrets here, and watches them',
  }),
  Permission.of('services', ['get', 'list', 'create', 'update', 'patch', 'delete']),
  Permission.of('endpointslices', ['get', 'list', 'create', 'update', 'patch', 'delete'], {
    apiGroup: 'discovery.k8s.io',
  }),
  Permission.of('pods', ['list', 'delete']),
];
