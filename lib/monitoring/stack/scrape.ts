import type { Construct } from 'constructs';
import type { PodMonitorSpec, ServiceMonitorSpec } from '../../../imports/monitoring.coreos.com';
import { defineObject } from '../../core/define-object';
import { standaloneLabels } from '../../core/labels';
import type { Wire } from '../../core/wire';
import { Cluster } from '../../environment/cluster';

/** What a monitor is called, and what it holds. */
interface Monitor<Spec> {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec: () => Wire<Spec>;
}

/** Has the cluster's Prometheus scrape Services; nothing is emitted on a cluster without prometheus-operator. */
export function defineServiceMonitor(scope: Construct, id: string, monitor: Monitor<ServiceMonitorSpec>): void {
  define(scope, id, 'ServiceMonitor', monitor);
}

/** Has the cluster's Prometheus scrape pods; nothing is emitted on a cluster without prometheus-operator. */
export function definePodMonitor(scope: Construct, id: string, monitor: Monitor<PodMonitorSpec>): void {
  define(scope, id, 'PodMonitor', monitor);
}

/** How Prometheus calls what it scrapes: rules and dashboards look for this name, whatever Services are called. */
export function asJob(job: string): { action: 'replace'; targetLabel: string; replacement: string } {
  return { action: 'replace', targetLabel: 'job', replacement: job };
}

/** A label of a target from what is known when it is found. */
export function labelFrom(
  source: string,
  targetLabel: string,
): { action: 'replace'; sourceLabels: string[]; targetLabel: string } {
  return { action: 'replace', sourceLabels: [source], targetLabel };
}

function define<Spec>(scope: Construct, id: string, kind: string, { name, labels, spec }: Monitor<Spec>): void {
  const operator = Cluster.of(scope).prometheusOperator;
  if (operator) {
    defineObject(scope, id, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind,
      name,
      labels: { ...(labels ?? standaloneLabels(name)), ...operator.labels },
      content: () => ({ spec: spec() }),
    });
  }
}
