import { Chart } from 'cdk8s';
import type { JsonObject } from '../../core/json';
import { objectFileStem } from '../../synth/environment-files';
import { type Placement, placementOf } from '../../synth/deployment-order';
import { kindRank } from '../../synth/object-order';
import type { RenderedObject } from '../../core/render';
import { identityOf, keyOf, type ObjectIdentity } from './identity';

/** An object of an environment, and where it stands. */
export interface PlacedObject {
  readonly key: string;
  readonly identity: ObjectIdentity;
  readonly manifest: JsonObject;
  readonly placement: Placement;
  /** The name of its file: that of the plain YAML. */
  readonly file: string;
}

/** The objects of one environment, in the order of the plain YAML. */
export interface EnvironmentObjects {
  readonly name: string;
  readonly objects: readonly PlacedObject[];
}

/** Rendered objects by the environments they are in. */
export function environmentObjects(
  names: readonly string[],
  rendered: readonly RenderedObject[],
): EnvironmentObjects[] {
  const found = new Map(names.map((name) => [name, [] as PlacedObject[]]));
  for (const { object, manifest } of rendered) {
    const [environment] = object.node.path.split('/', 1);
    const placement = placementOf(object);
    const identity = identityOf(manifest);
    const chart = Chart.of(object).node.path.slice(environment.length + 1);
    found.get(environment)?.push({
      key: keyOf(identity),
      identity,
      manifest,
      placement,
      file: `${objectFileStem(placement, chart)}.yaml`,
    });
  }
  return [...found].map(([name, objects]) => ({ name, objects: objects.sort(byPlace) }));
}

function byPlace(a: PlacedObject, b: PlacedObject): number {
  if (a.file !== b.file) {
    return a.file < b.file ? -1 : 1;
  }
  return kindRank(a.identity.kind) - kindRank(b.identity.kind) || (a.key < b.key ? -1 : 1);
}
