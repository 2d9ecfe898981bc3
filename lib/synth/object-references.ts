import { isJsonObject, type Json, type JsonObject } from '../core/json';
import { listOf } from '../core/manifest-pods';
import { podReferencesOf, type ReferencedKind } from '../core/pod-references';

/** A reference from an object to one that must exist in the cluster. */
export interface ObjectReference {
  readonly kind: ReferencedKind | OtherKind;
  readonly name: string;
  /** The namespace; undefined for kinds without one. */
  readonly namespace?: string;
  /** The key of a Secret or ConfigMap. */
  readonly key?: string;
}

type OtherKind =
  | 'ClusterIssuer'
  | 'ClusterSecretStore'
  | 'Gateway'
  | 'GatewayClass'
  | 'IngressClass'
  | 'Issuer'
  | 'SecretStore'
  | 'StorageClass';

/** What an object needs of the cluster beside what it holds itself. */
export interface ObjectNeeds {
  readonly references: readonly ObjectReference[];
  /** The names of Secrets that a controller makes of the object, in its namespace. */
  readonly secrets: readonly string[];
}

const NOTHING: ObjectNeeds = { references: [], secrets: [] };

/** The references of an object, and the Secrets that follow from it. */
export function needsOf(manifest: JsonObject): ObjectNeeds {
  const kind = String(manifest.kind);
  const { metadata } = manifest;
  const spec = isJsonObject(manifest.spec) ? manifest.spec : undefined;
  if (!isJsonObject(metadata) || (!spec && kind !== 'Secret')) {
    return NOTHING;
  }
  const collector = new Collector(typeof metadata.namespace === 'string' ? metadata.namespace : undefined);
  const collect = COLLECTORS.get(kind);
  if (collect) {
    collect(collector, spec ?? {}, metadata);
  } else if (String(manifest.apiVersion).startsWith('monitoring.coreos.com/')) {
    collector.keySelectors(spec);
  }
  for (const { name, kind: referenced, key } of podReferencesOf(manifest)) {
    collector.add(referenced, name, key);
  }
  const { references, secrets } = collector;
  return references.length + secrets.length === 0 ? NOTHING : { references, secrets };
}

const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  'ClusterIssuer',
  'ClusterSecretStore',
  'GatewayClass',
  'IngressClass',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
]);

class Collector {
  readonly references: ObjectReference[] = [];
  readonly secrets: string[] = [];

  constructor(private readonly namespace: string | undefined) {}

  add(kind: ObjectReference['kind'], name: Json | undefined, key?: Json, inNamespace?: Json): void {
    if (typeof name === 'string') {
      const namespace = typeof inNamespace === 'string' ? inNamespace : this.namespace;
      this.references.push({
        kind,
        name,
        ...(namespace === undefined || CLUSTER_WIDE.has(kind) ? {} : { namespace }),
        ...(typeof key === 'string' ? { key } : {}),
      });
    }
  }

  makesSecret(name: Json | undefined): void {
    if (typeof name === 'string') {
      this.secrets.push(name);
    }
  }

  claim(spec: Json | undefined): void {
    if (isJsonObject(spec)) {
      this.add('StorageClass', spec.storageClassName);
    }
  }

  claimTemplates(templates: Json | undefined): void {
    listOf(templates)
      .filter(isJsonObject)
      .forEach((template) => this.claim(template.spec));
  }

  parents(spec: JsonObject): void {
    for (const parent of listOf(spec.parentRefs).filter(isJsonObject)) {
      if (parent.kind === undefined || parent.kind === 'Gateway') {
        this.add('Gateway', parent.name, undefined, parent.namespace);
      }
    }
  }

  /** Secrets by key, wherever they stand: prometheus-operator writes all of them as `{ name, key }`. */
  keySelectors(value: Json | undefined, field = ''): void {
    if (Array.isArray(value)) {
      value.forEach((item) => this.keySelectors(item, field));
    } else if (isJsonObject(value)) {
      if (typeof value.key === 'string' && typeof value.name === 'string') {
        if (value.optional !== true) {
          this.add(field === 'configMap' ? 'ConfigMap' : 'Secret', value.name, value.key);
        }
        return;
      }
      Object.keys(value).forEach((name) => this.keySelectors(value[name], name));
    }
  }
}

type Collect = (collector: Collector, spec: JsonObject, metadata: JsonObject) => void;

const route: Collect = (collector, spec) => collector.parents(spec);

/** What prometheus-operator reads of a custom resource of its own, beside the pods. */
function operated(collector: Collector, spec: JsonObject): void {
  collector.keySelectors(spec);
  const storage = isJsonObject(spec.storage) ? spec.storage : {};
  collector.claimTemplates([storage.volumeClaimTemplate ?? {}]);
  collector.add('ServiceAccount', spec.serviceAccountName);
  collector.add('PriorityClass', spec.priorityClassName);
}

/** What kinds need besides what their pods refer to. */
const COLLECTORS: ReadonlyMap<string, Collect> = new Map<string, Collect>([
  ['Secret', (collector, _spec, { name }) => collector.makesSecret(name)],
  ['PersistentVolumeClaim', (collector, spec) => collector.claim(spec)],
  ['StatefulSet', (collector, spec) => collector.claimTemplates(spec.volumeClaimTemplates)],
  ['HTTPRoute', route],
  ['GRPCRoute', route],
  ['TLSRoute', route],
  ['Gateway', (collector, spec) => collector.add('GatewayClass', spec.gatewayClassName)],
  [
    'Ingress',
    (collector, spec, { annotations }) => {
      const { [CLUSTER_ISSUER]: clusterIssuer, [ISSUER]: issuer } = isJsonObject(annotations) ? annotations : {};
      collector.add('IngressClass', spec.ingressClassName);
      collector.add('ClusterIssuer', clusterIssuer);
      collector.add('Issuer', issuer);
      for (const tls of listOf(spec.tls).filter(isJsonObject)) {
        // cert-manager makes the Secret of an Ingress that names an issuer.
        if (clusterIssuer === undefined && issuer === undefined) {
          collector.add('Secret', tls.secretName);
        } else {
          collector.makesSecret(tls.secretName);
        }
      }
    },
  ],
  [
    'ExternalSecret',
    (collector, spec, { name }) => {
      const store = isJsonObject(spec.secretStoreRef) ? spec.secretStoreRef : {};
      collector.add(store.kind === 'ClusterSecretStore' ? 'ClusterSecretStore' : 'SecretStore', store.name);
      collector.makesSecret(isJsonObject(spec.target) ? (spec.target.name ?? name) : name);
    },
  ],
  ['SealedSecret', (collector, _spec, { name }) => collector.makesSecret(name)],
  [
    'SecretProviderClass',
    (collector, spec) =>
      listOf(spec.secretObjects)
        .filter(isJsonObject)
        .forEach(({ secretName }) => collector.makesSecret(secretName)),
  ],
  [
    'Certificate',
    (collector, spec) => {
      const issuer = isJsonObject(spec.issuerRef) ? spec.issuerRef : {};
      collector.add(issuer.kind === 'ClusterIssuer' ? 'ClusterIssuer' : 'Issuer', issuer.name);
      collector.makesSecret(spec.secretName);
    },
  ],
  [
    'TriggerAuthentication',
    (collector, spec) =>
      listOf(spec.secretTargetRef)
        .filter(isJsonObject)
        .forEach(({ name, key }) => collector.add('Secret', name, key)),
  ],
  ['Prometheus', operated],
  ['Alertmanager', operated],
]);

const CLUSTER_ISSUER = 'cert-manager.io/cluster-issuer';
const ISSUER = 'cert-manager.io/issuer';
