import { Construct, type IConstruct } from 'constructs';
import type { AlertmanagerSpec } from '../../../imports/monitoring.coreos.com';
import { defineObject, namespaceOf } from '../../core/define-object';
import { diagnosticRegistry, reportError } from '../../core/diagnostic-registry';
import { ANNOTATION_PREFIX, Label } from '../../core/labels';
import type { Wire } from '../../core/wire';
import type { INetworkPeer, NetworkTarget } from '../../contracts/network-peer';
import { Cluster } from '../../environment/cluster';
import { Endpoint } from '../../network/endpoint';
import { Peer } from '../../network/peer';
import { Port } from '../../network/port';
import { Alerts } from '../../observability/alerts';
import { ManagedPods } from '../../workload/managed-pods';
import { alertmanagerAlerts } from './alertmanager-alerts';
import type { AlertmanagerProps } from './alertmanager-props';
import { alertmanagerConfig, namedReceivers, receiverPeers } from './alert-routes';
import { checkClaimSize, claimTemplate } from './claim-template';
import { checkOutsideUrl } from '../../observability/outside-url';
import { ALERTMANAGER } from './images/alertmanager';
import { claimedBytes, reloaderResources, resourcesOf } from './managed-resources';
import { requireOperator } from './operator-claims';
import { partName } from './release-name';
import { defineOwnMonitor } from './service-monitor';

const WEB = Port.http(9093, { name: 'http-web' });
const RELOADER = Port.metrics(8080, { name: 'reloader-web' });
const MESH = [Port.tcp('mesh-tcp', 9094), Port.udp('mesh-udp', 9094)];
const DEFAULT_SIZE = '10Gi';

/**
 * An Alertmanager, as prometheus-operator runs it: a receiver for each severity, what one thing has told together, and
 * a warning kept back while something critical is told of the same. Credentials are read by the operator from bundles
 * of the namespace; none stands in a manifest.
 */
export class Alertmanager extends Construct implements INetworkPeer {
  /** The name of the custom resource and of its Service. */
  public readonly name: string;

  private readonly pods: ManagedPods;

  constructor(scope: Construct, id: string, props: AlertmanagerProps = {}) {
    super(scope, id);
    const { settings = {} } = props;
    const size = settings.size ?? DEFAULT_SIZE;
    const name = partName(props.release, 'alertmanager');
    this.name = name;
    this.pods = new ManagedPods(this, 'pods', {
      name,
      podLabels: podLabels(name),
      image: { ...ALERTMANAGER, image: props.image ?? ALERTMANAGER.image },
      ports: [WEB, RELOADER],
      replicas: settings.replicas ?? 1,
      containers: {
        alertmanager: resourcesOf(settings.resources, {
          cpuRequest: '50m',
          cpuLimit: '200m',
          memoryRequest: '128Mi',
          memoryLimit: '256Mi',
        }),
        'config-reloader': reloaderResources(),
      },
      initContainers: { 'init-config-reloader': reloaderResources() },
      claimedBytes: claimedBytes(size),
      scheduling: props.scheduling,
    });
    this.connect(props);
    this.defineConfiguration(props);
    this.defineAlertmanager(props, size);
    defineOwnMonitor(this, 'service-monitor', {
      name,
      instance: this.pods.instance,
      labels: this.pods.labels,
      ports: [WEB.name, RELOADER.name],
    });
    new Alerts(this, 'alerts', {
      name,
      component: 'alertmanager',
      rules: alertmanagerAlerts(name, namespaceOf(this), settings.replicas ?? 1),
    });
    requireOperator(this);
    diagnosticRegistry.of(this).defer(() => this.check(props, size));
  }

  /** The address as a URL, and the way there. */
  public url(path: string = ''): Endpoint {
    return Endpoint.of(`http://${this.pods.service.name}${this.domain}:${WEB.servicePort}${path}`, this);
  }

