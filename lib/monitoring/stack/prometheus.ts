import { Construct, type IConstruct } from 'constructs';
import type { PrometheusSpec } from '../../../imports/monitoring.coreos.com';
import { defineObject, namespaceOf } from '../../core/define-object';
import { diagnosticRegistry } from '../../core/diagnostic-registry';
import { Label } from '../../core/labels';
import type { Wire } from '../../core/wire';
import type { INetworkPeer, NetworkTarget } from '../../contracts/network-peer';
import { Cluster } from '../../environment/cluster';
import { Endpoint } from '../../network/endpoint';
import { Peer } from '../../network/peer';
import { Port } from '../../network/port';
import { Alerts } from '../../observability/alerts';
import { ClusterPermission } from '../../workload/cluster-permission';
import { ManagedPods } from '../../workload/managed-pods';
import { checkClaimSize, claimTemplate } from './claim-template';
import { checkOutsideUrl } from '../../observability/outside-url';
import { PROMETHEUS } from './images/prometheus';
import { claimedBytes, reloaderResources, resourcesOf } from './managed-resources';
import { prometheusAlerts } from './prometheus-alerts';
import type { PrometheusProps } from './prometheus-props';
import { checkLookBack, checkRetention, usualRetentionSize } from './prometheus-retention';
import { requireOperator } from './operator-claims';
import { partName } from './release-name';
import { defineOwnMonitor } from './service-monitor';

const WEB = Port.http(9090, { name: 'http-web' });
const RELOADER = Port.metrics(8080, { name: 'reloader-web' });
const KUBELET_PORT = 10250;
const DEFAULT_SIZE = '50Gi';
const DEFAULT_RETENTION = '30d';

/**
 * A Prometheus, as prometheus-operator runs it. It takes every rule and every monitor of every namespace, and may go to
 * any pod: who is scraped says so by its own metrics port.
 */
export class Prometheus extends Construct implements INetworkPeer {
  /** The name of the custom resource and of its Service. */
  public readonly name: string;

  /**
   * The Secret with the token of its account, which monitors of its namespace name to ask the API server and kubelets.
   * Those of other namespaces cannot: a monitor names Secrets of its own namespace, and no file of Prometheus.
   */
  public readonly tokenSecretName: string;

  private readonly pods: ManagedPods;

  constructor(scope: Construct, id: string, props: PrometheusProps = {}) {
    super(scope, id);
    const { settings = {} } = props;
    const size = settings.size ?? DEFAULT_SIZE;
    const name = partName(props.release, 'prometheus');
    this.name = name;
    this.pods = new ManagedPods(this, 'pods', {
      name,
      podLabels: podLabels(name),
      image: { ...PROMETHEUS, image: props.image ?? PROMETHEUS.image },
      ports: [WEB, RELOADER],
      replicas: settings.replicas ?? 1,
      containers: {
        prometheus: resourcesOf(settings.resources, {
          cpuRequest: '500m',
          cpuLimit: '2000m',
          memoryRequest: '2Gi',
          memoryLimit: '4Gi',
        }),
        'config-reloader': reloaderResources(),
      },
      initContainers: { 'init-config-reloader': reloaderResources() },
      claimedBytes: claimedBytes(size),
      scheduling: props.scheduling,
      clusterPermissions: PERMISSIONS,
      reachesEveryPod: true,
    });
    this.tokenSecretName = this.defineToken();
    this.pods.connectTo(Peer.nodes({ port: KUBELET_PORT }));
    this.pods.connectTo(...(props.alertmanager ? [props.alertmanager] : []));
    this.admit();
    this.definePrometheus(props, size);
    defineOwnMonitor(this, 'service-monitor', {
      name,
      instance: this.pods.instance,
      labels: this.pods.labels,
      ports: [WEB.name, RELOADER.name],
    });
    new Alerts(this, 'alerts', { name, component: 'prometheus', rules: prometheusAlerts(name, namespaceOf(this)) });
    requireOperator(this);
    diagnosticRegistry.of(this).defer(() => {
      // Every alert has been checked by the next round.
      diagnosticRegistry.of(this).defer(() => checkLookBack(this, settings.retention ?? DEFAULT_RETENTION));
      checkClaimSize(this, size);
      checkOutsideUrl(this, 'externalUrl', props.externalUrl);
      checkRetention(this, settings.retention ?? DEFAULT_RETENTION, retentionSize(settings.retentionSize, size), size);
    });
  }

  /** The address as a URL, and the way there. */
  public url(path: string = ''): Endpoint {
    return Endpoint.of(`http://${this.pods.service.name}${this.domain}:${WEB.servicePort}${path}`, this);
  }

