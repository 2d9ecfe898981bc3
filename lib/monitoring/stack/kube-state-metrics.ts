import type { Construct } from 'constructs';
import { reportError } from '../../core/diagnostic-registry';
import { Port } from '../../network/port';
import { Service } from '../../network/service';
import type { MonitoringProfile } from '../../observability/monitoring-profile';
import { ClusterPermission } from '../../workload/cluster-permission';
import { Probe } from '../../workload/probe';
import { Workload } from '../../workload/workload';
import { KUBE_STATE_METRICS } from './images/kube-state-metrics';
import { Job } from './jobs';
import type { KubeStateMetricsProps } from './kube-state-metrics-props';
import { apiGroupOf, ASKED_FOR, OBSERVABLE } from './observed-resources';
import { asJob, defineServiceMonitor } from './scrape';

/**
 * What tells Prometheus of the objects of the cluster: how many pods a Deployment wants, which nodes are ready, how much
 * of a quota is used. A cluster has it once. Two pods tell the same, so expressions take `max by (…)` of it.
 */
export class KubeStateMetrics extends Workload {
  /** The Service that Prometheus finds the pods by. */
  public readonly service: Service;

  /** What it tells of, in the plural of the API. */
  public readonly observedResources: string[];

  constructor(scope: Construct, id: string, props: KubeStateMetricsProps = {}) {
    const { settings = {}, identity, scheduling, alerts, image = KUBE_STATE_METRICS.image } = props;
    const given = [...new Set([...ASKED_FOR, ...(props.observedResources ?? [])])].sort();
    const observed = given.flatMap((resource) => {
      const apiGroup = apiGroupOf(resource);
      return apiGroup === undefined ? [] : [{ resource, apiGroup }];
    });
    const [metricsPort, telemetryPort] = KUBE_STATE_METRICS.ports;
    super(scope, id, {
      image,
      identity,
      scheduling,
      alerts,
      user: KUBE_STATE_METRICS.user,
      args: [
        `--port=${metricsPort}`,
        `--telemetry-port=${telemetryPort}`,
        `--resources=${observed.map(({ resource }) => resource).join(',')}`,
      ],
      ports: [Port.metrics(metricsPort), Port.metrics(telemetryPort, { name: 'telemetry' })],
      clusterPermissions: observed.map(({ resource, apiGroup }) =>
        ClusterPermission.of(resource, ['list', 'watch'], { apiGroup }),
      ),
      readiness: Probe.http('/readyz', { port: 'telemetry' }),
      // The process alone: killing it while the API server is away would only make it list everything anew.
      liveness: Probe.http('/healthz', { port: 'metrics' }),
      settings: {
        ...settings,
        resources: settings.resources ?? {
          requests: { cpu: '50m', memory: '128Mi' },
          limits: { cpu: '500m', memory: '512Mi' },
        },
      },
    });
    this.observedResources = observed.map(({ resource }) => resource);
    this.service = new Service(this, 'service', {
      name: this.serviceName,
      selector: this.selector,
      ports: this.ports,
      labels: this.objectLabels,
    });
    given.filter((resource) => apiGroupOf(resource) === undefined).forEach((resource) => this.refuse(resource));
    defineServiceMonitor(this, 'monitor', {
      name: this.name,
      labels: this.objectLabels,
      spec: () => ({
        selector: { matchLabels: { ...this.selector } },
        endpoints: [
          // Its series carry the namespace and pod of what they tell of, not its own.
          { port: 'metrics', honorLabels: true, relabelings: [asJob(Job.KUBE_STATE_METRICS)] },
          { port: 'telemetry', relabelings: [asJob(Job.KUBE_STATE_METRICS)] },
        ],
      }),
    });
  }

  /** What it tells of itself to whoever monitors it. Prometheus scrapes it already. */
  public override toMonitoringProfile(): MonitoringProfile {
    return { ...super.toMonitoringProfile(), scrapedPorts: [] };
  }

  private refuse(resource: string): void {
    const isSecrets = resource === 'secrets';
    reportError(this, {
      property: 'observedResources',
      value: JSON.stringify(resource),
      rule: isSecrets
        ? 'who may list Secrets can read every credential of the cluster'
        : 'kube-state-metrics does not tell of it',
      fix: isSecrets ? 'leave it out' : `name some of: ${OBSERVABLE.join(', ')}`,
    });
  }
}
