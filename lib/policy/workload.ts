import { type Field, isTrue, listOf, numberOf, textOf, textsOf } from './field';
import type { PolicyObject } from './policy-object';
import type { ContainerView, PodView } from './views';

/** A reference from pods to an object of their namespace. */
export interface Reference {
  readonly path: string;
  readonly name: string;
}

/** What is kept of an object with pods, for rules that need others too. */
export interface Workload {
  readonly object: PolicyObject;
  readonly namespace: string;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podPath: string;
  readonly replicas: number | undefined;
  /** Whether it is one pod by choice: a Deployment that ends it before it starts the next one. */
  readonly isSinglePod: boolean;
  readonly ports: ReadonlySet<string | number>;
  readonly serviceAccount: string | undefined;
  readonly hostNetwork: boolean;
  readonly secrets: readonly Reference[];
  readonly configMaps: readonly Reference[];
  readonly claims: readonly Reference[];
  readonly runsCelery: boolean;
}

/** The facts of an object with pods. */
export function workloadOf(
  object: PolicyObject,
  { replicas: given, strategy }: Field,
  pod: PodView,
  containers: readonly ContainerView[],
): Workload {
  const references = new References();
  const replicas = numberOf(given);
  const ports = new Set<string | number>();
  let runsCelery = false;
  for (const { spec, path, isInit } of containers) {
    // An init container has ended when a Service finds the pod.
    for (const port of isInit ? [] : listOf(spec.ports)) {
      const number = numberOf(port.containerPort);
      const name = textOf(port.name);
      if (number !== undefined) {
        ports.add(number);
      }
      if (name !== undefined) {
        ports.add(name);
      }
    }
    references.ofContainer(spec, path);
    runsCelery ||= isCelery(spec);
  }
  references.ofVolumes(pod.spec, pod.path);
  return {
    object,
    namespace: object.namespace ?? '',
    podLabels: pod.labels,
    podPath: pod.path,
    replicas,
    isSinglePod: replicas === 1 && textOf(strategy?.type) === 'Recreate',
    ports,
    serviceAccount: textOf(pod.spec.serviceAccountName),
    hostNetwork: isTrue(pod.spec.hostNetwork),
    secrets: references.secrets,
    configMaps: references.configMaps,
    claims: references.claims,
    runsCelery,
  };
}

/** `celery … worker`, as a list of words or as a line for a shell. */
function isCelery(container: Field): boolean {
  const words = [...textsOf(container.command), ...textsOf(container.args)];
  return words.length > 0 && /(?:^|[\s/])celery\b.*\sworker\b/s.test(words.join(' '));
}

/** What pods take from objects beside them. What is optional may be missing. */
class References {
  readonly secrets: Reference[] = [];
  readonly configMaps: Reference[] = [];
  readonly claims: Reference[] = [];

  ofContainer(container: Field, path: string): void {
    for (const variable of listOf(container.env)) {
      const { valueFrom } = variable;
      if (valueFrom) {
        const at = `${path}.env[${textOf(variable.name) ?? ''}]`;
        add(this.secrets, valueFrom.secretKeyRef, at);
        add(this.configMaps, valueFrom.configMapKeyRef, at);
      }
    }
    for (const bundle of listOf(container.envFrom)) {
      add(this.secrets, bundle.secretRef, `${path}.envFrom`);
      add(this.configMaps, bundle.configMapRef, `${path}.envFrom`);
    }
  }

  ofVolumes(spec: Field, path: string): void {
    for (const volume of listOf(spec.volumes)) {
      const at = `${path}.volumes[${textOf(volume.name) ?? ''}]`;
      add(this.secrets, volume.secret, at, 'secretName');
      add(this.configMaps, volume.configMap, at);
      add(this.claims, volume.persistentVolumeClaim, at, 'claimName');
      for (const source of listOf(volume.projected?.sources)) {
        add(this.secrets, source.secret, at);
        add(this.configMaps, source.configMap, at);
      }
    }
  }
}

function add(references: Reference[], source: Field | undefined, path: string, field = 'name'): void {
  const name = textOf(source?.[field]);
  if (name !== undefined && !isTrue(source?.optional)) {
    references.push({ path, name });
  }
}
