import type { Construct } from 'constructs';
import { Port } from '../../network/port';
import type { MonitoringProfile } from '../../observability/monitoring-profile';
import { Volume } from '../../storage/volume';
import { Controller } from '../../workload/controller';
import { Probe } from '../../workload/probe';
import { Shutdown } from '../../workload/shutdown';
import { Workload } from '../../workload/workload';
import { NODE_EXPORTER } from './images/node-exporter';
import { Job } from './jobs';
import { nodeExporterArguments, NodeFolder } from './node-exporter-arguments';
import type { NodeExporterProps } from './node-exporter-props';
import { asJob, definePodMonitor, labelFrom } from './scrape';

/**
 * What tells Prometheus of the nodes: a pod on each that reads `/proc`, `/sys` and the sizes of file systems, as nobody,
 * without capabilities and with nothing to write to. It has the network of its node, for only there the network of the
 * node can be seen; it does not have its processes. So it belongs into a namespace of its own: see `NodeExporterChart`.
 */
export class NodeExporter extends Workload {
  constructor(scope: Construct, id: string, props: NodeExporterProps = {}) {
    const { settings = {}, nodes, identity, alerts, image = NODE_EXPORTER.image } = props;
    const { port = NODE_EXPORTER.ports[0] } = props;
    super(scope, id, {
      controller: Controller.daemonSet({ nodes }),
      image,
      identity,
      alerts,
      user: NODE_EXPORTER.user,
      args: nodeExporterArguments(port),
      ports: [Port.metrics(port)],
      hostNetwork: 'traffic, errors and connections of a node are told to whoever is in the network of the node',
      volumes: {
        [NodeFolder.PROC]: Volume.hostPath('proc', '/proc', { reason: 'load, memory and disks of the node' }),
        [NodeFolder.SYS]: Volume.hostPath('sys', '/sys', { reason: 'devices of the node' }),
        [NodeFolder.ROOT]: Volume.hostPath('root', '/', {
          reason: 'how full the file systems of the node are',
          followMounts: true,
        }),
      },
      readiness: Probe.http('/', { port: 'metrics' }),
      liveness: Probe.tcp({ port: 'metrics' }),
      // Nobody is served that would have to be waited for.
      shutdown: Shutdown.onSignal(),
      scheduling: { nodeSelector: { 'kubernetes.io/os': 'linux' }, tolerations: [{}], ...props.scheduling },
      settings: {
        ...settings,
        resources: settings.resources ?? {
          requests: { cpu: '50m', memory: '32Mi' },
          limits: { cpu: '250m', memory: '64Mi' },
        },
      },
    });
    definePodMonitor(this, 'monitor', {
      name: this.name,
      labels: this.objectLabels,
      spec: () => ({
        selector: { matchLabels: { ...this.selector } },
        podMetricsEndpoints: [
          {
            port: 'metrics',
            // What is told is about a node, and goes on when the pod is replaced.
            relabelings: [
              asJob(Job.NODE_EXPORTER),
              labelFrom('__meta_kubernetes_pod_node_name', 'instance'),
              labelFrom('__meta_kubernetes_pod_node_name', 'node'),
            ],
          },
        ],
      }),
    });
  }

  /** What it tells of itself to whoever monitors it. Prometheus scrapes it already. */
  public override toMonitoringProfile(): MonitoringProfile {
    return { ...super.toMonitoringProfile(), scrapedPorts: [] };
  }
}
