/** The recommended labels of Kubernetes. */
export const Label = {
  NAME: 'app.kubernetes.io/name',
  INSTANCE: 'app.kubernetes.io/instance',
  VERSION: 'app.kubernetes.io/version',
  COMPONENT: 'app.kubernetes.io/component',
  PART_OF: 'app.kubernetes.io/part-of',
  MANAGED_BY: 'app.kubernetes.io/managed-by',
  /** Set by the API server on every namespace. */
  NAMESPACE: 'kubernetes.io/metadata.name',
  HOSTNAME: 'kubernetes.io/hostname',
  ZONE: 'topology.kubernetes.io/zone',
} as const;

/** The labels of an object that belongs to no workload. */
export function standaloneLabels(name: string): Record<string, string> {
  return { [Label.NAME]: name, [Label.INSTANCE]: name, [Label.MANAGED_BY]: MANAGER };
}

/** The prefix of annotations that the library itself sets. */
export const ANNOTATION_PREFIX = 'tradewind.dev';

/** What stands in `app.kubernetes.io/managed-by`. */
export const MANAGER = 'cdk8s-tradewind';
