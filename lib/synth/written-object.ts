import type { ApiObject } from 'cdk8s';
import { isJsonObject, type JsonObject } from '../core/json';
import { ANNOTATION_PREFIX } from '../core/labels';
import { podTemplateOf } from '../core/manifest-pods';
import type { RenderedObject } from '../core/render';
import { toYaml } from '../core/yaml';
import { type ObjectNeeds, needsOf } from './object-references';
import { type RolloutTime, rolloutTime } from './rollout-time';

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
  readonly rolloutTime: RolloutTime | undefined;
  /** The workload whose number of pods it sets, and the most that it sets: of an autoscaler. */
  readonly scales: ScaledWorkload | undefined;
  /** Whether the cluster deletes it some time after it has finished. */
  readonly hasTimeToLive: boolean;
  /** Whether its containers restart in their pods, as those of a Job with the restart policy `OnFailure`. */
  readonly restartsInPlace: boolean;
  /** What it refers to, and the Secrets that follow from it. */
  readonly needs: ObjectNeeds;
  /** The group and kind that it defines, as `example.com Widget`: of a CustomResourceDefinition. */
  readonly definedKind: string | undefined;
}

/** A workload that an autoscaler sets the number of pods of. */
export interface ScaledWorkload {
  readonly kind: string;
  readonly name: string;
  readonly mostPods: number;
}

/** Writes an object out. */
export function writtenObject({ object, manifest }: RenderedObject): WrittenObject {
  const { name, namespace, annotations } = manifest.metadata as JsonObject & { name: string; namespace?: string };
  const spec = isJsonObject(manifest.spec) ? manifest.spec : {};
  const podSpec = podTemplateOf(manifest)?.spec;
  return {
    object,
    name,
    namespace,
    text: toYaml(manifest),
    reasons: isJsonObject(annotations) ? Object.keys(annotations).filter(isReason).length : 0,
    rolloutTime: rolloutTime(manifest),
    scales: scaledWorkload(spec),
    hasTimeToLive: typeof spec.ttlSecondsAfterFinished === 'number',
    restartsInPlace: isJsonObject(podSpec) && podSpec.restartPolicy === 'OnFailure',
    needs: needsOf(manifest),
    definedKind:
      manifest.kind === 'CustomResourceDefinition' && isJsonObject(spec.names)
        ? `${String(spec.group)} ${String(spec.names.kind)}`
        : undefined,
  };
}

/** KEDA's own maximum, for a ScaledObject that states none. */
const DEFAULT_MOST_PODS = 100;

/** Of a HorizontalPodAutoscaler or a ScaledObject. */
function scaledWorkload(spec: JsonObject): ScaledWorkload | undefined {
  const { scaleTargetRef, maxReplicas, maxReplicaCount } = spec;
  if (!isJsonObject(scaleTargetRef)) {
    return undefined;
  }
  const most = maxReplicas ?? maxReplicaCount;
  return {
    kind: typeof scaleTargetRef.kind === 'string' ? scaleTargetRef.kind : 'Deployment',
    name: String(scaleTargetRef.name),
    mostPods: typeof most === 'number' ? most : DEFAULT_MOST_PODS,
  };
}

function isReason(annotation: string): boolean {
  return annotation.startsWith(`${ANNOTATION_PREFIX}/`);
}
