import { isJsonObject, type Json, type JsonObject } from '../../core/json';
import type { ObjectIdentity } from './identity';

/** The API groups whose fields Kustomize knows: in every other, lists have no keys. */
const KNOWN_GROUPS = new Set([
  '',
  'apps',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

/** Lists that Kustomize merges item by item, with the field that tells items apart; without one they are left alone. */
const MERGED_LISTS: Readonly<Record<string, string | undefined>> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  claims: undefined,
  conditions: undefined,
  ephemeralContainers: undefined,
  finalizers: undefined,
  hostAliases: undefined,
  imagePullSecrets: undefined,
  ownerReferences: undefined,
  ports: undefined,
  resourceClaims: undefined,
  secrets: undefined,
  topologySpreadConstraints: undefined,
  volumeDevices: undefined,
};

/**
 * What a person would write to get from one manifest to another: the fields that differ, `null` for one that goes.
 * Undefined where a merge could not give exactly that, as with the order of a list that is merged by keys.
 */
export function mergePatch(identity: ObjectIdentity, before: JsonObject, after: JsonObject): JsonObject | undefined {
  const mergeable = KNOWN_GROUPS.has(identity.group) && !hasTwins('', before) && !hasTwins('', after);
  const patch = mergeable ? mapping(before, after) : undefined;
  return (
    patch && {
      apiVersion: after.apiVersion,
      kind: after.kind,
      ...patch,
      metadata: { ...(patch.metadata as JsonObject | undefined), ...nameIn(identity) },
    }
  );
}

function nameIn({ name, namespace }: ObjectIdentity): JsonObject {
  return namespace === undefined ? { name } : { name, namespace };
}

function mapping(before: JsonObject, after: JsonObject): JsonObject | undefined {
  const patch: JsonObject = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]];
    if (JSON.stringify(was) === JSON.stringify(is)) {
      continue;
    }
    const merged = is === undefined ? null : field(key, was, is);
    if (merged === undefined) {
      return undefined;
    }
    patch[key] = merged;
  }
  // A mapping that is left empty would go.
  return Object.keys(after).length === 0 ? undefined : patch;
}

function field(key: string, was: Json | undefined, is: Json): Json | undefined {
  if (isJsonObject(was) && isJsonObject(is)) {
    return mapping(was, is);
  }
  if (!survivesMerge(is)) {
    return undefined;
  }
  if (was === undefined) {
    return is;
  }
  if (Array.isArray(was) && Array.isArray(is)) {
    return key in MERGED_LISTS ? items(MERGED_LISTS[key], was, is) : is;
  }
  // Kustomize writes a number or word in the place of text as text.
  return typeof was === 'object' || typeof was !== typeof is ? undefined : is;
}

/**
 * The items that differ, where both lists have the same ones in the same order. Kustomize puts the items of a patch
 * first: those before the last that differs are named too.
 */
function items(key: string | undefined, before: readonly Json[], after: readonly Json[]): Json[] | undefined {
  if (key === undefined || before.length !== after.length) {
    return undefined;
  }
  const patch: JsonObject[] = [];
  const seen = new Set<Json>();
  for (const [index, is] of after.entries()) {
    const was = before[index];
    const changes = isJsonObject(was) && isJsonObject(is) && was[key] === is[key] ? mapping(was, is) : undefined;
    const name = isJsonObject(is) ? is[key] : undefined;
    if (!changes || name === undefined || seen.has(name)) {
      return undefined;
    }
    seen.add(name);
    patch.push({ [key]: name, ...changes });
  }
  while (patch.length > 0 && Object.keys(patch[patch.length - 1]).length === 1) {
    patch.pop();
  }
  return patch;
}

/** Empty mappings and lists, and null, mean something of their own in a patch. */
function survivesMerge(value: Json): boolean {
  if (typeof value !== 'object' || value === null) {
    return value !== null;
  }
  const parts = Object.values(value) as Json[];
  return parts.length > 0 && parts.every(survivesMerge);
}

/** Whether a merge, whatever it changes, would take two items of a list for one. */
function hasTwins(key: string, value: Json | undefined): boolean {
  if (Array.isArray(value)) {
    const names = value.map((item) => nameOfItem(key, item));
    return (key in MERGED_LISTS && new Set(names).size < names.length) || value.some((item) => hasTwins('', item));
  }
  return isJsonObject(value) && Object.entries(value).some(([name, part]) => hasTwins(name, part));
}

function nameOfItem(key: string, item: Json): string {
  const { port, containerPort, protocol } = isJsonObject(item) ? item : {};
  const parts = key === 'ports' ? [port, containerPort, protocol] : [];
  const name = isJsonObject(item) ? item[MERGED_LISTS[key] ?? ''] : undefined;
  return JSON.stringify(name ?? (parts.some((part) => part !== undefined) ? parts : item));
}
