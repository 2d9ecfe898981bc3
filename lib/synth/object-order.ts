import type { ApiObject } from 'cdk8s';
import { isLossless } from '../core/object-registry';
import { Phase } from '../core/phase';

/** What others need stands before them; a kind that is not listed comes after these and before `LAST`. */
const FIRST = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'ResourceQuota',
  'LimitRange',
  'ServiceAccount',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'NetworkPolicy',
  'CiliumNetworkPolicy',
  'ConfigMap',
  'Secret',
  'ExternalSecret',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Service',
];

const LAST = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ScaledJob',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
  // KEDA looks at what it scales, and refuses what is not there yet.
  'ScaledObject',
  'Ingress',
  'HTTPRoute',
  'GRPCRoute',
];

const RANKS = new Map<string, number>([
  ...FIRST.map((kind, index) => [kind, index] as const),
  ...LAST.map((kind, index) => [kind, FIRST.length + 1 + index] as const),
]);

/** The kinds that the rest stands in, wherever they are made. */
const CLUSTER_KINDS = new Set(FIRST.slice(0, FIRST.indexOf('LimitRange') + 1));

/** The place of a kind in a file. */
export function kindRank(kind: string): number {
  return RANKS.get(kind) ?? FIRST.length;
}

/** The phase that the author of an object chose. Objects of cdk8s-plus have none of their own. */
export function declaredPhaseOf(object: ApiObject): Phase {
  if (isLossless(object)) {
    return object.phase;
  }
  return CLUSTER_KINDS.has(object.kind) ? Phase.CLUSTER : Phase.MAIN;
}