  /** Opens the way from others, such as what asks for metrics. */
  public allowFrom(...peers: INetworkPeer[]): Prometheus {
    peers.forEach((peer) => this.pods.allowFrom(peer, [WEB]));
    return this;
  }

  /** Opens the way to others outside of the cluster, such as hosts that are scraped. Every pod is open already. */
  public connectTo(...peers: INetworkPeer[]): Prometheus {
    this.pods.connectTo(...peers);
    return this;
  }

  /** The pods, as the other end of an edge. */
  public toNetworkTarget(workload: IConstruct): NetworkTarget {
    return this.pods.toNetworkTarget(workload);
  }

  private get domain(): string {
    const namespace = namespaceOf(this);
    return namespace === undefined ? '' : `.${namespace}.svc`;
  }

  /** Whom the cluster declares that asks Prometheus: itself, the adapter of autoscalers, KEDA. */
  private admit(): void {
    const { prometheus, prometheusAdapter: adapter, keda } = Cluster.of(this);
    if (prometheus) {
      this.pods.allowFrom(Peer.prometheus(), [WEB, RELOADER]);
    }
    if (adapter) {
      const podLabels = adapter.podLabels ?? { [Label.NAME]: 'prometheus-adapter' };
      this.allowFrom(Peer.namespace(adapter.namespace ?? 'monitoring', { podLabels }));
    }
    if (keda) {
      this.allowFrom(Peer.keda());
    }
  }

  /** The API server fills it in: no token stands in a manifest. */
  private defineToken(): string {
    const { name } = defineObject(this, 'token', {
      apiVersion: 'v1',
      kind: 'Secret',
      name: `${this.name}-token`,
      labels: this.pods.labels,
      annotations: { 'kubernetes.io/service-account.name': this.pods.serviceAccountName },
      content: () => ({ type: 'kubernetes.io/service-account-token' }),
    });
    return name;
  }

  private definePrometheus(props: PrometheusProps, size: string): void {
    const { settings = {}, alertmanager } = props;
    const image = props.image ?? PROMETHEUS.image;
    const clusterName = Cluster.of(this).name;
    defineObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Prometheus',
      name: this.name,
      labels: this.pods.labels,
      content: () => ({
        spec: {
          ...this.pods.podSpec(),
          image: image.referenceFor(this),
          version: image.versionFor(this)?.split('@')[0],
          imagePullPolicy: settings.imagePullPolicy,
          podMetadata: { labels: podLabels(this.name) },
          portName: WEB.name,
          replicas: settings.replicas ?? 1,
          automountServiceAccountToken: true,
          // A monitor of any namespace could have the token of this account sent to an address of its author.
          arbitraryFSAccessThroughSMs: { deny: true },
          retention: settings.retention ?? DEFAULT_RETENTION,
          retentionSize: retentionSize(settings.retentionSize, size),
          scrapeInterval: `${props.scrapeInterval?.toSeconds() ?? 30}s`,
          evaluationInterval: `${props.evaluationInterval?.toSeconds() ?? 30}s`,
          externalLabels: props.externalLabels ?? (clusterName === undefined ? undefined : { cluster: clusterName }),
          externalUrl: props.externalUrl,
          serviceDiscoveryRole: 'EndpointSlice',
          // Empty selectors match all; a selector that is left out matches nothing.
          ruleSelector: {},
          ruleNamespaceSelector: {},
          serviceMonitorSelector: {},
          serviceMonitorNamespaceSelector: {},
          podMonitorSelector: {},
          podMonitorNamespaceSelector: {},
          alerting: alertmanager && {
            alertmanagers: [{ name: alertmanager.name, namespace: namespaceOf(alertmanager), port: WEB.name }],
          },
          storage: claimTemplate(this, size, settings.storageClass),
        } satisfies Wire<PrometheusSpec>,
      }),
    });
  }
}

/** What Prometheus asks the API server: where its targets are, and for the metrics of kubelets. */
const PERMISSIONS = [
  ...['nodes', 'services', 'endpoints', 'pods'].map((resource) => ClusterPermission.read(resource)),
  ClusterPermission.read('endpointslices', { apiGroup: 'discovery.k8s.io' }),
  ClusterPermission.of('nodes/metrics', ['get']),
  ClusterPermission.path('/metrics'),
];

function retentionSize(given: string | undefined, claim: string): string {
  return given ?? usualRetentionSize(claim);
}

function podLabels(name: string): Record<string, string> {
  return { [Label.NAME]: 'prometheus', [Label.INSTANCE]: name, [Label.MANAGED_BY]: 'prometheus-operator' };
}
