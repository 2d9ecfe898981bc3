import type { Field } from './field';
import { isField } from './field';

/** Where the pods of a kind are described. */
const POD_PATHS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['Pod', []],
  ['PodTemplate', ['template']],
  ...[
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'ReplicaSet',
    'ReplicationController',
    'Job',
    'argoproj.io/Rollout',
    'serving.knative.dev/Service',
  ].map((kind) => [kind, ['spec', 'template']] as [string, string[]]),
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['keda.sh/ScaledJob', ['spec', 'jobTargetRef', 'template']],
]);

/** Every kind that describes pods. */
export const POD_KINDS: string[] = [...POD_PATHS.keys()];

/** The kinds whose pods are to run for ever. */
export const SERVICE_KINDS: string[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'argoproj.io/Rollout',
];

/** The kinds that autoscalers scale and disruption budgets guard. */
export const SCALED_KINDS: string[] = ['Deployment', 'StatefulSet', 'argoproj.io/Rollout'];

/** The kinds that bring traffic in from outside. */
export const ROUTE_KINDS: string[] = ['Ingress', 'HTTPRoute', 'GRPCRoute'];

/** What a kind is called among rules: those of Kubernetes itself by their name, others with their group. */
export function kindKeyOf(apiVersion: string, kind: string): string {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return !group.includes('.') || group.endsWith('.k8s.io') ? kind : `${group}/${kind}`;
}

/** What describes the pods of an object, with its path. */
export interface PodTemplate {
  readonly path: string;
  readonly template: Field;
}

/** The description of pods in an object of a kind. */
export function podTemplateIn(kindKey: string, manifest: Field): PodTemplate | undefined {
  const path = POD_PATHS.get(kindKey);
  let template: Field | undefined = manifest;
  for (const key of path ?? []) {
    template = template?.[key];
  }
  return path && isField(template) && isField(template.spec)
    ? { path: path.length === 0 ? '' : `${path.join('.')}.`, template }
    : undefined;
}
