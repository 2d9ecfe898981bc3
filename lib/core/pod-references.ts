import { isJsonObject, type Json, type JsonObject } from './json';
import { containersOf, listOf, podTemplateOf } from './manifest-pods';

/** The kinds of objects that pods refer to by name. */
export type ReferencedKind =
  | 'ConfigMap'
  | 'PersistentVolumeClaim'
  | 'PriorityClass'
  | 'RuntimeClass'
  | 'Secret'
  | 'SecretProviderClass'
  | 'ServiceAccount';

/** A reference from pods to an object that must exist before they start. */
export interface PodReference {
  readonly kind: ReferencedKind;
  readonly name: string;
  /** The key of a Secret or ConfigMap that the pods read; undefined for the object as a whole. */
  readonly key?: string;
}

/** What the pods of a manifest need to start. References that are marked optional are left out. */
export function podReferencesOf(manifest: JsonObject): PodReference[] {
  const spec = podTemplateOf(manifest)?.spec;
  if (!isJsonObject(spec)) {
    return [];
  }
  const found: PodReference[] = [];
  const add = (kind: ReferencedKind, name: Json | undefined, key?: Json): void => {
    if (typeof name === 'string') {
      found.push(typeof key === 'string' ? { kind, name, key } : { kind, name });
    }
  };
  const addSource = (kind: ReferencedKind, source: Json | undefined, nameField = 'name'): void => {
    if (isJsonObject(source) && source.optional !== true) {
      const items = listOf(source.items).filter(isJsonObject);
      add(kind, source[nameField], source.key);
      items.forEach((item) => add(kind, source[nameField], item.key));
    }
  };
  add('ServiceAccount', spec.serviceAccountName);
  add('PriorityClass', spec.priorityClassName);
  add('RuntimeClass', spec.runtimeClassName);
  listOf(spec.imagePullSecrets).forEach((secret) => addSource('Secret', secret));
  for (const container of containersOf(manifest)) {
    for (const variable of listOf(container.env)) {
      const source = isJsonObject(variable) ? variable.valueFrom : undefined;
      if (isJsonObject(source)) {
        addSource('Secret', source.secretKeyRef);
        addSource('ConfigMap', source.configMapKeyRef);
      }
    }
    for (const source of listOf(container.envFrom).filter(isJsonObject)) {
      addSource('Secret', source.secretRef);
      addSource('ConfigMap', source.configMapRef);
    }
  }
  for (const volume of listOf(spec.volumes).filter(isJsonObject)) {
    addVolume(volume, addSource);
    listOf(isJsonObject(volume.projected) ? volume.projected.sources : undefined)
      .filter(isJsonObject)
      .forEach((source) => addVolume(source, addSource));
  }
  return found;
}

function addVolume(
  volume: JsonObject,
  addSource: (kind: ReferencedKind, source: Json | undefined, nameField?: string) => void,
): void {
  addSource(
    'Secret',
    volume.secret,
    'secretName' in (isJsonObject(volume.secret) ? volume.secret : {}) ? 'secretName' : 'name',
  );
  addSource('ConfigMap', volume.configMap);
  addSource('PersistentVolumeClaim', volume.persistentVolumeClaim, 'claimName');
  if (isJsonObject(volume.csi)) {
    addSource('SecretProviderClass', volume.csi.volumeAttributes, 'secretProviderClass');
  }
}
