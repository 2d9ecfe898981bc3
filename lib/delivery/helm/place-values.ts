import { type Json, type JsonObject } from '../../core/json';
import type { System, SystemPlace } from '../../synth/system';

/** Everything that may differ between two installations: the settings, and beside them versions and registry. */
export type Values = Readonly<Record<string, unknown>>;

/** The key of the registry of images that name none. */
export const REGISTRY = 'registry';

/** The key of the versions of images. */
export const VERSIONS = 'versions';

/** What the chart itself asks for, and what Helm keeps for itself. */
export const RESERVED = ['environment', 'createNamespaces', 'tests', REGISTRY, VERSIONS, 'global'];

/** The values of a place. */
export function valuesOf(place: SystemPlace): Values {
  const versions = Object.entries(place.versions ?? {}).filter(([, version]) => typeof version === 'string');
  return {
    [REGISTRY]: place.cluster.registry ?? '',
    [VERSIONS]: Object.fromEntries(versions),
    ...(place.settings as JsonObject),
  };
}

/** The place with other values. */
export function placeWith(place: SystemPlace, values: Values): SystemPlace {
  const { [REGISTRY]: registry, [VERSIONS]: versions, ...settings } = values as Record<string, Json>;
  return {
    ...place,
    cluster: registry === '' ? place.cluster : place.cluster._withRegistry(String(registry)),
    versions: versions as Record<string, string>,
    settings,
  };
}

/** The keys of settings that would hide a key of the chart, in any environment. */
export function reservedSettings(system: System): string[] {
  const keys = Object.values(system.environments).flatMap(({ settings }) => Object.keys(settings as JsonObject));
  return [...new Set(keys)].filter((key) => RESERVED.includes(key)).sort();
}
