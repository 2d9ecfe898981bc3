import { listOf, textOf } from '../../field';
import type { PodView } from '../../views';
import { fault, type Fault, PodRule } from '../rule';
import { RESTRICTED } from './standard';

const ALLOWED = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** Where volumes come from: not from the node. */
export class VolumeTypes extends PodRule {
  public readonly id = 'Restricted.VolumeTypes';
  public readonly asks =
    'volumes are claims, configuration, secrets or scratch space: nothing of the node, such as hostPath';
  public readonly fix = `use one of ${[...ALLOWED].join(', ')}`;
  public readonly source = `${RESTRICTED}: Volume Types`;
  public override readonly exceptions = ['host-path'];

  protected fault({ spec, path }: PodView): Fault {
    let faults: ReturnType<typeof fault>[] | undefined;
    for (const volume of listOf(spec.volumes)) {
      for (const kind in volume) {
        if (kind !== 'name' && !ALLOWED.has(kind)) {
          faults = [...(faults ?? []), fault(`${path}.volumes[${textOf(volume.name) ?? ''}].${kind}`, volume[kind])];
        }
      }
    }
    return faults;
  }
}
