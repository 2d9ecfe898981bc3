import { Construct } from 'constructs';
import { Job } from './jobs';
import { asJob, defineServiceMonitor, labelFrom } from './scrape';

/** Where Prometheus finds the token and the certificates of its own account. */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

const TOKEN = { scheme: 'https', bearerTokenFile: `${ACCOUNT}/token` } as const;

/** Histograms that nothing here asks for, of which each request adds dozens of series. */
const HEAVY_OF_API_SERVER = [
  'apiserver_(?:request_body_size_bytes|request_sli_duration_seconds|response_sizes|watch_events_sizes)_bucket',
  'apiserver_(?:admission|authentication|authorization|cel|flowcontrol|storage_transformation|watch_cache).*_bucket',
  'etcd_request_duration_seconds_bucket',
  'workqueue_(?:queue|work)_duration_seconds_bucket',
];

/** What cAdvisor says of each container that nothing here asks for. */
const HEAVY_OF_CONTAINERS = [
  'container_(?:blkio_device_usage_total|file_descriptors|memory_failures_total|memory_mapped_file|tasks_state)',
  'container_(?:cpu_load_average_10s|last_seen|processes|sockets|start_time_seconds|threads|threads_max|ulimits_soft)',
  'container_(?:fs_(?:inodes_.*|io_.*|read_seconds_total|sector.*|write_seconds_total|.*_merged_total))',
  'container_network_(?:advance_tcp|tcp6?|udp6?)_.*',
];

/** Where the control plane is found. */
export interface ControlPlaneMonitorsProps {
  /**
   * The namespace of the Service of the kubelets, which prometheus-operator keeps (`--kubelet-service`).
   *
   * @default 'kube-system'
   */
  readonly kubeletNamespace?: string;
}

/**
 * Has Prometheus scrape the API server by way of its Service, and the kubelets by way of the Service labeled
 * `k8s-app: kubelet` that prometheus-operator keeps. Prometheus needs get of `nodes/metrics` and of the path `/metrics`,
 * and the way to both.
 */
export class ControlPlaneMonitors extends Construct {
  constructor(scope: Construct, id: string, props: ControlPlaneMonitorsProps = {}) {
    super(scope, id);
    defineServiceMonitor(this, 'api-server', {
      name: 'api-server',
      spec: () => ({
        namespaceSelector: { matchNames: ['default'] },
        selector: { matchLabels: { component: 'apiserver', provider: 'kubernetes' } },
        endpoints: [
          {
            port: 'https',
            ...TOKEN,
            tlsConfig: { caFile: `${ACCOUNT}/ca.crt`, serverName: 'kubernetes' },
            relabelings: [asJob(Job.API_SERVER)],
            metricRelabelings: [dropped(HEAVY_OF_API_SERVER)],
          },
        ],
      }),
    });
    defineServiceMonitor(this, 'kubelet', {
      name: 'kubelet',
      spec: () => ({
        namespaceSelector: { matchNames: [props.kubeletNamespace ?? 'kube-system'] },
        selector: { matchLabels: { 'k8s-app': 'kubelet' } },
        endpoints: [
          { path: '/metrics', metricRelabelings: [] },
          { path: '/metrics/cadvisor', metricRelabelings: [dropped(HEAVY_OF_CONTAINERS)] },
          { path: '/metrics/probes', metricRelabelings: [] },
        ].map(({ path, metricRelabelings }) => ({
          port: 'https-metrics',
          path,
          ...TOKEN,
          // A kubelet serves with a certificate of its own making: there is no authority to check it by.
          tlsConfig: { insecureSkipVerify: true },
          // What it tells of pods has their namespace and name.
          honorLabels: true,
          relabelings: [asJob(Job.KUBELET), labelFrom('__metrics_path__', 'metrics_path')],
          metricRelabelings: metricRelabelings.length > 0 ? metricRelabelings : undefined,
        })),
      }),
    });
  }
}

function dropped(patterns: readonly string[]): { action: 'drop'; sourceLabels: string[]; regex: string } {
  return { action: 'drop', sourceLabels: ['__name__'], regex: patterns.join('|') };
}
