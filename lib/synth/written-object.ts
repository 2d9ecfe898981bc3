import type { ApiObject } from 'cdk8s';
import { isJsonObject, type JsonObject } from '../core/json';
import { ANNOTATION_PREFIX } from '../core/labels';
import { podTemplateOf } from '../core/manifest-pods';
import type { RenderedObject } from '../core/render';
import { toYaml } from '../core/yaml';
import { type ObjectNeeds, needsOf } from './object-references';

/** An object as text, with what its file and the deploy script need to know: the manifest itself can go. */
export interface WrittenObject {
  readonly object: ApiObject;
  readonly name: string;
  readonly namespace: string | undefined;
  /** The manifest as YAML. */
  readonly text: string;
  /** How many reasons for exceptions it carries. */
  readonly reasons: number;
  /** After how many seconds it has failed by its own account, where it says so. */
  readonly deadlineSeconds: number | undefined;
  /** Whether the cluster deletes it some time after it has finished. */
  readonly hasTimeToLive: boolean;
  /** Whether its containers restart in their pods, as those of a Job with the restart policy `OnFailure`. */
  readonly restartsInPlace: boolean;
  /** What it refers to, and the Secrets that follow from it. */
  readonly needs: ObjectNeeds;
  /** The group and kind that it defines, as `example.com Widget`: of a CustomResourceDefinition. */
  readonly definedKind: string | undefined;
}

/** Writes an object out. */
export function writtenObject({ object, manifest }: RenderedObject): WrittenObject {
  const { name, namespace, annotations } = manifest.metadata as JsonObject & { name: string; namespace?: string };
  const spec = isJsonObject(manifest.spec) ? manifest.spec : {};
  const deadline = spec.activeDeadlineSeconds ?? spec.progressDeadlineSeconds;
  const podSpec = podTemplateOf(manifest)?.spec;
  return {
    object,
    name,
    namespace,
    text: toYaml(manifest),
    reasons: isJsonObject(annotations) ? Object.keys(annotations).filter(isReason).length : 0,
    deadlineSeconds: typeof deadline === 'number' ? deadline : undefined,
    hasTimeToLive: typeof spec.ttlSecondsAfterFinished === 'number',
    restartsInPlace: isJsonObject(podSpec) && podSpec.restartPolicy === 'OnFailure',
    needs: needsOf(manifest),
    definedKind:
      manifest.kind === 'CustomResourceDefinition' && isJsonObject(spec.names)
        ? `${String(spec.group)} ${String(spec.names.kind)}`
        : undefined,
  };
}

function isReason(annotation: string): boolean {
  return annotation.startsWith(`${ANNOTATION_PREFIX}/`);
}
