import type { Construct } from 'constructs';
import { NamespaceChart, type NamespaceChartProps } from '../../workload/namespace-chart';
import { PodSecurity } from '../../workload/pod-security';
import { NodeExporter } from './node-exporter';
import type { NodeExporterProps } from './node-exporter-props';

/** What the namespace of node-exporter is made of, and what runs in it. */
export interface NodeExporterChartProps extends NodeExporterProps {
  /**
   * The namespace.
   *
   * @default - named like the id of the chart
   */
  readonly chart?: NamespaceChartProps;
}

/**
 * A namespace for node-exporter alone. It admits pods that see the node, which no other namespace has to do then; all
 * else about it is as in any other: a quota, limits, no traffic but what is said.
 */
export class NodeExporterChart extends NamespaceChart {
  /** What runs in it. */
  public readonly exporter: NodeExporter;

  constructor(scope: Construct, id: string, props: NodeExporterChartProps = {}) {
    const { chart, ...exporter } = props;
    super(scope, id, {
      podSecurity: PodSecurity.privileged({
        reason: 'node-exporter reads folders and the network of its node; nothing else runs in this namespace',
      }),
      ...chart,
    });
    this.exporter = new NodeExporter(this, 'node-exporter', exporter);
  }
}
