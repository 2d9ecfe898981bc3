import type { JsonObject } from '../../core/json';
import type { EnvironmentObjects, PlacedObject } from './environment-objects';
import { keyInAnyNamespace, type ObjectIdentity } from './identity';
import { jsonPatch, type JsonPatchStep } from './json-patch';
import { mergePatch } from './merge-patch';
import { environmentLabels, withoutLabels } from './shared-labels';

/** What an overlay changes of one object of the base. */
export interface Patch {
  readonly identity: ObjectIdentity;
  /** The fields that differ, or the exact steps where a merge would not do. */
  readonly change: JsonObject | readonly JsonPatchStep[];
}

/** What one environment has beside the base. */
export interface Overlay {
  readonly environment: string;
  readonly resources: readonly PlacedObject[];
  readonly patches: readonly Patch[];
  readonly labels: Readonly<Record<string, string>>;
}

/** A base and what each environment makes of it. */
export interface Overlays {
  readonly base: readonly PlacedObject[];
  readonly overlays: readonly Overlay[];
}

/**
 * Parts what environments share from what they do not. The base has every object that all of them have, as one of them
 * has it.
 */
export function overlaysOf(environments: readonly EnvironmentObjects[], likeEnvironment: string): Overlays {
  const labels = environmentLabels(environments);
  const all = environments.map(({ name, objects }): EnvironmentObjects => {
    const keys = Object.keys(labels.get(name) ?? {});
    return { name, objects: objects.map((each) => ({ ...each, manifest: withoutLabels(each.manifest, keys) })) };
  });
  const indexes = new Map(all.map(({ name, objects }) => [name, new Map(objects.map((each) => [each.key, each]))]));
  const names = all.map(({ objects }) => countedBy(objects, ({ identity }) => keyInAnyNamespace(identity)));
  const isShared = ({ key, identity, manifest }: PlacedObject): boolean => {
    const others = all.map(({ name }) => indexes.get(name)?.get(key));
    const unique =
      identity.namespace !== undefined || names.every((count) => (count.get(keyInAnyNamespace(identity)) ?? 0) <= 1);
    return others.every((other) => other && (unique || sameManifest(other.manifest, manifest)));
  };
  const base = all.flatMap(({ name, objects }) => (name === likeEnvironment ? objects.filter(isShared) : []));
  const shared = new Set(base.map(({ key }) => key));
  return {
    base,
    overlays: all.map(({ name, objects }) => ({
      environment: name,
      resources: objects.filter(({ key }) => !shared.has(key)),
      patches: base.flatMap((before) => patchFor(before, indexes.get(name)?.get(before.key)) ?? []),
      labels: labels.get(name) ?? {},
    })),
  };
}

function patchFor({ identity, manifest }: PlacedObject, after: PlacedObject | undefined): Patch | undefined {
  if (!after || sameManifest(manifest, after.manifest)) {
    return undefined;
  }
  return {
    identity,
    change: mergePatch(identity, manifest, after.manifest) ?? jsonPatch(manifest, after.manifest),
  };
}

/** Rendered manifests are canonical: what is the same is written the same. */
function sameManifest(a: JsonObject, b: JsonObject): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function countedBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>();
  items.forEach((item) => counts.set(key(item), (counts.get(key(item)) ?? 0) + 1));
  return counts;
}
