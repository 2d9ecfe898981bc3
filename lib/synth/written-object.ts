import type { ApiObject } from 'cdk8s';
import { isJsonObject, type JsonObject } from '../core/json';
import { ANNOTATION_PREFIX } from '../core/labels';
import type { RenderedObject } from '../core/render';
import { toYaml } from '../core/yaml';
import { rolloutSeconds } from './rollout-time';

/** An object as text, with what its file and the deploy script need to know: the manifest itself can go. */
export interface WrittenObject {
  readonly object: ApiObject;
  readonly name: string;
  readonly namespace: string | undefined;
  /** The manifest as YAML. */
  readonly text: string;
  /** How many reasons for exceptions it carries. */
  readonly reasons: number;
  /** After how many seconds it is rolled out, or complete, or has failed, by its own account. */
  readonly deadlineSeconds: number | undefined;
}

/** Writes an object out. */
export function writtenObject({ object, manifest }: RenderedObject): WrittenObject {
  const { name, namespace, annotations } = manifest.metadata as JsonObject & { name: string; namespace?: string };
  return {
    object,
    name,
    namespace,
    text: toYaml(manifest),
    reasons: isJsonObject(annotations) ? Object.keys(annotations).filter(isReason).length : 0,
    deadlineSeconds: rolloutSeconds(manifest),
  };
}

function isReason(annotation: string): boolean {
  return annotation.startsWith(`${ANNOTATION_PREFIX}/`);
}
