import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Configuration } from '../../config/configuration';
import type { ICredentialSource } from '../../contracts/credential-source';
import { namespaceOf } from '../../core/define-object';
import { reportError } from '../../core/diagnostic-registry';
import { standaloneLabels } from '../../core/labels';
import { Cluster } from '../../environment/cluster';
import { EdgeRoute } from '../../network/edge-route';
import type { Endpoint } from '../../network/endpoint';
import { Peer } from '../../network/peer';
import { Port, PortRole } from '../../network/port';
import { Service } from '../../network/service';
import type { MonitoringProfile } from '../../observability/monitoring-profile';
import { Credentials } from '../../secrets/credentials';
import { Volume } from '../../storage/volume';
import { Controller } from '../../workload/controller';
import { Probe } from '../../workload/probe';
import { Workload } from '../../workload/workload';
import { collectorPermissions, dashboardCollector, defineForeignRoles } from './dashboard-collector';
import { DashboardDiscovery } from './dashboard-discovery';
import {
  dashboardProviders,
  dataSources,
  GRAFANA_KEYS,
  GrafanaFolder,
  grafanaVariables,
} from './grafana-configuration';
import type { GrafanaProps } from './grafana-props';
import { DASHBOARD_COLLECTOR } from './images/dashboard-collector';
import { GRAFANA } from './images/grafana';
import { Job } from './jobs';
import { asJob, definePodMonitor } from './scrape';

/**
 * Grafana in one pod with a claim. Data source and dashboards come from manifests and are not changed by hand, so a new
 * claim is as good as the old one but for users and what they made themselves. It asks one Prometheus and nobody else,
 * and downloads nothing.
 */
export class Grafana extends Workload {
  /** The Service in front of the pod. */
  public readonly service: Service;

  /** The bundle with the password of the administrator. */
  public readonly credentials: ICredentialSource;

  constructor(scope: Construct, id: string, props: GrafanaProps = {}) {
    const { settings = {}, route, dashboards = DashboardDiscovery.everyNamespace() } = props;
    const name = props.identity?.name ?? id;
    const credentials =
      props.credentials ??
      new Credentials(scope, `${id}-credentials`, { name: `${name}-credentials`, keys: [...GRAFANA_KEYS] });
    const prometheus = props.prometheus ?? declaredPrometheus(scope);
    const files = (part: string, data: Record<string, string>): Configuration =>
      new Configuration(scope, `${id}-${part}`, {
        name: `${name}-${part}`,
        labels: standaloneLabels(`${name}-${part}`),
        data,
      });
    const sources = files('data-sources', { 'prometheus.yaml': dataSources(prometheus?.address ?? '') });
    const providers = files('dashboard-providers', { 'dashboards.yaml': dashboardProviders() });
    const folder = Volume.scratch('dashboards', { size: '64Mi' });
    super(scope, id, {
      // One pod at most: two would spoil the database on the claim.
      controller: Controller.statefulSet(),
      replicas: 1,
      identity: props.identity,
      image: props.image ?? GRAFANA.image,
      user: GRAFANA.user,
      ports: [Port.http(GRAFANA.ports[0], { servicePort: 80 })],
      variables: { ...grafanaVariables(route), ...props.variables },
      credentialFiles: { [GrafanaFolder.CREDENTIALS]: credentials },
      volumes: {
        [GrafanaFolder.DATA]: Volume.claim('data', {
          size: settings.size ?? '10Gi',
          storageClass: settings.storageClass,
        }),
        [GrafanaFolder.DASHBOARDS]: folder,
        [GrafanaFolder.DATA_SOURCES]: Volume.configuration('data-sources', sources),
        [GrafanaFolder.PROVIDERS]: Volume.configuration('dashboard-providers', providers),
      },
      sidecars: [
        dashboardCollector(props.collectorImage ?? DASHBOARD_COLLECTOR.image, folder, dashboards, namespaceOf(scope)),
      ],
      ...collectorPermissions(dashboards),
      // The first start makes the database.
      startup: Probe.http('/api/health', { failures: 30 }),
      readiness: Probe.http('/api/health'),
      liveness: Probe.http('/healthz', { period: Duration.seconds(20) }),
      scheduling: props.scheduling,
      alerts: props.alerts,
      settings: {
        imagePullPolicy: settings.imagePullPolicy,
        resources: settings.resources ?? {
          requests: { cpu: '100m', memory: '256Mi' },
          limits: { cpu: '1', memory: '512Mi' },
        },
      },
    });
    this.credentials = credentials;
    this.service = new Service(this, 'service', {
      name: this.serviceName,
      selector: this.selector,
      ports: this.ports.filter(({ role }) => role === PortRole.SERVICE),
      labels: this.objectLabels,
    });
    if (prometheus) {
      this.connectTo(prometheus.peer);
    } else {
      reportError(this, {
        property: 'prometheus',
        value: 'nothing',
        rule: 'the cluster declares no Prometheus, and Grafana has nobody to ask',
        fix: 'give prometheus, or declare prometheus on the cluster',
      });
    }
    if (this.namespace !== undefined) {
      const account = { name: this.serviceAccountName, namespace: this.namespace };
      defineForeignRoles(this, account, dashboards, this.objectLabels);
    }
    this.letIn(props);
  }

  /** The address as a URL, and the way there. A path starts with a slash. */
  public url(path?: string): Endpoint {
    return this.port('http').url('http', path);
  }

  /** What it tells of itself to whoever monitors it. Prometheus scrapes it already. */
  public override toMonitoringProfile(): MonitoringProfile {
    return { ...super.toMonitoringProfile(), scrapedPorts: [] };
  }

  /** The name by which clients reach the service ports. */
  protected override get serviceHost(): string {
    return this.namespace === undefined ? this.serviceName : `${this.serviceName}.${this.namespace}.svc`;
  }

  private letIn({ route }: GrafanaProps): void {
    const { edge, prometheus } = Cluster.of(this);
    const [port] = this.ports;
    if (route) {
      new EdgeRoute(this, 'route', {
        route,
        name: this.name,
        serviceName: this.service.name,
        port,
        labels: this.objectLabels,
      });
      if (edge) {
        this.allowPort(Peer.edge(), port);
      }
    }
    if (prometheus) {
      // Metrics have no port of their own.
      this.allowPort(Peer.prometheus(), port);
    }
    definePodMonitor(this, 'monitor', {
      name: this.name,
      labels: this.objectLabels,
      spec: () => ({
        selector: { matchLabels: { ...this.selector } },
        podMetricsEndpoints: [{ port: port.name, relabelings: [asJob(Job.GRAFANA)] }],
      }),
    });
  }
}

/** The Prometheus that the cluster declares: by its short name from its own namespace, as its operator calls it. */
function declaredPrometheus(scope: Construct): Endpoint | undefined {
  const declared = Cluster.of(scope).prometheus;
  if (!declared) {
    return undefined;
  }
  const namespace = declared.namespace ?? 'monitoring';
  const options = {
    port: declared.port ?? 9090,
    podLabels: declared.podLabels ?? { 'app.kubernetes.io/name': 'prometheus' },
  };
  const name = declared.serviceName ?? 'prometheus-operated';
  const isHere = namespaceOf(scope) === namespace;
  return Peer.service(name, isHere ? options : { ...options, namespace }).url('http');
}
