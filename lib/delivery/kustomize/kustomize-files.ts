import type { JsonObject } from '../../core/json';
import { toYaml, toYamlStream } from '../../core/yaml';
import type { PlacedObject } from './environment-objects';
import type { ObjectIdentity } from './identity';
import type { JsonPatchStep } from './json-patch';
import type { Overlay, Overlays, Patch } from './overlays';

const KUSTOMIZATION = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };

/** The files of a base and its overlays, by their path below the folder. */
export function kustomizeFiles(
  { base, overlays }: Overlays,
  nameOf: (environment: string) => string,
): Map<string, string> {
  const files = new Map<string, string>();
  const baseFiles = resourceFiles(base);
  if (base.length > 0) {
    baseFiles.forEach((text, file) => files.set(`base/${file}`, text));
    files.set('base/kustomization.yaml', toYaml({ ...KUSTOMIZATION, resources: [...baseFiles.keys()] }));
  }
  for (const overlay of overlays) {
    const folder = `overlays/${nameOf(overlay.environment)}`;
    overlayFiles(overlay, base.length > 0).forEach((text, file) => files.set(`${folder}/${file}`, text));
  }
  return files;
}

function overlayFiles({ resources, patches, labels }: Overlay, hasBase: boolean): Map<string, string> {
  const files = resourceFiles(resources);
  const named = patchNames(patches);
  const kustomization: JsonObject = {
    ...KUSTOMIZATION,
    resources: [...(hasBase ? ['../../base'] : []), ...files.keys()],
    ...(Object.keys(labels).length > 0 ? { labels: [{ pairs: { ...labels } }] } : {}),
    ...(named.size > 0
      ? {
          patches: [...named].map(([path, { identity, change }]) =>
            isJsonPatch(change) ? { path, target: targetOf(identity) } : { path },
          ),
        }
      : {}),
  };
  named.forEach(({ change }, path) => files.set(path, isJsonPatch(change) ? steps(change) : toYaml(change)));
  files.set('kustomization.yaml', toYaml(kustomization));
  return files;
}

function resourceFiles(objects: readonly PlacedObject[]): Map<string, string> {
  const files = new Map<string, JsonObject[]>();
  for (const { file, manifest } of objects) {
    files.set(file, [...(files.get(file) ?? []), manifest]);
  }
  return new Map([...files].map(([file, manifests]) => [file, toYamlStream(manifests)]));
}

/** Patches by their files: named after the object, with its namespace or a number where that is not enough. */
function patchNames(patches: readonly Patch[]): Map<string, Patch> {
  const found = new Map<string, Patch>();
  const taken = new Set<string>();
  for (const patch of patches) {
    const { name, kind, namespace, group } = patch.identity;
    const candidates = [
      `${name}.${kind}`,
      `${namespace ?? ''}.${name}.${kind}`,
      `${namespace ?? ''}.${name}.${kind}.${group}`,
    ];
    const plain = candidates.map((each) => each.toLowerCase().replace(/[^a-z0-9._-]/g, '-'));
    const numbered = (count: number): string => `${plain[2]}.${count}`;
    let file = plain.find((each) => !taken.has(each));
    for (let count = 2; file === undefined; count += 1) {
      file = taken.has(numbered(count)) ? undefined : numbered(count);
    }
    taken.add(file);
    found.set(`patches/${file}.yaml`, patch);
  }
  return found;
}

/** Kustomize reads the name and namespace of a target as regular expressions. */
function targetOf({ group, version, kind, namespace, name }: ObjectIdentity): JsonObject {
  const literal = (text: string): string => text.replaceAll('.', '\\.');
  return {
    ...(group === '' ? {} : { group }),
    version,
    kind,
    ...(namespace === undefined ? {} : { namespace: literal(namespace) }),
    name: literal(name),
  };
}

function isJsonPatch(change: Patch['change']): change is readonly JsonPatchStep[] {
  return Array.isArray(change);
}

function steps(all: readonly JsonPatchStep[]): string {
  return all
    .map((step) => toYaml({ ...step }))
    .map((text) => `- ${text.replace(/\n(?=.)/g, '\n  ')}`)
    .join('');
}
