import type { IConstruct } from 'constructs';
import { reportWarning } from '../../core/diagnostic-registry';
import type { ClusterAlerts } from './cluster-alerts';

/** Warns of alerts about the machines on a stack whose Prometheus gets no way to a node-exporter. */
export function checkNodeAlerts(stack: IConstruct, { groups }: ClusterAlerts): void {
  const rules = groups.find(({ node }) => node.id === 'node')?.rules ?? [];
  if (rules.length > 0) {
    reportWarning(stack, {
      property: 'nodeExporter',
      value: `none, with ${rules.length} alerts about the machines, such as ${rules[0].name}`,
      rule: 'without a node-exporter that Prometheus scrapes these alerts have no data, and never fire',
      fix: "give the stack one: nodeExporter: new NodeExporterChart(environment, 'node-exporter'); or leave the alerts out: clusterAlerts.without; or acknowledge that Prometheus scrapes another one",
      id: 'node-alerts-without-data',
    });
  }
}
