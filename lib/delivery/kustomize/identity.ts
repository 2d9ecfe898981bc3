import type { JsonObject } from '../../core/json';

/** What an API server, and Kustomize, tells objects apart by. */
export interface ObjectIdentity {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** The identity in a manifest. */
export function identityOf({ apiVersion, kind, metadata }: JsonObject): ObjectIdentity {
  const { name, namespace } = metadata as { readonly name: string; readonly namespace?: string };
  const parts = String(apiVersion).split('/');
  const [version] = parts.slice(-1);
  return { group: parts.length > 1 ? parts[0] : '', version, kind: String(kind), namespace, name };
}

/** One word for an identity. */
export function keyOf({ group, version, kind, namespace, name }: ObjectIdentity): string {
  return [group, version, kind, namespace ?? '', name].join('\n');
}

/** One word for what the target of a patch says where the object has no namespace: it would fit one in any. */
export function keyInAnyNamespace(identity: ObjectIdentity): string {
  return keyOf({ ...identity, namespace: undefined });
}
