/**
 * The API groups of what kube-state-metrics can tell of. Secrets are not among it: who may list them can read all of
 * them, and nothing here asks for them.
 */
const GROUPS: Readonly<Record<string, string>> = {
  certificatesigningrequests: 'certificates.k8s.io',
  configmaps: '',
  cronjobs: 'batch',
  daemonsets: 'apps',
  deployments: 'apps',
  endpointslices: 'discovery.k8s.io',
  horizontalpodautoscalers: 'autoscaling',
  ingresses: 'networking.k8s.io',
  jobs: 'batch',
  leases: 'coordination.k8s.io',
  limitranges: '',
  mutatingwebhookconfigurations: 'admissionregistration.k8s.io',
  namespaces: '',
  networkpolicies: 'networking.k8s.io',
  nodes: '',
  persistentvolumeclaims: '',
  persistentvolumes: '',
  poddisruptionbudgets: 'policy',
  pods: '',
  replicasets: 'apps',
  replicationcontrollers: '',
  resourcequotas: '',
  services: '',
  statefulsets: 'apps',
  storageclasses: 'storage.k8s.io',
  validatingwebhookconfigurations: 'admissionregistration.k8s.io',
  volumeattachments: 'storage.k8s.io',
};

/** What the alerts and dashboards of the library ask for. */
export const ASKED_FOR: readonly string[] = [
  'cronjobs',
  'daemonsets',
  'deployments',
  'horizontalpodautoscalers',
  'jobs',
  'nodes',
  'persistentvolumeclaims',
  'poddisruptionbudgets',
  'pods',
  'resourcequotas',
  'statefulsets',
];

/** The names of everything that can be told of. */
export const OBSERVABLE: readonly string[] = Object.keys(GROUPS);

/** The API group of a resource; undefined for one that cannot be told of. */
export function apiGroupOf(resource: string): string | undefined {
  return Object.hasOwn(GROUPS, resource) ? GROUPS[resource] : undefined;
}