  /** Opens the way from others, such as what shows alerts. */
  public allowFrom(...peers: INetworkPeer[]): Alertmanager {
    peers.forEach((peer) => this.pods.allowFrom(peer, [WEB]));
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

  private connect({ receivers, settings }: AlertmanagerProps): void {
    this.pods.connectTo(...(receivers ? receiverPeers(receivers) : []));
    if ((settings?.replicas ?? 1) > 1) {
      this.pods.allowFrom(this.pods, MESH);
    }
    if (Cluster.of(this).prometheus) {
      this.pods.allowFrom(Peer.prometheus(), [WEB, RELOADER]);
    }
  }

  private defineConfiguration({ externalUrl, receivers, withoutReceivers }: AlertmanagerProps): void {
    const reasons = {
      ...(withoutReceivers === undefined ? {} : { [`${ANNOTATION_PREFIX}/without-receivers`]: withoutReceivers }),
      ...(receivers?.withoutWatchdog === undefined
        ? {}
        : { [`${ANNOTATION_PREFIX}/without-watchdog`]: receivers.withoutWatchdog }),
    };
    defineObject(this, 'configuration', {
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'AlertmanagerConfig',
      name: this.name,
      labels: this.pods.labels,
      annotations: reasons,
      content: () => ({ spec: alertmanagerConfig(receivers, externalUrl !== undefined) }),
    });
  }

  private defineAlertmanager(props: AlertmanagerProps, size: string): void {
    const { settings = {}, externalUrl } = props;
    const image = props.image ?? ALERTMANAGER.image;
    defineObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Alertmanager',
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
          externalUrl,
          automountServiceAccountToken: false,
          // Read as the configuration of all, not of one namespace: it may route what comes from anywhere.
          alertmanagerConfiguration: { name: this.name },
          storage: claimTemplate(this, size, settings.storageClass),
        } satisfies Wire<AlertmanagerSpec>,
      }),
    });
  }

  private check(props: AlertmanagerProps, size: string): void {
    checkClaimSize(this, size);
    checkOutsideUrl(this, 'externalUrl', props.externalUrl);
    const { receivers, withoutReceivers } = props;
    if (receivers && withoutReceivers !== undefined) {
      reportError(this, {
        property: 'withoutReceivers',
        value: 'receivers, and a reason why there are none',
        rule: 'somebody is told, or nobody is',
        fix: 'remove one of the two',
      });
    } else if (!receivers && !withoutReceivers?.trim()) {
      reportError(this, {
        property: 'receivers',
        value: 'no receivers, without a reason',
        rule: 'an alert that arrives nowhere might as well not be',
        fix: 'give a receiver for each severity: receivers: { critical, warning, watchdog }, or the reason withoutReceivers',
      });
    }
    if (receivers) {
      this.checkReceivers(receivers);
    }
  }

  private checkReceivers(receivers: NonNullable<AlertmanagerProps['receivers']>): void {
    namedReceivers(receivers).forEach(([name, receiver]) => receiver._check(this, `receivers.${name}`));
    const { watchdog, withoutWatchdog } = receivers;
    if (!watchdog && !withoutWatchdog?.trim()) {
      reportError(this, {
        property: 'receivers.watchdog',
        value: 'no watchdog, without a reason',
        rule: 'when Prometheus, Alertmanager or the way out fails nobody is told, and silence looks like health',
        fix: 'give a dead man’s switch outside of the cluster: watchdog: Receiver.webhook(…), or the reason withoutWatchdog',
      });
    } else if (watchdog && withoutWatchdog !== undefined) {
      reportError(this, {
        property: 'receivers.withoutWatchdog',
        value: 'a watchdog, and a reason why there is none',
        rule: 'somebody outside notices, or nobody does',
        fix: 'remove one of the two',
      });
    }
  }
}

function podLabels(name: string): Record<string, string> {
  return { [Label.NAME]: 'alertmanager', [Label.INSTANCE]: name, [Label.MANAGED_BY]: 'prometheus-operator' };
}
