import { Construct } from 'constructs';
import { Job } from './jobs';
import { asJob, defineServiceMonitor, labelFrom } from './scrape';

/** Where a Prometheus that may read its own files finds the token and the certificates of its account. */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

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

  /**
   * The Secret with the token of the account of Prometheus, in this namespace: for a Prometheus that refuses monitors
   * which read its files, as the one of a `MonitoringStack` does.
   *
   * @default - the file that the kubelet mounts into the pods of Prometheus
   */
  readonly tokenSecretName?: string;
}

/**
 * Has Prometheus scrape the API server by way of its Service, and the kubelets by way of the Service labeled
 * `k8s-app: kubelet` that prometheus-operator keeps. Prometheus needs get of `nodes/metrics` and of the path `/metrics`,
 * and the way to both.
 */
export class ControlPlaneMonitors extends Construct {
  constructor(scope: Construct, id: string, props: ControlPlaneMonitorsProps = {}) {
    super(scope, id);
    const { token, authority } = credentials(props.tokenSecretName);
    defineServiceMonitor(this, 'api-server', {
      name: 'api-server',
      spec: () => ({
        namespaceSelector: { matchNames: ['default'] },
        selector: { matchLabels: { component: 'apiserver', provider: 'kubernetes' } },
        endpoints: [
          {
            port: 'https',
            ...token,
            tlsConfig: { ...authority, serverName: 'kubernetes' },
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
          ...token,
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

/** How Prometheus shows who it is, and how it knows the API server. */
function credentials(secret: string | undefined) {
  return secret === undefined
    ? {
        token: { scheme: 'https', bearerTokenFile: `${ACCOUNT}/token` } as const,
        authority: { caFile: `${ACCOUNT}/ca.crt` },
      }
    : {
        token: { scheme: 'https', authorization: { credentials: { name: secret, key: 'token' } } } as const,
        authority: { ca: { configMap: { name: 'kube-root-ca.crt', key: 'ca.crt' } } },
      };
}

function dropped(patterns: readonly string[]): { action: 'drop'; sourceLabels: string[]; regex: string } {
  return { action: 'drop', sourceLabels: ['__name__'], regex: patterns.join('|') };
}
