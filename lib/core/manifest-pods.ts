import { isJsonObject, type Json, type JsonObject } from './json';

/** The pod template of a workload, a Job, a CronJob or a ScaledJob. */
export function podTemplateOf(manifest: JsonObject): JsonObject | undefined {
  const spec = manifest.spec;
  if (!isJsonObject(spec)) {
    return undefined;
  }
  if (manifest.kind === 'Pod') {
    return manifest;
  }
  const jobSpec = isJsonObject(spec.jobTemplate) ? spec.jobTemplate.spec : spec.jobTargetRef;
  const { template } = isJsonObject(jobSpec) ? jobSpec : spec;
  return isJsonObject(template) && isJsonObject(template.spec) ? template : undefined;
}

/** The metadata of the pods of a workload. */
export function templateMetadata(manifest: JsonObject): JsonObject | undefined {
  const template = manifest.kind === 'Pod' ? undefined : podTemplateOf(manifest);
  return template && isJsonObject(template.metadata) ? template.metadata : undefined;
}

/** Every container of a manifest, init containers too. */
export function containersOf(manifest: JsonObject): JsonObject[] {
  const spec = podTemplateOf(manifest)?.spec;
  return isJsonObject(spec) ? [...listOf(spec.initContainers), ...listOf(spec.containers)].filter(isJsonObject) : [];
}

/** The items of a list; none where it is none. */
export function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
