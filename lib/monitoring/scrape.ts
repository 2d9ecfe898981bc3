import type { Construct } from 'constructs';
import type { PodMonitorSpec, ServiceMonitorSpec } from '../../imports/monitoring.coreos.com';
import { defineObject } from '../core/define-object';
import { standaloneLabels } from '../core/labels';
import type { Wire } from '../core/wire';
import { Cluster } from '../environment/cluster';
import type { MonitoringProfile, ScrapedPort } from '../observability/monitoring-profile';
import { inPrometheus } from '../observability/prometheus-duration';
import type { WorkloadMonitoringOptions } from './monitoring-props';

/** Labels that Prometheus itself gives to what it scrapes of pods. */
const TARGET_LABELS = ['container', 'endpoint', 'instance', 'job', 'namespace', 'node', 'pod', 'service'];

/** How something is scraped. */
export interface Scrape extends Pick<WorkloadMonitoringOptions, 'metricsPath' | 'honorLabels'> {
  readonly interval: NonNullable<WorkloadMonitoringOptions['scrapeInterval']>;
}

type Endpoint = Wire<NonNullable<PodMonitorSpec['podMetricsEndpoints']>[number]> &
  Wire<ServiceMonitorSpec['endpoints'][number]>;

/** Whether one of some labels is set by Prometheus, too. */
export function clashesWithTarget(labels: readonly string[]): boolean {
  return labels.some((label) => TARGET_LABELS.includes(label));
}

/**
 * Has Prometheus scrape a workload: by a ServiceMonitor where a Service has the port, else by a PodMonitor. Both stand
 * beside the workload, with the labels by which the cluster's Prometheus selects.
 */
export function defineScrape(scope: Construct, profile: MonitoringProfile, scrape: Scrape): void {
  const operator = Cluster.of(scope).prometheusOperator;
  if (!operator) {
    return;
  }
  const labels = { ...standaloneLabels(profile.name), ...operator.labels };
  byService(profile.scrapedPorts).forEach(({ ports, serviceLabels }, index) => {
    const name = index === 0 ? profile.name : `${profile.name}-${index + 1}`;
    const id = `service-monitor${index === 0 ? '' : `-${index + 1}`}`;
    const spec: Wire<ServiceMonitorSpec> = {
      selector: { matchLabels: { ...serviceLabels } },
      endpoints: ports.map((port) => endpoint(port, scrape)),
    };
    defineObject(scope, id, { ...monitor('ServiceMonitor', name, labels), content: () => ({ spec }) });
  });
  const ofPods = profile.scrapedPorts.filter(({ serviceLabels }) => serviceLabels === undefined);
  if (ofPods.length > 0) {
    const spec: Wire<PodMonitorSpec> = {
      selector: { matchLabels: { ...profile.podLabels } },
      podMetricsEndpoints: ofPods.map((port) => endpoint(port, scrape)),
    };
    defineObject(scope, 'pod-monitor', {
      ...monitor('PodMonitor', profile.name, labels),
      content: () => ({ spec }),
    });
  }
}

function monitor(kind: string, name: string, labels: Record<string, string>) {
  return { apiVersion: 'monitoring.coreos.com/v1', kind, name, labels };
}

function endpoint({ name, path }: ScrapedPort, { interval, metricsPath, honorLabels }: Scrape): Endpoint {
  return {
    port: name,
    path: metricsPath ?? path ?? '/metrics',
    interval: inPrometheus(interval),
    honorLabels: honorLabels ? true : undefined,
  };
}

/** The ports that Services have, by the labels of the Service. */
function byService(scraped: readonly ScrapedPort[]) {
  const groups = new Map<string, { readonly ports: ScrapedPort[]; readonly serviceLabels: Record<string, string> }>();
  for (const port of scraped) {
    const { serviceLabels } = port;
    if (serviceLabels !== undefined) {
      const key = JSON.stringify(Object.entries(serviceLabels).sort());
      const group = groups.get(key) ?? { ports: [], serviceLabels };
      group.ports.push(port);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}
