import { isJsonObject, type JsonObject } from '../../core/json';
import type { EnvironmentObjects } from './environment-objects';

/** The labels that every object of an environment has, and every environment has otherwise: one word of its overlay. */
export function environmentLabels(environments: readonly EnvironmentObjects[]): Map<string, Record<string, string>> {
  const common = environments.map(({ objects }) => {
    const [first, ...others] = objects.map(({ manifest }) => labelsOf(manifest));
    return Object.entries(first ?? {}).filter(([key, value]) => others.every((labels) => labels[key] === value));
  });
  const keys = (common[0] ?? [])
    .map(([key]) => key)
    .filter((key) => {
      const values = common.map((labels) => labels.find(([each]) => each === key)?.[1]);
      return values.every((value) => value !== undefined) && new Set(values).size > 1;
    });
  return new Map(
    environments.map(({ name }, index) => [
      name,
      Object.fromEntries(common[index].filter(([key]) => keys.includes(key))),
    ]),
  );
}

/** A manifest without labels that its overlay adds. */
export function withoutLabels(manifest: JsonObject, keys: readonly string[]): JsonObject {
  if (keys.length === 0) {
    return manifest;
  }
  const { labels: _labels, ...metadata } = manifest.metadata as JsonObject;
  const left = Object.entries(labelsOf(manifest)).filter(([key]) => !keys.includes(key));
  return {
    ...manifest,
    metadata: left.length > 0 ? { ...metadata, labels: Object.fromEntries(left) } : metadata,
  };
}

function labelsOf({ metadata }: JsonObject): Record<string, string> {
  const labels = isJsonObject(metadata) ? metadata.labels : undefined;
  return isJsonObject(labels) ? (labels as Record<string, string>) : {};
}
