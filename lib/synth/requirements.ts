import { isBuiltInGroup } from '../core/api-groups';
import type { ObjectReference } from './object-references';
import type { WrittenObject } from './written-object';

/** What an environment needs of its cluster and does not bring itself. */
export interface Requirements {
  /** Kinds of custom resources, as `keda.sh/v1alpha1 ScaledObject`: their CustomResourceDefinitions are missing here. */
  readonly kinds: readonly string[];
  /** Namespaces that objects are in. */
  readonly namespaces: readonly string[];
  /** Objects that others refer to by name. */
  readonly objects: readonly RequiredObject[];
}

/** An object that must exist in the cluster. */
export interface RequiredObject extends Omit<ObjectReference, 'key'> {
  /** The keys of a Secret or ConfigMap that are read. */
  readonly keys: readonly string[];
}

/** Objects that every cluster has. */
const ALWAYS_THERE = new Set([
  'ConfigMap kube-root-ca.crt',
  'PriorityClass system-cluster-critical',
  'PriorityClass system-node-critical',
  'ServiceAccount default',
]);
const NAMESPACES_ALWAYS_THERE = new Set(['default', 'kube-node-lease', 'kube-public', 'kube-system']);

/**
 * What the objects of an environment refer to and do not hold.
 *
 * @param keysOf the keys of a Secret that is read as a whole, by `<namespace>/<name>`
 */
export function requirementsOf(
  objects: readonly WrittenObject[],
  keysOf: ReadonlyMap<string, readonly string[]> = new Map(),
): Requirements {
  const held = new Set<string>();
  const definedKinds = new Set<string>();
  for (const { object, name, namespace, needs, definedKind } of objects) {
    held.add(keyOf(object.kind, name, namespace));
    needs.secrets.forEach((secret) => held.add(keyOf('Secret', secret, namespace)));
    if (definedKind !== undefined) {
      definedKinds.add(definedKind);
    }
  }
  const kinds = new Set<string>();
  const namespaces = new Set<string>();
  const required = new Map<string, { reference: ObjectReference; keys: Set<string> }>();
  for (const { object, namespace, needs } of objects) {
    if (!isBuiltInGroup(object.apiGroup) && !definedKinds.has(`${object.apiGroup} ${object.kind}`)) {
      kinds.add(`${object.apiVersion} ${object.kind}`);
    }
    if (
      namespace !== undefined &&
      !NAMESPACES_ALWAYS_THERE.has(namespace) &&
      !held.has(keyOf('Namespace', namespace))
    ) {
      namespaces.add(namespace);
    }
    for (const reference of needs.references) {
      const key = keyOf(reference.kind, reference.name, reference.namespace);
      if (held.has(key) || ALWAYS_THERE.has(`${reference.kind} ${reference.name}`)) {
        continue;
      }
      const known = required.get(key) ?? { reference, keys: new Set<string>() };
      required.set(key, known);
      const read =
        reference.key === undefined && reference.kind === 'Secret'
          ? (keysOf.get(`${reference.namespace ?? ''}/${reference.name}`) ?? [])
          : [reference.key ?? []].flat();
      read.forEach((each) => known.keys.add(each));
    }
  }
  return {
    kinds: [...kinds].sort(),
    namespaces: [...namespaces].sort(),
    objects: [...required.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { reference, keys }]) => {
        const { key: _key, ...place } = reference;
        return { ...place, keys: [...keys].sort() };
      }),
  };
}

/** The requirements, each as people read it. */
export function describeRequirements({ kinds, namespaces, objects }: Requirements): string[] {
  return [
    ...objects.map(describeObject),
    ...namespaces.map((name) => `Namespace ${name}`),
    ...[...byVersion(kinds)].map(
      ([version, names]) => `the ${names.length === 1 ? 'kind' : 'kinds'} ${names.join(', ')} of ${version}`,
    ),
  ];
}

function byVersion(kinds: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const each of kinds) {
    const [version, kind] = each.split(' ');
    found.set(version, [...(found.get(version) ?? []), kind]);
  }
  return found;
}

/** One required object, with its keys. */
export function describeObject({ kind, name, namespace, keys }: RequiredObject): string {
  const place = namespace === undefined ? name : `${namespace}/${name}`;
  return `${kind} ${place}${keys.length > 0 ? ` with ${keys.length === 1 ? 'key' : 'keys'} ${keys.join(', ')}` : ''}`;
}

function keyOf(kind: string, name: string, namespace?: string): string {
  return `${kind}\n${namespace ?? ''}\n${name}`;
}
